"""Statements for tests, from a few words each."""

from datetime import UTC, datetime

from driftwatch.tables import Statements


def statements(*rows: tuple[str, str | None, str], days: bool = True) -> Statements:
    """(text, partner, document) each; documents are days of March 2026 in the order of their names.

    The id of a statement is its document and text.
    """
    documents = {document: number for number, document in enumerate(sorted({row[2] for row in rows}), start=1)}
    return Statements.of(
        (
            f"{document}:{text}",
            text,
            partner,
            f"speaker of {partner}",
            datetime(2026, 3, documents[document], 10, tzinfo=UTC) if days else None,
            f"{document}.md",
            f"line {n}",
            document,
            "minutes",
            None,
            None,
            n,
            0,
        )
        for n, (text, partner, document) in enumerate(rows)
    )

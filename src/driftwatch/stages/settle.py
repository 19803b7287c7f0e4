"""Where both partners agreed, in so many words, on what a term shall mean from now on."""

import re
from collections.abc import Callable, Sequence, Set
from datetime import date

from driftwatch.domain.definition_contrast import Relation, compare_definitions
from driftwatch.domain.meaning import Convergence, Settlement
from driftwatch.domain.said_definitions import SaidDefinition
from driftwatch.domain.words import folded, folded_phrase, words
from driftwatch.tables import StatementRow, Statements

REACH = 12
"""Statements after the definition in which the other side's assent is looked for."""
NEAR = 6
"""Words before a defining phrase among which the term that it defines is looked for."""
LEAST_AFTERWARDS = 2
"""Documents after the agreement in which each side must have gone on using the word, for "afterwards" to say anything."""
LEAST_WITHOUT = 4
"""Documents after it in which a side spoke that hardly used the word any more: it was given up."""
BEFORE = 4
"""Statements before an assent in which the other side's proposal is looked for."""

_DEFINES = re.compile(
    r"\b(?:means?|is defined as|is to be understood as|shall mean|counts? as|stands for|from now on)\b|\bdefinition of [\w -]{2,30}"
    r"|\bby\b.{2,40}\bwe mean\b|\bis \w+ (?:when|once)\b",
    re.IGNORECASE,
)
_ASSENTS = re.compile(
    r"^\W*(?:agreed|yes,? (?:agreed|that)|accepted|fine|done deal)\b|\bagreed(?: for| by| to|,|\.|!|$)|\b(?:we|i) (?:can )?(?:agree|accept)\b"
    r"|\b(?:is|that's|that is|works|are) fine (?:for|with|by) (?:us|me)\b"
    r"|\bworks for (?:us|me)\b|\b(?:we|i) can live with (?:that|this|it)\b|\b(?:both|all) (?:partners|parties|sides)\b.{0,30}\bagree",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"\bfrom (?:today|now|tomorrow|this day|next \w{3,9})\b|\b(?:i|we)(?: would|'d|’d)? (?:propose|suggest|offer)\b", re.IGNORECASE
)
_REFUSES = re.compile(
    r"\b(?:not|never|don't|cannot|can't|nobody) (?:yet )?(?:agree\w*|accept\w*)\b"
    r"|\bnot agreed\b|\bdisagree\w*|\bif (?:we|you|they) (?:agree|accept)",
    re.IGNORECASE,
)


Converging = Callable[[date], Convergence]
"""Whether the two partners' usages came together after a day."""


def settlement(
    term: str,
    pair: tuple[str, str],
    statements: Statements,
    *,
    definitions: Sequence[SaidDefinition] = (),
    converging: Converging = lambda _: Convergence.NOT_SHOWN,
) -> Settlement | None:
    """The last agreement of both partners on the term after which both went on using it, and did not stay apart; None where there is none.

    Without such words: the day on which the second of them defined the term as the first had done, if their usages came together afterwards.
    """
    found = _agreement(term, pair, statements)
    if found is not None:
        return None if converging(found.on) is Convergence.APART else found
    alike = _defined_alike(term, pair, definitions)
    if alike is None or converging(alike[0]) is not Convergence.CONVERGED:
        return None
    return Settlement(on=alike[0], evidence=tuple(statements.row(row).id for row in alike[1]))


def agreements(rows: Set[int], pair: tuple[str, str], statements: Statements) -> list[Settlement]:
    """Where one partner proposed something and the other agreed to it in so many words, the proposal or the assent among the `rows`."""
    said = list(statements.rows())
    found = []
    for at, row in enumerate(said):
        if row.said_at is None or row.partner not in pair or not _PROPOSES.search(row.text):
            continue
        near = [place for place in range(at, min(at + 1 + REACH, len(said))) if said[place].document == row.document]
        assent = next((place for place in near if said[place].partner in set(pair) - {row.partner} and _assents(said[place])), None)
        if assent is not None and not rows.isdisjoint(range(at, assent + 1)):
            found.append(Settlement(on=row.said_at.date(), evidence=(row.id, said[assent].id)))
    return found


def _agreement(term: str, pair: tuple[str, str], statements: Statements) -> Settlement | None:
    phrase = folded_phrase(term)
    rows = list(statements.rows())
    naming = statements.naming(phrase)
    using = [rows[at] for at in naming if _holds(rows[at].text, phrase)]
    found: Settlement | None = None
    for at in naming:
        row = rows[at]
        if row.said_at is None or not _defines(row.text, phrase):
            continue
        assents = [other for other in rows[at : at + 1 + REACH] if other.document == row.document and _assents(other)]
        proposed = [other for other in rows[max(0, at - BEFORE) : at] if other.document == row.document and _PROPOSES.search(other.text)]
        assents += proposed if row in assents else []
        sides = {other.partner for other in [row, *assents]}
        if not (set(pair) <= sides and assents) or not _went_on(using, rows, pair, row.said_at.date()):
            continue
        day = row.said_at.date()
        if found is None or day >= found.on:
            found = Settlement(on=day, evidence=(row.id, *_first_of_each(assents, pair)))
    return found


def _defined_alike(term: str, pair: tuple[str, str], definitions: Sequence[SaidDefinition]) -> tuple[date, tuple[int, int]] | None:
    """The day and the rows of the last two definitions, one a side, that say the same; nothing where either side defined it otherwise later."""
    own: list[list[tuple[date, int, SaidDefinition]]] = [
        sorted(
            (
                (each.said_at.date(), each.statement, each)
                for each in definitions
                if each.partner == partner and each.words == folded_phrase(term) and each.left_out is None
                if each.said_at is not None and each.statement is not None
            ),
            key=lambda dated: dated[:2],
        )
        for partner in pair
    ]
    if not all(own):
        return None
    (first_day, first_row, first), (second_day, second_row, second) = own[0][-1], own[1][-1]
    one, other = first.definition, second.definition
    if compare_definitions(one.body, other.body, negated=(one.negated, other.negated)).relation is not Relation.COMPATIBLE:
        return None
    return max(first_day, second_day), (first_row, second_row)


def _holds(text: str, phrase: tuple[str, ...]) -> bool:
    said = folded(text)
    return any(said[at : at + len(phrase)] == phrase for at in range(len(said) - len(phrase) + 1))


def _defines(text: str, phrase: tuple[str, ...]) -> bool:
    """Whether the statement says what the term means: the term stands in a defining phrase or shortly before it."""
    found = _DEFINES.search(text)
    if found is None or text.rstrip().endswith("?"):
        return False
    before = [word.start for word in words(text[: found.start()])][-NEAR:]
    return _holds(text[before[0] if before else 0 : found.end()], phrase)


def _assents(row: StatementRow) -> bool:
    return bool(_ASSENTS.search(row.text)) and not _REFUSES.search(row.text)


def _went_on(using: Sequence[StatementRow], rows: Sequence[StatementRow], pair: tuple[str, str], day: date) -> bool:
    """Whether both used it afterwards, or one did and the other, who went on speaking, gave the word up."""
    kept = [_documents_after(using, partner, day) >= LEAST_AFTERWARDS for partner in pair]
    spoke = [_documents_after(rows, partner, day) >= LEAST_WITHOUT for partner in pair]
    return any(kept) and all(one or other for one, other in zip(kept, spoke, strict=True))


def _documents_after(rows: Sequence[StatementRow], partner: str, day: date) -> int:
    return len({row.document for row in rows if row.partner == partner and row.said_at is not None and row.said_at.date() > day})


def _first_of_each(assents: Sequence[StatementRow], pair: tuple[str, str]) -> list[str]:
    return [next(row.id for row in assents if row.partner == partner) for partner in pair if any(row.partner == partner for row in assents)]

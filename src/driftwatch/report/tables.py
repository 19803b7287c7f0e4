"""What a scan found as plain tables, one row a thing: what CSV and spreadsheets take."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from driftwatch.domain.alerts import Alert
from driftwatch.domain.pictures import Estimate, Pictures, Profile
from driftwatch.records import ScanRecord
from driftwatch.report.documents import alert_content, file_content
from driftwatch.report.gallery import pictures_of
from driftwatch.report.spreadsheet import csv_line
from driftwatch.report.table_names import Table

__all__ = ["ALERT_COLUMNS", "Table", "alert_row", "csv_lines", "picture_lines"]

Value = str | int | float | date | None
Row = tuple[Value, ...]


ALERT_COLUMNS = (
    "id",
    "kind",
    "subject",
    "title",
    "partners",
    "severity",
    "confidence",
    "p_value",
    "q_value",
    "status",
    "first_seen",
    "last_seen",
    "baseline_state",
    "substatus",
)
_MORE_OF_ALERTS = ("sides", "measure", "value", "low", "high", "within_partner", "common_ground", "questions", "clears_when", "quotes", "against")
_SHARES = ("name", "partner", "count", "of", "share", "low", "high", "statements")


def csv_lines(scan: ScanRecord, table: Table) -> Iterator[str]:
    """The table with its line of heads; no cell of it is taken for a formula."""
    if table in _OF_PICTURES:
        return picture_lines(pictures_of(scan), table)
    columns, rows = _TABLES[table]
    return _lines(columns, rows(scan))


def picture_lines(pictures: Pictures, table: Table) -> Iterator[str]:
    """The same of a table that is drawn: of the done matrices, profiles, silence map, who was heard, courses, landmarks."""
    columns, rows = _OF_PICTURES[table]
    return _lines(columns, rows(pictures))


def _lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield csv_line(columns)
    for row in rows:
        yield csv_line([_cell(value) for value in row])


def alert_row(alert: Alert) -> list[str]:
    """The cells of one alert, as ALERT_COLUMNS heads them."""
    content = alert_content(alert) | {"partners": " ".join(alert.partners)}
    return ["" if content[column] is None else str(content[column]) for column in ALERT_COLUMNS]


def _alerts(scan: ScanRecord) -> Iterator[Row]:
    for alert in scan.outcome.alerts:
        effect = alert.effect
        low, high = (effect.interval if effect else None) or (None, None)
        yield (
            *alert_row(alert),
            " | ".join(f"{side.partner} ({side.statements}): {side.summary}" for side in alert.sides),
            *((effect.measure, effect.value, low, high, effect.within) if effect else (None,) * 5),
            " | ".join(alert.common_ground),
            " | ".join(alert.questions),
            alert.clears_when,
            len(alert.evidence),
            len(alert.against),
        )


def _evidence(scan: ScanRecord) -> Iterator[Row]:
    """What is quoted, and after it what speaks against the alert: of that the words too, where the reader may read them."""
    said = {row.id: row for row in scan.statements}
    for alert in scan.outcome.alerts:
        for piece in alert.evidence:
            labels = " ".join(label.value for label in piece.label)
            yield alert.id, "for", piece.statement_id, piece.partner, piece.quote, piece.source, piece.locator, _moment(piece.said_at), labels
        for name in alert.against:
            row = said.get(name)
            if row is None:
                yield alert.id, "against", name, None, None, None, None, None, None
            else:
                labels = " ".join(label.value for label in row.predicted)
                yield alert.id, "against", name, row.partner, row.text, row.source, row.locator, _moment(row.said_at), labels


def _coverage(scan: ScanRecord) -> Iterator[Row]:
    return ((row.check.value, " ".join(row.partners), row.status.value, row.why) for row in scan.outcome.coverage)


def _files(scan: ScanRecord) -> Iterator[Row]:
    for file in scan.files:
        content = file_content(file)
        problems = " | ".join(f"line {problem.line}: {problem.what}" if problem.line else problem.what for problem in file.problems)
        dropped = ", ".join(f"{number} {reason}" for reason, number in sorted(file.dropped.items()))
        plain = [_plain(content[column]) for column in _FILE_COLUMNS[:8]]
        yield (*plain, " | ".join(file.guessed), problems, dropped, _plain(content["visibility"]), _plain(content["share"]))


def _terms(scan: ScanRecord) -> Iterator[Row]:
    for term in scan.terms:
        glosses = term.glosses or (None, None)
        yield term.term, *term.partners, *term.n, term.divergence, term.p_value, term.q_value, term.verdict, term.smallest_shift, *glosses


def _done(pictures: Pictures) -> Iterator[Row]:
    for matrix in pictures.done:
        for row in matrix.rows:
            for mention in row.mentions:
                said = " ".join(mention.statements)
                yield matrix.gate, row.criterion, row.level, mention.partner, mention.standing.value, mention.count, matrix.alert, said


def _profile(profile: Profile) -> Iterator[Row]:
    for row in profile.rows:
        for part in row.parts:
            yield row.name, part.partner, part.count, part.of, *_bounds(part.share), " ".join(part.statements)


def _silence(pictures: Pictures) -> Iterator[Row]:
    for row in pictures.silence.rows:
        for raising in row.raisings:
            yield row.topic, raising.partner, raising.documents, raising.raised, raising.unanswered, row.alert, " ".join(raising.statements)


def _heard(pictures: Pictures) -> Iterator[Row]:
    return ((heard.window, heard.partner, heard.register, heard.statements, heard.documents) for heard in pictures.heard)


def _courses(pictures: Pictures) -> Iterator[Row]:
    for course in pictures.courses:
        for point in course.points:
            counts = " ".join(f"{partner}:{count}" for partner, count in zip(course.partners, point.counts, strict=True))
            yield course.alert, course.measure, point.window, course.weeks, *_bounds(point.value), course.within, counts


def _landmarks(pictures: Pictures) -> Iterator[Row]:
    return ((mark.on, mark.kind.value, mark.what, mark.alert, " ".join(mark.statements)) for mark in pictures.landmarks)


def _bounds(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if estimate is None else (estimate.value, estimate.low, estimate.high)


def _moment(when: date | None) -> str | None:
    return None if when is None else when.isoformat()


def _plain(value: object) -> Value:
    return value if isinstance(value, str | int | float) else None


def _cell(value: Value) -> str:
    """Numbers as alerts.json has them, days as ISO 8601 has them."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


_FILE_COLUMNS = (
    "source",
    "kind",
    "status",
    "messages",
    "statements",
    "unattributed",
    "first",
    "last",
    "guessed",
    "problems",
    "dropped",
    "visibility",
    "share",
)
_TERM_COLUMNS = (
    "term",
    "partner_a",
    "partner_b",
    "usages_a",
    "usages_b",
    "divergence",
    "p_value",
    "q_value",
    "verdict",
    "smallest_shift",
    "gloss_a",
    "gloss_b",
)
_TABLES: Mapping[Table, tuple[Sequence[str], Callable[[ScanRecord], Iterable[Row]]]] = {
    Table.ALERTS: ((*ALERT_COLUMNS, *_MORE_OF_ALERTS), _alerts),
    Table.EVIDENCE: (("alert", "speaks", "statement_id", "partner", "quote", "source", "locator", "said_at", "label"), _evidence),
    Table.COVERAGE: (("check", "partners", "status", "why"), _coverage),
    Table.FILES: (_FILE_COLUMNS, _files),
    Table.TERMS: (_TERM_COLUMNS, _terms),
}
_OF_PICTURES: Mapping[Table, tuple[Sequence[str], Callable[[Pictures], Iterable[Row]]]] = {
    Table.DONE: (("gate", "criterion", "level", "partner", "standing", "count", "alert", "statements"), _done),
    Table.GOALS: (_SHARES, lambda pictures: _profile(pictures.goals)),
    Table.RISKS: (_SHARES, lambda pictures: _profile(pictures.risks)),
    Table.SILENCE: (("topic", "partner", "documents", "raised", "unanswered", "alert", "statements"), _silence),
    Table.HEARD: (("week", "partner", "register", "statements", "documents"), _heard),
    Table.COURSES: (("alert", "measure", "window", "weeks", "value", "low", "high", "within_partner", "statements"), _courses),
    Table.LANDMARKS: (("on", "kind", "what", "alert", "statements"), _landmarks),
}

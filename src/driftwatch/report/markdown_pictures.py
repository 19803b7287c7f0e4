"""What is drawn, as tables of Markdown: every picture of the page has one."""

from collections.abc import Iterator, Sequence

from driftwatch.domain.pictures import Course, DoneMatrix, Landmark, Pictures, SilenceMap, TermMap
from driftwatch.report.cards import Context
from driftwatch.report.drawings import Bar, DoneCell, ProfileView, done_view, profile_view, silence_view
from driftwatch.report.heard import heard_view
from driftwatch.report.markdown_text import said, table
from driftwatch.report.wording import counted, day, figure, joined

MOST_TERMS, MOST_GATES, MOST_TOPICS, MOST_COURSES, MOST_LANDMARKS = 60, 12, 60, 20, 60
"""Rows or tables of each; the others stand in the data."""
LONGEST_COURSE = 26


def pictured(pictures: Pictures, context: Context) -> Iterator[str]:
    """A section a picture; nothing where nothing was drawn."""
    yield from _terms(pictures.terms, context)
    for matrix in pictures.done[:MOST_GATES]:
        yield from _done(matrix, context)
    yield from _profile("What each partner wants", "Outcome", profile_view(pictures.goals, context, of="on goals"))
    yield from _profile("How each partner speaks of risk", "Attitude", profile_view(pictures.risks, context, of="on risk"))
    yield from _silence(pictures.silence, context)
    yield from _courses(pictures.courses, context)
    yield from _landmarks(pictures.landmarks)
    yield from _heard(pictures, context)


def _terms(maps: Sequence[TermMap], context: Context) -> Iterator[str]:
    if not maps:
        return
    yield from ("## The same word, beside what it is said", "")
    rows = []
    for found in maps[:MOST_TERMS]:
        size = "not computed" if found.divergence is None else figure(found.divergence.value)
        for sense in found.senses:
            beside = joined([said(neighbour.word) for neighbour in sense.neighbours[:6]], last="and")
            count = f"{sense.usages:,} in {sense.documents:,} documents"
            rows.append((said(found.term), said(found.verdict.value), size, said(context.name(sense.partner)), count, beside or said(sense.gloss)))
    yield from table(("Term", "Verdict", "Difference", "Partner", "Usages", "Said beside it"), rows)
    yield from _more(len(maps) - MOST_TERMS, "terms")


def _done(matrix: DoneMatrix, context: Context) -> Iterator[str]:
    view = done_view(matrix, context)
    yield from (f"## What counts as done: {said(view.gate)}", "", said(view.says), "")
    rows = [(said(row.criterion), said(row.level), *map(_done_cell, row.cells), "differs" if row.apart else "alike") for row in view.rows]
    yield from table(("Criterion", "Verified", *(said(column.name) for column in view.columns), "Compared"), rows)


def _done_cell(cell: DoneCell) -> str:
    return f"{cell.sign} {cell.words}{f' ({cell.count})' if cell.count else ''}"


def _profile(head: str, first: str, view: ProfileView) -> Iterator[str]:
    if not view.rows:
        return
    yield from (f"## {head}", "", said(view.says), "")
    names = [said(bar.column.name) for bar in view.rows[0][1]]
    yield from table((first, *names), [(said(name), *map(_share, bars)) for name, bars in view.rows])
    yield from (f"- {said(why)}" for why in view.lacking)
    yield from [""] if view.lacking else []


def _share(bar: Bar) -> str:
    interval = f" ({bar.interval})" if bar.interval else ""
    return f"{bar.share}{interval}; {bar.count}"


def _silence(silence: SilenceMap, context: Context) -> Iterator[str]:
    if not silence.rows:
        return
    view = silence_view(silence, context)
    yield from ("## Who raises what, and who takes it up", "", said(view.says), "")
    rows = []
    for topic, _, cells in view.rows[:MOST_TOPICS]:
        told = {cell.column.name: f"{cell.words}{f'; {cell.documents}' if cell.documents else ''}" for cell in cells}
        rows.append((said(topic), *(told.get(column.name, "") for column in view.columns)))
    yield from table(("Topic", *(said(column.name) for column in view.columns)), rows)
    yield from _more(len(view.rows) - MOST_TOPICS, "topics")


def _courses(courses: Sequence[Course], context: Context) -> Iterator[str]:
    if not courses:
        return
    yield from ("## How the differences moved", "", "Each alert's measure in windows of some weeks, which overlap, with its 95 % interval.", "")
    for course in courses[:MOST_COURSES]:
        partners = joined([said(context.name(partner)) for partner in course.partners])
        yield from (f"### {said(course.alert)}: {said(course.measure)} in any {counted(course.weeks, 'week')}, {partners}", "")
        rows = []
        for point in course.points[-LONGEST_COURSE:]:
            value, interval = "not enough data", ""
            if point.value is not None:
                bounds = point.value.low, point.value.high
                value = figure(point.value.value)
                interval = f"{figure(bounds[0])} to {figure(bounds[1])}" if bounds[0] is not None and bounds[1] is not None else ""
            rows.append((day(point.window), value, interval, " + ".join(f"{count:,}" for count in point.counts)))
        yield from table(("From", "Difference", "95 % interval", "Statements"), rows)
    yield from _more(len(courses) - MOST_COURSES, "courses")


def _landmarks(landmarks: Sequence[Landmark]) -> Iterator[str]:
    if not landmarks:
        return
    yield from ("## What happened when", "")
    rows = [(day(mark.on), said(mark.kind.value), said(mark.what), said(mark.alert or "")) for mark in landmarks[-MOST_LANDMARKS:]]
    yield from table(("Day", "Kind", "What", "Alert"), rows)
    yield from _more(len(landmarks) - MOST_LANDMARKS, "earlier events")


def _heard(pictures: Pictures, context: Context) -> Iterator[str]:
    view = heard_view(pictures.heard, context)
    if view is None:
        return
    yield from ("## Who was heard, when, from where", "", said(view.says), "")
    rows = []
    for column, own in view.groups:
        name = "no partner" if column is None else said(column.name)
        rows += [(name, said(row.source), *(cell.count for cell in row.cells), row.total) for row in own]
    yield from table(("Partner", "Source", *view.periods, "All"), rows)


def _more(number: int, what: str) -> list[str]:
    return [f"{number:,} more {what} stand in the data (`--format csv` or `json`).", ""] if number > 0 else []

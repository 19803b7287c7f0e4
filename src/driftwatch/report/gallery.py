"""All pictures of a report, as many of each as there is room for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from driftwatch.domain.meaning import Verdict
from driftwatch.domain.pictures import DoneMatrix, Pictures, SilenceMap, TermMap, TopicRow
from driftwatch.domain.view import JOINT_VIEW, WHOLE_VIEW
from driftwatch.records import ScanRecord
from driftwatch.report.cards import Context
from driftwatch.report.courses import CourseView, course_view
from driftwatch.report.drawings import DoneView, ProfileView, SilenceView, done_view, profile_view, silence_view
from driftwatch.report.heard import HeardView, heard_view
from driftwatch.report.term_maps import VERDICT_WORDS, TermView, term_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """How much room the pictures have."""

    maps: int
    """Term maps that are drawn."""
    lines: int
    """Further terms, in a line each."""
    courses: int
    matrices: int
    rows: int
    """Of a matrix."""
    topics: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A term without a map of its own."""

    term: str
    verdict: str
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """What is drawn of one scan."""

    terms: tuple[TermView, ...]
    lines: tuple[TermLine, ...]
    """Further terms."""
    done: tuple[DoneView, ...]
    goals: ProfileView | None
    risks: ProfileView | None
    silence: SilenceView | None
    heard: HeardView | None
    beyond: int
    """Matrices, rows and topics that found no room."""
    places: Mapping[str, tuple[tuple[str, str], ...]]
    """Alert id -> what is drawn of it: words and address."""


def pictures_of(scan: ScanRecord) -> Pictures:
    """Those of whoever may read all that the scan holds."""
    return scan.pictures.get(WHOLE_VIEW) or scan.pictures.get(JOINT_VIEW) or Pictures()


def named(pictures: Pictures) -> Iterator[str]:
    """The statements that may be quoted in a picture."""
    for term in pictures.terms:
        for sense in term.senses:
            yield from sense.statements
            for word in sense.neighbours:
                yield from word.statements
        yield from (point.statement for point in term.points if term.alert)
    for matrix in pictures.done:
        for row in matrix.rows:
            for mention in row.mentions:
                yield from mention.statements
    parts = [part for profile in (pictures.goals, pictures.risks) for outcome in profile.rows for part in outcome.parts]
    for part in parts:
        yield from part.statements
    for raising in (raising for topic in pictures.silence.rows for raising in topic.raisings):
        yield from raising.statements


def gallery(pictures: Pictures, context: Context, wall: Wall) -> Gallery:
    """Every picture that has something to show; the terms on which there is an alert come first."""
    ranked = sorted(pictures.terms, key=_rank)
    mapped = [term for term in ranked if term.verdict is not Verdict.INSUFFICIENT][: wall.maps]
    done = sorted(pictures.done, key=lambda matrix: matrix.alert is None)
    topics = sorted(pictures.silence.rows, key=lambda row: (row.alert is None, -max((part.unanswered for part in row.raisings), default=0)))
    return Gallery(
        terms=tuple(term_view(term, context, f"term-{place + 1}") for place, term in enumerate(mapped)),
        lines=tuple(_line(term, context) for term in [term for term in ranked if term not in mapped][: wall.lines]),
        done=tuple(done_view(_cut(matrix, wall.rows), context) for matrix in done[: wall.matrices]),
        goals=profile_view(pictures.goals, context, of="on what should be reached") if pictures.goals.rows else None,
        risks=profile_view(pictures.risks, context, of="that take a stance on risk") if pictures.risks.rows else None,
        silence=silence_view(SilenceMap(rows=tuple(topics[: wall.topics]), documents=pictures.silence.documents), context) if topics else None,
        heard=heard_view(pictures.heard, context),
        places=_places(mapped, done[: wall.matrices], pictures, topics[: wall.topics]),
        beyond=max(0, len(topics) - wall.topics) + max(0, len(done) - wall.matrices) + sum(max(0, len(matrix.rows) - wall.rows) for matrix in done),
    )


def _places(
    terms: Sequence[TermMap], done: Sequence[DoneMatrix], pictures: Pictures, topics: Sequence[TopicRow]
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    shown = [(term.alert, f"Map of “{term.term}”", f"#term-{place + 1}") for place, term in enumerate(terms)]
    shown += [(matrix.alert, f"Criteria for “{matrix.gate}”, side by side", f"#done-{place + 1}") for place, matrix in enumerate(done)]
    shown += [(alert, "What each side wants", "#goals") for alert in pictures.goals.alerts]
    shown += [(alert, "How each side speaks of risk", "#risks") for alert in pictures.risks.alerts]
    shown += [(topic.alert, "Who raises what", "#silence") for topic in topics]
    for alert, words, link in shown:
        if alert is not None:
            found.setdefault(alert, []).append((words, link))
    return {alert: tuple(places) for alert, places in found.items()}


def courses(pictures: Pictures, context: Context, alerts: Sequence[str], *, most: int) -> Mapping[str, CourseView]:
    """Alert id -> how its measure moved, for the first `most` of these alerts; of the others the table alone."""
    drawn = set(alerts[:most])
    found = {course.alert: course_view(course, pictures.landmarks, context, drawing=course.alert in drawn) for course in pictures.courses}
    return {alert: view for alert, view in found.items() if view is not None and alert in drawn}


def _rank(term: TermMap) -> tuple[bool, int, float, str]:
    order = (Verdict.DIVERGENT, Verdict.SAME, Verdict.INSUFFICIENT)
    return term.alert is None, order.index(term.verdict), -(term.divergence.value if term.divergence else 0.0), term.term


def _cut(matrix: DoneMatrix, rows: int) -> DoneMatrix:
    return DoneMatrix(gate=matrix.gate, partners=matrix.partners, rows=matrix.rows[:rows], alert=matrix.alert)


def _line(term: TermMap, context: Context) -> TermLine:
    counts = "; ".join(f"{context.name(sense.partner)} {sense.usages:,}" for sense in term.senses)
    return TermLine(term=term.term, verdict=VERDICT_WORDS[term.verdict], counts=counts)

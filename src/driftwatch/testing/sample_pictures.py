"""Invented pictures with something of everything, for suites that need them."""

from datetime import date

from driftwatch.domain.gate_matrix import Standing
from driftwatch.domain.meaning import AlertKind, Verdict
from driftwatch.domain.pictures import (
    Course,
    CoursePoint,
    CriterionRow,
    DoneMatrix,
    Estimate,
    HappeningKind,
    Heard,
    Landmark,
    Mention,
    Neighbour,
    Part,
    Pictures,
    Profile,
    ProfileRow,
    Raising,
    Sense,
    SilenceMap,
    TermMap,
    TopicRow,
    UsagePoint,
)

MARCH = date(2026, 3, 30)
_SHARE = Estimate(value=0.75, low=0.3, high=0.95)


def sample_pictures(sides: tuple[str, str], ids: tuple[str, ...], *, alert: str | None = None) -> Pictures:
    """One of each picture, over two partners and these statements."""
    return Pictures(
        terms=(_term(sides, ids, alert),),
        done=(_done(sides, ids, alert),),
        goals=Profile(rows=(_row("reach", sides, ids),), alerts=(alert,) if alert else ()),
        risks=Profile(rows=(_row("avoids", sides, ids),), lacking=(f"{sides[1]}: 2 of 5 statements",)),
        silence=_silence(sides, ids),
        heard=tuple(Heard(window=MARCH, partner=side, register="minutes", statements=2, documents=1) for side in (*sides, None)),
        courses=(_course(sides, alert),) if alert else (),
        landmarks=(Landmark(on=MARCH, kind=HappeningKind.CHARTER, what="The charter takes effect.", statements=ids[:1]),),
        kinds=(AlertKind.TERM_MEANING, AlertKind.RISK_POSTURE),
    )


def _term(sides: tuple[str, str], ids: tuple[str, ...], alert: str | None) -> TermMap:
    near = Neighbour(word="forms", weight=0.5, x=0.25, y=-1.0, statements=ids[:1])
    return TermMap(
        term="ready",
        verdict=Verdict.DIVERGENT,
        senses=tuple(Sense(partner=side, gloss="near: forms", usages=41, documents=7, neighbours=(near,), statements=ids[:2]) for side in sides),
        points=tuple(UsagePoint(partner=side, statement=ids[0], x=-0.5, y=0.125) for side in sides),
        divergence=Estimate(value=0.412),
        within=0.1,
        alert=alert,
    )


def _done(sides: tuple[str, str], ids: tuple[str, ...], alert: str | None) -> DoneMatrix:
    standings = zip(sides, (Standing.REQUIRED, Standing.ABSENT), strict=True)
    mentions = tuple(Mention(partner=side, standing=standing, count=3, statements=ids[:1]) for side, standing in standings)
    return DoneMatrix(gate="ready", partners=sides, rows=(CriterionRow(criterion="forms signed", level="", mentions=mentions),), alert=alert)


def _row(name: str, sides: tuple[str, str], ids: tuple[str, ...]) -> ProfileRow:
    return ProfileRow(name=name, parts=tuple(Part(partner=side, count=3, of=4, share=_SHARE, statements=ids) for side in sides))


def _silence(sides: tuple[str, str], ids: tuple[str, ...]) -> SilenceMap:
    raisings = tuple(Raising(partner=side, documents=4, raised=3, unanswered=2, statements=ids[:1]) for side in sides)
    return SilenceMap(rows=(TopicRow(topic="heating", raisings=raisings),), documents=5)


def _course(sides: tuple[str, str], alert: str) -> Course:
    points = (CoursePoint(window=MARCH, value=_SHARE, counts=(3, 4)), CoursePoint(window=date(2026, 4, 6), value=None, counts=(0, 1)))
    return Course(alert=alert, measure="energy distance", partners=sides, points=points, within=0.1)

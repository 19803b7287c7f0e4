"""The programme of lantern.py with every picture that a scan can draw of it, small enough to be checked by eye."""

import runpy
from dataclasses import replace
from datetime import date
from pathlib import Path

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
from driftwatch.records import ScanRecord

BETWEEN = ("brightmill", "northquay")
DONE, AVAILABILITY, CADENCE = "DW-9F2M4T7Q1XYA", "DW-41KX0ZC8W2RB", "DW-7B3D5H6J8KMN"


def pictured_scan() -> ScanRecord:
    """The scan of lantern.py, with `pictures` for the joint audience."""
    scan: ScanRecord = runpy.run_path(str(Path(__file__).with_name("lantern.py")))["lantern_scan"]()
    return replace(scan, pictures={"joint": pictures()})


def pictures() -> Pictures:
    """One of each, with a row or part that has not enough data where there can be one."""
    return Pictures(
        terms=(_availability(), _thin_term()),
        done=(_done(),),
        goals=_goals(),
        risks=_risks(),
        silence=_silence(),
        heard=_heard(),
        courses=_courses(),
        landmarks=_landmarks(),
        kinds=tuple(AlertKind),
    )


def _availability() -> TermMap:
    ours = Sense(
        partner="brightmill",
        gloss="mostly with: uptime, month, kiosks",
        usages=17,
        documents=6,
        neighbours=(
            Neighbour(word="uptime", weight=1.0, x=-0.7, y=0.4, statements=("s08",)),
            Neighbour(word="month", weight=0.6, x=-0.66, y=0.37, statements=("s08",)),
            Neighbour(word="kiosks", weight=0.4, x=-0.3, y=-0.5, statements=("s10",)),
        ),
        statements=("s08", "s10"),
    )
    theirs = Sense(
        partner="northquay",
        gloss="mostly with: passenger, pier, ferry leaves",
        usages=14,
        documents=5,
        neighbours=(
            Neighbour(word="passenger", weight=0.9, x=0.6, y=0.3, statements=("s07",)),
            Neighbour(word="ferry", weight=0.7, x=0.62, y=0.27, statements=("s07",)),
            Neighbour(word="pier", weight=0.5, x=0.3, y=-0.4, statements=("s09",)),
        ),
        statements=("s07", "s09"),
    )
    spots = (("brightmill", "s08", -0.6, 0.5), ("brightmill", "s10", -0.4, -0.2), ("northquay", "s07", 0.5, 0.5), ("northquay", "s09", 0.4, -0.3))
    return TermMap(
        term="availability",
        verdict=Verdict.DIVERGENT,
        senses=(ours, theirs),
        points=tuple(UsagePoint(partner=partner, statement=statement, x=x, y=y) for partner, statement, x, y in spots),
        divergence=Estimate(value=0.19, low=0.08, high=0.31),
        within=0.06,
        alert=AVAILABILITY,
    )


def _thin_term() -> TermMap:
    senses = tuple(Sense(partner=partner, gloss="", usages=usages, documents=2) for partner, usages in (("brightmill", 3), ("northquay", 2)))
    return TermMap(term="purser", verdict=Verdict.INSUFFICIENT, senses=senses)


def _done() -> DoneMatrix:
    def row(criterion: str, level: str, *mentions: tuple[Standing, int, tuple[str, ...]]) -> CriterionRow:
        made = tuple(
            Mention(partner=partner, standing=standing, count=count, statements=statements)
            for partner, (standing, count, statements) in zip(BETWEEN, mentions, strict=True)
        )
        return CriterionRow(criterion=criterion, level=level, mentions=made)

    absent = (Standing.ABSENT, 0, ())
    return DoneMatrix(
        gate="done",
        partners=BETWEEN,
        rows=(
            row("the simulator run passes", "simulated", (Standing.REQUIRED, 3, ("s00", "s02")), absent),
            row("two weeks on the pier", "field", (Standing.MENTIONED, 1, ("s06",)), (Standing.REQUIRED, 3, ("s01", "s05"))),
            row("tickets sold on a busy day", "accepted", absent, (Standing.REQUIRED, 1, ("s03",))),
            row("the fares are right", "", (Standing.REQUIRED, 2, ()), (Standing.REQUIRED, 2, ())),
        ),
        alert=DONE,
    )


def _part(partner: str, count: int, of: int, *share: float, statements: tuple[str, ...] = ()) -> Part:
    estimate = Estimate(value=share[0], low=share[1], high=share[2]) if share else None
    return Part(partner=partner, count=count, of=of, share=estimate, statements=statements)


def _goals() -> Profile:
    return Profile(
        rows=(
            ProfileRow(name="cost", parts=(_part("brightmill", 12, 40, 0.3, 0.18, 0.45), _part("northquay", 4, 38, 0.105, 0.03, 0.24))),
            ProfileRow(
                name="reliability",
                parts=(_part("brightmill", 8, 40, 0.2, 0.09, 0.35), _part("northquay", 17, 38, 0.447, 0.29, 0.61, statements=("s07",))),
            ),
        ),
    )


def _risks() -> Profile:
    return Profile(
        rows=(
            ProfileRow(name="avoid a failure", parts=(_part("brightmill", 6, 26, 0.23, 0.09, 0.43), _part("northquay", 2, 11))),
            ProfileRow(name="learn from a failure", parts=(_part("brightmill", 20, 26, 0.77, 0.57, 0.91), _part("northquay", 9, 11))),
        ),
        lacking=("northquay: 11 of 25 statements",),
    )


def _silence() -> SilenceMap:
    return SilenceMap(
        rows=(
            TopicRow(
                topic="salt spray",
                raisings=(
                    Raising(partner="brightmill", documents=1, raised=0, unanswered=0),
                    Raising(partner="northquay", documents=7, raised=7, unanswered=6, statements=("s01",)),
                ),
            ),
            TopicRow(
                topic="releases",
                raisings=(
                    Raising(partner="brightmill", documents=4, raised=3, unanswered=1, statements=("s12",)),
                    Raising(partner="northquay", documents=4, raised=2, unanswered=0),
                ),
            ),
        ),
        documents=9,
    )


def _heard() -> tuple[Heard, ...]:
    said = (
        (date(2026, 2, 2), "brightmill", "minutes", 41, 1),
        (date(2026, 2, 2), "northquay", "minutes", 38, 1),
        (date(2026, 2, 16), "brightmill", "minutes", 30, 1),
        (date(2026, 3, 9), "brightmill", "minutes", 22, 1),
        (date(2026, 3, 23), "brightmill", "minutes", 25, 1),
        (date(2026, 3, 23), "northquay", "minutes", 27, 1),
        (date(2026, 3, 23), "northquay", "chat", 9, 1),
        (date(2026, 3, 23), None, "chat", 12, 1),
    )
    return tuple(
        Heard(window=window, partner=partner, register=register, statements=statements, documents=documents)
        for window, partner, register, statements, documents in said
    )


def _courses() -> tuple[Course, ...]:
    windows = (date(2026, 2, 9), date(2026, 2, 16), date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23))
    figures = (None, (0.14, -0.04, 0.33), (0.21, 0.05, 0.37), None, (0.27, 0.13, 0.41), (0.31, 0.18, 0.45), (0.34, 0.21, 0.47))
    points = tuple(
        CoursePoint(
            window=window,
            value=None if found is None else Estimate(value=found[0], low=found[1], high=found[2]),
            counts=(5 + 3 * place, 4 + 2 * place),
        )
        for place, (window, found) in enumerate(zip(windows, figures, strict=True))
    )
    return (
        Course(alert=DONE, measure="difference of criteria", partners=BETWEEN, points=points, within=0.08),
        Course(alert=AVAILABILITY, measure="energy distance", partners=BETWEEN[::-1], points=points[4:], within=0.06),
    )


def _landmarks() -> tuple[Landmark, ...]:
    return (
        Landmark(on=date(2026, 2, 12), kind=HappeningKind.CHARTER, what="charter, version 2"),
        Landmark(on=date(2026, 2, 10), kind=HappeningKind.FIRST_EVIDENCE, what="“Done” for the kiosk", alert=DONE),
        Landmark(on=date(2026, 3, 24), kind=HappeningKind.AGREEMENT, what="release cadence", alert=CADENCE, statements=("s11", "s12")),
    )

"""All figures over several examined programmes: what `driftwatch evaluate programmes` tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from driftwatch.domain.meaning import Severity
from driftwatch.learn.evaluate_alerts import (
    Fate,
    JudgedAlert,
    Judgement,
    ProgrammeResult,
    by_difficulty,
    by_kind,
    days_late,
    fates,
    localised,
    score,
    trapped,
    without_tolerated,
)
from driftwatch.learn.null_runs import NullRun
from driftwatch.learn.scores import Interval, Score, binomial_interval

ALL = "all programmes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of the differences that the partners settled, and of the others."""

    planted: int
    resolved: int
    silent: int
    still_open: int
    too_early: int
    """Alerts that came as resolved on what is not settled."""
    not_planted: int
    """Alerts that came as resolved on what nobody planted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Onset:
    """How many days the first quotes lie from the day on which the gold sees a difference begin."""

    found: int
    median_distance: float | None
    """Whichever side of the day; None where nothing was found."""
    earliest: int | None
    latest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Localisation:
    """How far the quotes of the alerts on open differences are those that the gold knows."""

    alerts: int
    mean_share: float | None
    least: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NullFigures:
    """What sides raise that were dealt at random."""

    programme: str
    partner: str
    """Empty for all of them together."""
    runs: int
    alerts: int
    runs_with_any: int
    interval: Interval | None
    """95 % of the share of runs with any, as if deals were independent."""
    mean_tested: float
    """How many differences a run had data enough to test: where it is none, no alert says nothing."""

    @property
    def per_run(self) -> float:
        """Alerts of a run, in the mean."""
        return self.alerts / self.runs if self.runs else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One programme: what a scan raises beside its gold, and what sides raise that are none."""

    result: ProgrammeResult
    nulls: tuple[NullRun, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrappedAlert:
    """An alert that met a trap, with its programme."""

    programme: str
    alert: JudgedAlert


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeEvaluation:
    """Everything that is told of the programmes."""

    programmes: tuple[ProgrammeResult, ...]
    scores: tuple[Score, ...]
    """A line for each programme, one for all, one for all without what is tolerated."""
    kinds: tuple[Score, ...]
    difficulties: tuple[Score, ...]
    traps: tuple[TrappedAlert, ...]
    grave_traps: int
    """How many of these are of medium or high severity."""
    settled: Settled
    onset: Onset
    localisation: Localisation
    nulls: tuple[NullFigures, ...]
    null_runs: tuple[NullRun, ...]


def evaluation_of(examined: Sequence[Examined]) -> ProgrammeEvaluation:
    """All figures of these programmes together."""
    results = [one.result for one in examined]
    runs = [run for one in examined for run in one.nulls]
    each = [score([result], benchmark=result.name, what="open alerts") for result in results]
    everything = score(results, benchmark=ALL, what="open alerts")
    strict = without_tolerated(results, benchmark=ALL, what="without tolerated")
    traps = [TrappedAlert(programme=name, alert=alert) for name, alert in trapped(results)]
    return ProgrammeEvaluation(
        programmes=tuple(results),
        scores=(*each, everything, strict),
        kinds=tuple(by_kind(results, benchmark=ALL)),
        difficulties=tuple(by_difficulty(results, benchmark=ALL)),
        traps=tuple(traps),
        grave_traps=sum(one.alert.severity is not Severity.LOW for one in traps),
        settled=_settled(results),
        onset=_onset(results),
        localisation=_localisation(results),
        nulls=tuple(null_figures(runs)),
        null_runs=tuple(runs),
    )


def null_figures(runs: Sequence[NullRun]) -> list[NullFigures]:
    """A line for each partner of each programme, then one for all; nothing of nothing."""
    if not runs:
        return []
    groups = dict.fromkeys((run.programme, run.partner) for run in runs)
    own = [_figures(*group, [run for run in runs if (run.programme, run.partner) == group]) for group in groups]
    return [*own, _figures(ALL, "", runs)]


def _figures(programme: str, partner: str, runs: Sequence[NullRun]) -> NullFigures:
    with_any = sum(bool(run.alerts) for run in runs)
    return NullFigures(
        programme=programme,
        partner=partner,
        runs=len(runs),
        alerts=sum(len(run.alerts) for run in runs),
        runs_with_any=with_any,
        interval=binomial_interval(with_any, len(runs)),
        mean_tested=fmean(run.tested for run in runs),
    )


def _settled(results: Sequence[ProgrammeResult]) -> Settled:
    resolved, silent, still_open = (fates(results, fate) for fate in (Fate.RESOLVED, Fate.SILENT, Fate.STILL_OPEN))
    judged = [alert.judgement for result in results for alert in result.alerts]
    return Settled(
        planted=resolved + silent + still_open,
        resolved=resolved,
        silent=silent,
        still_open=still_open,
        too_early=judged.count(Judgement.TOO_EARLY),
        not_planted=judged.count(Judgement.NOT_PLANTED),
    )


def _onset(results: Sequence[ProgrammeResult]) -> Onset:
    days = days_late(results)
    distance = float(median(map(abs, days))) if days else None
    return Onset(found=len(days), median_distance=distance, earliest=min(days, default=None), latest=max(days, default=None))


def _localisation(results: Sequence[ProgrammeResult]) -> Localisation:
    shares = localised(results)
    return Localisation(alerts=len(shares), mean_share=round(fmean(shares), 3) if shares else None, least=min(shares, default=None))

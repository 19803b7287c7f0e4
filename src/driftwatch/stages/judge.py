"""Which findings stand when all tests of a run are counted together."""

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import groupby

from driftwatch.domain.meaning import AlertKind, Finding, Judged, Verdict
from driftwatch.domain.words import folded_phrase
from driftwatch.statistics.discovery import q_values


def judge(findings: Sequence[Finding], *, fdr: float) -> tuple[Judged, ...]:
    """Each finding with its q value and verdict; `fdr` is the accepted share of false alerts among those of one kind (0 … 1).

    Each kind of alert, and each family within it, asks a question of its own: two hundred words must not drown one contradiction
    (Efron 2008, Annals of Applied Statistics, "Simultaneous inference: when should hypothesis testing problems be combined?").
    """
    ordered = sorted(findings, key=lambda finding: (finding.kind, finding.family, finding.partners, finding.subject))
    judged: list[Judged] = []
    for _, family in groupby(ordered, key=lambda finding: (finding.kind, finding.family)):
        members = list(family)
        adjusted = q_values([finding.p_value for finding in members])
        judged += [Judged(finding=finding, q_value=q, verdict=_verdict(finding, q, fdr)) for finding, q in zip(members, adjusted, strict=True)]
    meanings = {_matter(one) for one in judged if one.finding.kind is AlertKind.TERM_MEANING and _is_told(one)}
    return tuple(_of_its_kind(one, meanings) for one in judged)


def _of_its_kind(one: Judged, meanings: Set[tuple[object, ...]]) -> Judged:
    """Counts of one noun tell of what the noun means, where that was not found by its usages; whatever the verdict, so that an id stays."""
    effect = one.finding.effect
    if effect is not None and effect.of_counts and _matter(one) not in meanings:
        return replace(one, finding=replace(one.finding, kind=AlertKind.TERM_MEANING))
    return one


def _is_told(one: Judged) -> bool:
    return one.verdict is Verdict.DIVERGENT or one.finding.settlement is not None


def _matter(one: Judged) -> tuple[object, ...]:
    return frozenset(one.finding.partners), folded_phrase(one.finding.subject)


def _verdict(finding: Finding, q_value: float | None, fdr: float) -> Verdict:
    if finding.insufficient is not None or q_value is None:
        return Verdict.INSUFFICIENT
    if finding.holds and q_value <= fdr:
        return Verdict.DIVERGENT
    return Verdict.SAME if finding.sensitive else Verdict.INSUFFICIENT

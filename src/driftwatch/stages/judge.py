"""Which findings stand when all tests of a run are counted together."""

from collections.abc import Sequence

from driftwatch.domain.meaning import Finding, Judged, Verdict
from driftwatch.statistics.discovery import q_values


def judge(findings: Sequence[Finding], *, fdr: float) -> tuple[Judged, ...]:
    """Each finding with its q value and verdict; `fdr` is the accepted share of false alerts among all (0 … 1)."""
    ordered = sorted(findings, key=lambda finding: (finding.kind, finding.partners, finding.subject))
    adjusted = q_values([finding.p_value for finding in ordered])
    return tuple(Judged(finding=finding, q_value=q, verdict=_verdict(finding, q, fdr)) for finding, q in zip(ordered, adjusted, strict=True))


def _verdict(finding: Finding, q_value: float | None, fdr: float) -> Verdict:
    if finding.insufficient is not None or q_value is None:
        return Verdict.INSUFFICIENT
    if finding.holds and q_value <= fdr:
        return Verdict.DIVERGENT
    return Verdict.SAME if finding.sensitive else Verdict.INSUFFICIENT

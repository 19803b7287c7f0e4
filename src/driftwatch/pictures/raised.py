"""Which finding stands behind each alert that an audience may know of, those that are told with another one among them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from driftwatch.alerts.identity import normalised, parity
from driftwatch.domain.alerts import Alert, Matter
from driftwatch.domain.meaning import AlertKind, Finding
from driftwatch.pictures.sight import Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alert with what was found."""

    id: str
    partners: tuple[str, ...]
    """In the order of its sides."""
    finding: Finding


def raised(sight: Sight) -> Iterator[Raised]:
    """Each alert by itself, in the order of the alerts; one whose subject this audience may not read is left out."""
    for alert in sight.alerts:
        own = [entry.finding for entry in sight.judged if _is(alert, entry.finding) and set(entry.finding.partners) == set(alert.partners)]
        if own:
            yield Raised(id=alert.id, partners=alert.partners, finding=_meant(own, alert))
        for other in alert.merged:
            found = [entry.finding for entry in sight.judged if _is(other, entry.finding) and _is_heard(entry.finding)]
            near = sorted(found, key=lambda finding: (-len(set(finding.partners) & set(alert.partners)), finding.partners))
            if other.id and near:
                partners = tuple(sorted(near[0].partners, reverse=bool(parity(other.id))))
                yield Raised(id=other.id, partners=partners, finding=near[0])


def _is(told: Alert | Matter, finding: Finding) -> bool:
    told_of = finding.holds or finding.settlement is not None
    return told_of and finding.kind is told.kind and normalised(finding.subject) == normalised(told.subject)


def _is_heard(finding: Finding) -> bool:
    """Whether this audience may read something of every side; of a matter that one side alone raises, of that one."""
    spoken = [bool(position.evidence) for position in finding.positions]
    return any(spoken) if finding.kind is AlertKind.ONE_SIDED_TOPIC else all(spoken)


def _meant(found: Sequence[Finding], alert: Alert) -> Finding:
    """Of several findings on one subject that whose effect the alert tells."""
    value = None if alert.effect is None else alert.effect.value
    return next((one for one in found if one.effect is not None and value is not None and round(float(one.effect.value), 3) == value), found[0])

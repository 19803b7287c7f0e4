"""What one audience may see of a scan: everything that pictures are drawn of."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

import numpy as np
from numpy.typing import NDArray

from driftwatch.alerts.discretion import readable, seen_by
from driftwatch.alerts.identity import normalised
from driftwatch.domain.alerts import Alert
from driftwatch.domain.meaning import AlertKind, Basis, Coverage, Finding, Judged
from driftwatch.domain.said_definitions import SaidDefinition
from driftwatch.domain.view import EVERYTHING, JOINT, JOINT_VIEW, WHOLE_VIEW, View, private_sources
from driftwatch.ports import Contrast, Material, Vectors
from driftwatch.records import ScanRecord
from driftwatch.settings import Detection
from driftwatch.shared import of_these_rows
from driftwatch.tables import Usages

Rows = NDArray[np.intp]
"""Old row number -> new one, -1 for a row that is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What one audience may see; what it may not read is in none of it."""

    material: Material
    """Of the statements that it may read, and of no others."""
    judged: Sequence[Judged]
    alerts: Sequence[Alert]
    """Those that it may know of, as it is shown them."""
    coverage: Sequence[Coverage]
    detection: Detection
    timezone: tzinfo
    whole: bool = True
    """Whether it may read all that was said; where not, no sentence that a check wrote from all of it may be repeated."""

    def alert(self, kind: AlertKind, subject: str, partners: Iterable[str]) -> str | None:
        """Id of the alert on this difference, or of the one that it is told with."""
        sides, wanted = frozenset(partners), normalised(subject)
        ours = [alert for alert in self.alerts if frozenset(alert.partners) == sides]
        own = (alert.id for alert in ours if alert.kind is kind and normalised(alert.subject) == wanted)
        told_with = (alert.id for alert in ours for other in alert.merged if other.kind is kind and normalised(other.subject) == wanted)
        return next(own, None) or next(told_with, None)

    def about(self, kind: AlertKind) -> tuple[str, ...]:
        """Ids of all alerts of a kind, or with which one of the kind is told."""
        return tuple(alert.id for alert in self.alerts if kind in (alert.kind, *(other.kind for other in alert.merged)))


def sights(scan: ScanRecord, material: Material, judged: Sequence[Judged], *, detection: Detection, timezone: tzinfo) -> Iterator[tuple[str, Sight]]:
    """Each audience by its name; the statements of `scan` are those of `material`, row by row."""
    private = private_sources(scan.files)
    whole = Sight(
        material=material, judged=judged, alerts=scan.outcome.alerts, coverage=scan.outcome.coverage, detection=detection, timezone=timezone
    )
    for audience, view in _audiences({owned.partner for owned in private.values()}):
        own = [statement.own for statement in scan.statements]
        keep = np.array([owner is None or readable(owner, view) for owner in own], dtype=bool)
        known = {statement.id for statement, kept in zip(scan.statements, keep, strict=True) if kept}
        alerts = tuple(seen for alert in scan.outcome.alerts if (seen := seen_by(alert, view, private)) is not None)
        narrow = material if keep.all() else narrowed(material, keep)
        heard = judged if keep.all() else [_known(one, known) for one in judged]
        yield audience, replace(whole, material=narrow, alerts=alerts, judged=heard, whole=bool(keep.all()))


def narrowed(material: Material, keep: NDArray[np.bool_]) -> Material:
    """The same without the statements that are not kept; what was measured over all of them stays measured so."""
    rows = np.where(keep, np.cumsum(keep) - 1, -1).astype(np.intp)
    usages, _ = _usages(material.usages, rows)
    compared, heard = (None, None) if material.compared is None else _usages(material.compared, rows)
    said = frozenset(usages.term)
    narrow = replace(
        material,
        statements=material.statements.where(keep),
        probabilities=material.probabilities[keep],
        labels=[labels for labels, kept in zip(material.labels, keep, strict=True) if kept],
        usages=usages,
        contrasts=[_contrast(contrast, rows) for contrast in material.contrasts if contrast.term in said],
        definitions=[found for each in material.definitions if (found := _definition(each, rows)) is not None],
        terms=[term for term in material.terms if term.name in said],
        compared=compared,
        usage_vectors=_kept(material.usage_vectors, heard),
        statement_vectors=None if material.statement_vectors is None else material.statement_vectors.where(keep),
        facets=_kept(material.facets, keep),
    )
    narrow.known.update(of_these_rows(material, lambda row: None if rows[row] < 0 else int(rows[row])))
    return narrow


def _audiences(owners: Collection[str]) -> list[tuple[str, View]]:
    joint = [(JOINT_VIEW, JOINT)]
    return [*joint, (WHOLE_VIEW, EVERYTHING), *((owner, View(partner=owner)) for owner in sorted(owners))] if owners else joint


def _usages(usages: Usages, rows: Rows) -> tuple[Usages, NDArray[np.bool_]]:
    places = rows[usages.statement.to_numpy(dtype=np.intp)]
    heard = places >= 0
    return usages.where(heard).with_column(Usages.statement, places[heard]), heard


def _contrast(contrast: Contrast, rows: Rows) -> Contrast:
    first, second = (_places(side, rows) for side in contrast.rows)
    return replace(contrast, rows=(first, second), against=_places(contrast.against, rows))


def _definition(definition: SaidDefinition, rows: Rows) -> SaidDefinition | None:
    if definition.statement is None:
        return definition
    place = int(rows[definition.statement])
    return None if place < 0 else replace(definition, statement=place)


def _places(old: Iterable[int], rows: Rows) -> tuple[int, ...]:
    return tuple(int(rows[row]) for row in old if rows[row] >= 0)


def _kept(vectors: Vectors | None, keep: NDArray[np.bool_] | None) -> Vectors | None:
    return None if vectors is None or keep is None else vectors[keep]


def _known(judged: Judged, known: Collection[str]) -> Judged:
    """Without the ids of what the audience may not read."""
    return replace(judged, finding=_without(judged.finding, known))


def _without(finding: Finding, known: Collection[str]) -> Finding:
    positions = tuple(replace(each, evidence=tuple(row for row in each.evidence if row in known)) for each in finding.positions)
    settled = finding.settlement and replace(finding.settlement, evidence=tuple(row for row in finding.settlement.evidence if row in known))
    basis = finding.basis and _part(finding.basis, known)
    return replace(finding, basis=basis, positions=positions, against=tuple(row for row in finding.against if row in known), settlement=settled)


def _part(basis: Basis, known: Collection[str]) -> Basis:
    items = tuple(item for item in basis.items if item.statement in known)
    return replace(basis, items=items, whole=len(items) == len(basis.items))

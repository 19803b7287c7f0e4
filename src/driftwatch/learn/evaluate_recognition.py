"""How many of the statements that make up a planted difference take a side as the models see it, phrases left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from driftwatch.domain.facets import Facet
from driftwatch.domain.meaning import AlertKind
from driftwatch.learn.programme_gold import GOLD, Gold, read_gold, stands_among
from driftwatch.learn.programme_runs import material_of
from driftwatch.learn.scores import Interval, binomial_interval
from driftwatch.ports import Material

FALSE_SHARE = 0.05
"""Share of a programme's ordinary statements that may pass for taking a side: the bound is set there, programme by programme."""
KIND_OF: Mapping[Facet, AlertKind] = {
    Facet.FIGURE: AlertKind.METRIC_TARGET,
    Facet.OUTCOME: AlertKind.GOAL_PRIORITY,
    Facet.PACE: AlertKind.PROCESS_MISMATCH,
    Facet.PROMISE: AlertKind.COMMITMENT_BALANCE,
    Facet.RISK: AlertKind.RISK_POSTURE,
    Facet.WAY: AlertKind.PROCESS_MISMATCH,
}
"""The differences whose statements mostly take sides on a facet; those of ways of working on one of two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """One facet in one programme, or in all of them."""

    programme: str
    facet: Facet
    planted: int
    """Attributed statements that the gold quotes for differences of the facet's kind."""
    found: int
    """Of these, those that take a side rather than all but FALSE_SHARE of the ordinary ones do."""

    @property
    def interval(self) -> Interval | None:
        """95 % of the share that is found, as if statements were independent."""
        return binomial_interval(self.found, self.planted)


def recognition(programme: Path) -> tuple[Recognition, ...]:
    """A row for each facet of which the programme's gold has a difference; raises ConfigurationError where it has no gold."""
    gold = read_gold(programme / GOLD)
    return recognised(material_of(programme), gold, name=programme.resolve().name)


def recognised(material: Material, gold: Gold, *, name: str) -> tuple[Recognition, ...]:
    """The same for what is read already. Ordinary is what no planted difference and no trap quotes."""
    attributed = np.array([partner is not None for partner in material.statements.partner])
    texts = [" ".join(text.split()) for text in material.statements.text]
    known = {*(quote for planted in gold.planted for quote in planted.quotes), *(quote for trap in gold.traps for quote in trap.quotes)}
    ordinary = attributed & np.array([not stands_among(text, known) for text in texts])
    found = []
    for facet in Facet:
        quotes = _quotes(gold, facet)
        planted = attributed & np.array([stands_among(text, quotes) for text in texts])
        taken = 1 - material.sides(facet)[:, 0]
        bound = float(np.quantile(taken[ordinary], 1 - FALSE_SHARE)) if ordinary.any() else 0.0
        found.append(Recognition(programme=name, facet=facet, planted=int(planted.sum()), found=int((taken[planted] > bound).sum())))
    return tuple(row for row in found if row.planted)


def pooled(rows: Sequence[Recognition], *, name: str) -> tuple[Recognition, ...]:
    """All programmes together, facet by facet."""
    own = {facet: [row for row in rows if row.facet is facet] for facet in Facet}
    return tuple(
        Recognition(programme=name, facet=facet, planted=sum(row.planted for row in found), found=sum(row.found for row in found))
        for facet, found in own.items()
        if found
    )


def _quotes(gold: Gold, facet: Facet) -> set[str]:
    return {quote for planted in gold.planted if planted.kind is KIND_OF[facet] for quote in planted.quotes}

"""How the measure of each alert moved: the check's own figure, in stretches of the calendar that roll on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from driftwatch.domain.meaning import Basis, Finding, Item, Reckoning
from driftwatch.domain.pictures import Course, CoursePoint, Estimate
from driftwatch.pictures.apart import apart
from driftwatch.pictures.raised import Raised, raised
from driftwatch.pictures.reckoning import Said, difference, factor, share, towards
from driftwatch.pictures.rounding import rounded
from driftwatch.pictures.sight import Sight
from driftwatch.pictures.windows import WIDTHS, Stretch, stretches
from driftwatch.ports import Vectors
from driftwatch.stages.contrast import described_by_others
from driftwatch.statistics.permutation import Flags, seed_of

LEAST_STATEMENTS, LEAST_DOCUMENTS = 3, 2
"""Of each side in a stretch, for its figure to say more than one exchange."""
LEAST_OF_SHARE = 3
"""Documents of both together, for a share of them."""
EARLIEST = date(1900, 1, 1)
"""What is dated before is no date."""
Figure = Callable[[Flags, int], Estimate | None]
"""The measure of a part of the statements, drawn with a seed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    """The dated statements of one alert, in the order of their ids, and how to reckon its measure from some of them."""

    statements: Sequence[str]
    days: Sequence[date]
    documents: Sequence[str]
    partners: Sequence[str]
    """Who says each."""
    sides: tuple[frozenset[str], ...]
    """Those who must say enough for a figure, each side for itself or all together."""
    heavy: Flags
    """Which of them weigh anything."""
    least: int = LEAST_DOCUMENTS
    figure: Figure | None = None

    def inside(self, stretch: Stretch) -> Flags:
        """Those said in it."""
        return np.array([stretch.holds(day) for day in self.days], dtype=bool)

    def carries(self, stretch: Stretch) -> bool:
        """Whether enough is said in it for a figure."""
        if self.figure is None:
            return True
        chosen = np.flatnonzero(self.inside(stretch) & self.heavy).tolist()
        for side in self.sides:
            own = [at for at in chosen if self.partners[at] in side]
            if len({self.statements[at] for at in own}) < LEAST_STATEMENTS or len({self.documents[at] for at in own}) < self.least:
                return False
        return True

    def counts(self, chosen: Flags, sides: Iterable[str]) -> tuple[int, ...]:
        """Statements of each side among these."""
        said = {(self.statements[at], self.partners[at]) for at in np.flatnonzero(chosen).tolist()}
        return tuple(sum(partner == side for _, partner in said) for side in sides)


def courses(sight: Sight) -> tuple[Course, ...]:
    """Of every alert that this audience may know of, those told with another one among them; in the order of the alerts.

    A stretch is the narrowest of 4, 8, 13, 26, 52 and 104 weeks of which half hold three statements in two documents of each side (for a share:
    three documents), and three of them at least; where none does, the one of which most do. It moves on by whole weeks so that at most 26 cover
    the time. Where one holds less, there is no figure.
    """
    line = _Line(sight)
    return tuple(line.course(one) for one in raised(sight))


class _Line:
    """The statements of an audience by their ids."""

    def __init__(self, sight: Sight) -> None:
        statements = sight.material.statements
        self.material = sight.material
        self.ids = [str(each) for each in statements.id]
        self.rows = {name: row for row, name in enumerate(self.ids)}
        self.documents = [str(document) for document in statements.document]
        self.partners = [str(partner) for partner in statements.partner]
        said = [None if moment is None else moment.astimezone(sight.timezone).date() for moment in statements.said_at]
        self.days = [day if day is not None and day >= EARLIEST else None for day in said]
        self.last = max((day for day in self.days if day is not None), default=EARLIEST)

    def course(self, one: Raised) -> Course:
        """The course of one alert."""
        series, whole = self._series(one.finding)
        effect = one.finding.effect
        measure = effect.measure if effect is not None else "what was found"
        windows = stretches(min(series.days), self.last, carries=series.carries) if series.days else ()
        weeks = windows[0].weeks if windows else WIDTHS[0]
        points = tuple(self._point(series, stretch, one) for stretch in windows)
        within = effect.within if effect is not None and series.figure is not None and whole else None
        return Course(
            alert=one.id,
            measure=_told(measure, series, points, weeks),
            partners=one.partners,
            points=points,
            within=None if within is None else rounded(within),
            weeks=weeks,
        )

    def _point(self, series: _Series, stretch: Stretch, one: Raised) -> CoursePoint:
        chosen = series.inside(stretch)
        value = None
        if series.figure is not None and series.carries(stretch):
            value = series.figure(chosen, seed_of(one.finding.kind, one.finding.subject, stretch.first.isoformat()))
        return CoursePoint(window=stretch.first, value=value, counts=series.counts(chosen, one.partners))

    def _series(self, finding: Finding) -> tuple[_Series, bool]:
        """With whether this audience may read all on which the effect rests."""
        basis = finding.basis
        if basis is None:
            quoted = [Item(statement=name, partner=position.partner) for position in finding.positions for name in position.evidence]
            return self._of(self._dated(quoted), figure=None), True
        if basis.reckoning is Reckoning.USAGES:
            return self._of_usages(finding)
        if basis.reckoning is Reckoning.CHANGE:
            return self._of_change(finding, basis)
        return self._of_items(finding, basis), basis.whole

    def _dated(self, items: Iterable[Item]) -> list[Item]:
        """Those that this audience may read and that carry a date, in an order that does not hang on who said them."""
        known = [item for item in items if item.statement in self.rows and self.days[self.rows[item.statement]] is not None]
        return sorted(known, key=lambda item: (item.statement, item.values, item.weight))

    def _of(self, items: Sequence[Item], sides: tuple[str, ...] = (), *, figure: Figure | None) -> _Series:
        """With sides each must say enough; without them all together."""
        rows = [self.rows[item.statement] for item in items]
        return _Series(
            statements=[item.statement for item in items],
            days=[day for row in rows if (day := self.days[row]) is not None],
            documents=[self.documents[row] for row in rows],
            partners=[item.partner for item in items],
            sides=tuple(frozenset({side}) for side in sides) or (frozenset(item.partner for item in items),),
            least=LEAST_DOCUMENTS if sides else LEAST_OF_SHARE,
            heavy=np.array([item.weight > 0 for item in items], dtype=bool),
            figure=figure,
        )

    def _of_items(self, finding: Finding, basis: Basis) -> _Series:
        items = self._dated(basis.items)
        first = np.array([item.partner == finding.partners[0] for item in items], dtype=bool)
        weight = np.array([item.weight for item in items])
        values = np.array([item.values for item in items], dtype=np.float64).reshape(len(items), -1 if items else 1)
        documents = [self.documents[self.rows[item.statement]] for item in items]
        if basis.reckoning is Reckoning.DIFFERENCE:
            if not (weight[first].sum() > 0 and weight[~first].sum() > 0):
                return self._of(items, finding.partners, figure=_nothing)
            part = basis.scale * towards(values, weight, first)
            said, room = Said(values=part, weight=weight, documents=documents, first=first), (float(part.min()), float(part.max()))
            return self._of(items, finding.partners, figure=lambda chosen, seed: difference(said.where(chosen), room=room, seed=seed))
        said = Said(values=values[:, 0] if items else np.empty(0), weight=weight, documents=documents, first=first)
        if basis.reckoning is Reckoning.SHARE:
            return self._of(items, figure=lambda chosen, _: share(said.where(chosen)))
        origin, scale = basis.origin, basis.scale
        return self._of(items, finding.partners, figure=lambda chosen, seed: factor(said.where(chosen), origin=origin, scale=scale, seed=seed))

    def _of_usages(self, finding: Finding) -> tuple[_Series, bool]:
        """The compared usages of the subject, as the check of terms takes them."""
        items, vectors, heard = self._usages(finding.subject, finding.partners)
        tested = [sum(one.usages) for one in self.material.contrasts if (one.term, one.partners) == (finding.subject, finding.partners)]
        first = np.array([item.partner == finding.partners[0] for item in items], dtype=bool)
        documents = [self.documents[self.rows[item.statement]] for item in items]

        def figure(chosen: Flags, seed: int) -> Estimate | None:
            return apart(vectors[chosen], _these(documents, chosen), first[chosen], seed=seed)

        return self._of(items, finding.partners, figure=figure), [heard] == tested

    def _of_change(self, finding: Finding, basis: Basis) -> tuple[_Series, bool]:
        """A partner's usages of the subject, each stretch held against what was said before the change and lies outside it."""
        items, vectors, _ = self._usages(finding.subject, finding.partners)
        earlier = {item.statement for item in basis.items}
        before = np.array([item.statement in earlier for item in items], dtype=bool)
        documents = [self.documents[self.rows[item.statement]] for item in items]

        def figure(chosen: Flags, seed: int) -> Estimate | None:
            both = chosen | before
            return apart(vectors[both], _these(documents, both), chosen[both], seed=seed)

        return self._of(items, finding.partners, figure=figure), basis.whole

    def _usages(self, term: str, partners: tuple[str, ...]) -> tuple[list[Item], Vectors, int]:
        """Each dated usage of the term by these partners, with how it is described by the others, and how many there are with the undated."""
        material = self.material
        if material.compared is None or material.usage_vectors is None:
            return [], np.empty((0, 0), dtype=np.float32), 0
        own = material.compared.positions((material.compared.term == term) & material.compared.partner.isin(partners))
        said = material.compared.take(own)
        order = sorted(range(len(own)), key=lambda at: (self.ids[said.statement.iloc[at]], int(said.start.iloc[at])))
        dated = [place for place, at in enumerate(order) if self.days[said.statement.iloc[at]] is not None]
        items = [Item(statement=self.ids[said.statement.iloc[order[at]]], partner=str(said.partner.iloc[order[at]])) for at in dated]
        described = described_by_others(material.usage_vectors[own[order]]) if order else np.empty((0, 0), dtype=np.float32)
        return items, described[dated], len(order)


def _nothing(_: Flags, __: int) -> None:
    """No figure at all: a side says nothing that this audience may read."""


def _these(documents: Sequence[str], chosen: Flags) -> list[str]:
    return [document for document, yes in zip(documents, chosen, strict=True) if yes]


def _told(measure: str, series: _Series, points: Sequence[CoursePoint], weeks: int) -> str:
    """What the course shows, and where it shows no figure why."""
    if not points:
        return f"{measure}: no statement on it carries a date"
    if series.figure is None:
        return f"statements of each side in any {weeks} weeks; told for the whole time only: {measure}"
    if all(point.value is None for point in points):
        return f"statements of each side in any {weeks} weeks; too few for a figure: {measure}"
    return f"{measure}, in any {weeks} weeks"

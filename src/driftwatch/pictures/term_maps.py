"""Both senses of every term that was compared, beside each other: who uses it where, and what stands beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from driftwatch.domain.meaning import AlertKind, Judged, Verdict
from driftwatch.domain.persons import Persons
from driftwatch.domain.pictures import Estimate, Neighbour, Sense, TermMap, UsagePoint
from driftwatch.domain.talk import Register
from driftwatch.pictures.apart import apart
from driftwatch.pictures.beside import Beside, Surroundings
from driftwatch.pictures.places import Places, Point, middle, places, spread
from driftwatch.pictures.rounding import rounded
from driftwatch.pictures.sight import Sight
from driftwatch.ports import Contrast
from driftwatch.stages.contrast import described_by_others
from driftwatch.stages.glosses import NEIGHBOURS, Gloss, glosses
from driftwatch.stages.term_verdicts import is_term
from driftwatch.statistics.permutation import seed_of

MOST_TERMS = 40
MOST_POINTS = 40
"""Of a side; where it uses the term more often, some of its usages by the hash in their statements' ids."""
MOST_TYPICAL = 5
MOST_BESIDE = 3
"""Statements that are shown for one word."""
LONGEST = 280
"""Characters from which on a statement is no longer plain."""
_KINDS = (AlertKind.TERM_MEANING, AlertKind.DONE_CRITERIA)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """A term between two partners, as far as this audience may read."""

    contrast: Contrast
    judged: Judged | None
    alert: str | None
    usages: tuple[int, ...]
    """Rows of its compared usages, in an order that does not hang on who said them."""
    said: tuple[int, ...]
    """The statement of each, by row."""
    first: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    """Whether each is the first partner's."""

    @property
    def whole(self) -> bool:
        """Whether these are all that were compared."""
        return len(self.usages) == sum(self.contrast.usages)

    @property
    def verdict(self) -> Verdict:
        """What the test said; of a part of what was tested nothing is said, unless an alert says it."""
        told = self.judged is not None and (self.whole or self.alert is not None)
        return self.judged.verdict if self.judged is not None and told else Verdict.INSUFFICIENT

    def rows(self, side: int) -> list[int]:
        """Statements of one side, each once, the most characteristic of it first."""
        own = {row for row, first in zip(self.said, self.first, strict=True) if first == (side == 0)}
        ranked = [row for row in dict.fromkeys(self.contrast.rows[side]) if row in own]
        return [*ranked, *sorted(own.difference(ranked))]


def term_maps(sight: Sight) -> tuple[TermMap, ...]:
    """Of every divergent term and every one with an alert, then of those that both use most; sorted by term and partners."""
    chosen = _chosen(sight)
    if not chosen:
        return ()
    maps = _Maps(sight)
    return tuple(maps.of(one) for one in sorted(chosen, key=lambda one: (one.contrast.term, one.contrast.partners)))


def _chosen(sight: Sight) -> list[_Compared]:
    found = list(_compared(sight))
    first = {Verdict.DIVERGENT: 0, Verdict.SAME: 1, Verdict.INSUFFICIENT: 1}

    def rank(one: _Compared) -> tuple[bool, int, int, str, tuple[str, str]]:
        return one.alert is None, first[one.verdict], -min(one.contrast.usages), one.contrast.term, one.contrast.partners

    return sorted(found, key=rank)[:MOST_TERMS]


def _compared(sight: Sight) -> Iterator[_Compared]:
    material = sight.material
    if material.compared is None or material.usage_vectors is None:
        return
    judged = {(entry.finding.subject, entry.finding.partners): entry for entry in sight.judged if is_term(entry.finding)}
    ids = list(material.statements.id)
    usages: dict[str, list[tuple[str, int, int, int, str | None]]] = {}
    for row, usage in enumerate(material.compared.rows()):
        usages.setdefault(usage.term, []).append((ids[usage.statement], usage.start, row, usage.statement, usage.partner))
    for contrast in material.contrasts:
        own = sorted(each for each in usages.get(contrast.term, ()) if each[4] in contrast.partners)
        sides = np.array([partner == contrast.partners[0] for *_, partner in own], dtype=bool)
        if contrast.term_like and sides.any() and not sides.all():
            alerts = (sight.alert(kind, contrast.term, contrast.partners) for kind in _KINDS)
            yield _Compared(
                contrast=contrast,
                judged=judged.get((contrast.term, contrast.partners)),
                alert=next(filter(None, alerts), None),
                usages=tuple(row for _, _, row, _, _ in own),
                said=tuple(statement for _, _, _, statement, _ in own),
                first=sides,
            )


class _Maps:
    """What all maps are made of, read once."""

    def __init__(self, sight: Sight) -> None:
        self.material, self.whole = sight.material, sight.whole
        self.ids = [str(each) for each in self.material.statements.id]
        self.chats = [register == Register.CHAT for register in self.material.statements.register]
        self.surroundings = Surroundings(self.material)
        self.persons = Persons(self.material.partners, speakers=sorted({str(each) for each in self.material.statements.speaker if each}))
        self._naming: dict[int, bool] = {}

    def of(self, one: _Compared) -> TermMap:
        """The map of one term between two partners."""
        vectors = self.material.usage_vectors
        lying = places(vectors[list(one.usages)]) if vectors is not None else np.zeros((len(one.usages), 2))
        by_statement = {row: middle(lying[[at for at, other in enumerate(one.said) if other == row]]) for row in sorted(set(one.said))}
        beside = self.surroundings.beside(one.contrast.term, (one.rows(0), one.rows(1)))
        told = self._glosses(one, beside)
        near = self._neighbours(one, beside, by_statement)
        senses = tuple(self._sense(one, side, told[side], near[side]) for side in (0, 1))
        return TermMap(
            term=one.contrast.term,
            verdict=one.verdict,
            senses=senses,
            points=self._points(one, lying, {name for sense in senses for name in sense.statements}),
            divergence=self._divergence(one),
            within=rounded(one.contrast.within) if one.whole else None,
            alert=one.alert,
        )

    def _glosses(self, one: _Compared, beside: Sequence[Sequence[Beside]]) -> tuple[str, ...]:
        """As the check tells it; of less than it was told of, told anew; of what was not tested, the words beside it alone."""
        contrast, material = one.contrast, self.material
        if one.judged is not None and self.whole:
            summaries = {position.partner: position.summary for position in one.judged.finding.positions}
            return tuple(summaries[partner] for partner in contrast.partners)
        if one.judged is None:
            near = (tuple(word.word for word in words[:NEIGHBOURS]) for words in beside)
            return tuple(Gloss(definition=None, phrases=(), neighbours=words).summary for words in near)
        sides = [(partner, one.rows(side)) for side, partner in enumerate(contrast.partners)]
        found = glosses(contrast.term, sides, statements=material.statements, definitions=material.definitions, partners=material.partners)
        return tuple(
            replace(
                gloss,
                phrases=tuple(filter(self.surroundings.names_nobody, gloss.phrases)),
                neighbours=tuple(word.word for word in words[:NEIGHBOURS]),
            ).summary
            for gloss, words in zip(found, beside, strict=True)
        )

    def _sense(self, one: _Compared, side: int, gloss: str, neighbours: Sequence[Neighbour]) -> Sense:
        rows = one.rows(side)
        own = one.first if side == 0 else ~one.first
        return Sense(
            partner=one.contrast.partners[side],
            gloss=gloss,
            usages=int(own.sum()),
            documents=len({self.surroundings.documents[row] for row in rows}),
            neighbours=tuple(neighbours),
            statements=self._plainest(rows, one, most=MOST_TYPICAL),
        )

    def _neighbours(self, one: _Compared, beside: Sequence[Sequence[Beside]], lying: Mapping[int, Point]) -> list[list[Neighbour]]:
        """Of each side, every word where on the average the statements lie that hold it."""
        named = [(found.word, *middle([lying[row] for row in found.rows])) for words in beside for found in words]
        places_of = iter(spread(named))
        return [[self._neighbour(found, one, side, next(places_of)) for found in words] for side, words in enumerate(beside)]

    def _neighbour(self, found: Beside, one: _Compared, side: int, place: Point) -> Neighbour:
        held = set(found.rows)
        return Neighbour(
            word=found.word,
            weight=rounded(found.share),
            x=place[0],
            y=place[1],
            statements=self._plainest([row for row in one.rows(side) if row in held], one, most=MOST_BESIDE),
        )

    def _plainest(self, rows: Sequence[int], one: _Compared, *, most: int) -> tuple[str, ...]:
        """Those that fit their side before others, minutes and mail before chats, short before long; who names a person only where nobody else is."""
        against = set(one.contrast.against)
        texts = self.surroundings.texts

        def rank(place: int) -> tuple[bool, bool, bool, int]:
            row = rows[place]
            return row in against, len(texts[row]) > LONGEST, self.chats[row], place

        silent = [place for place, row in enumerate(rows) if not self._names_somebody(row)]
        return tuple(self.ids[rows[place]] for place in sorted(silent or range(len(rows)), key=rank)[:most])

    def _names_somebody(self, row: int) -> bool:
        if row not in self._naming:
            self._naming[row] = self.persons.search(self.surroundings.texts[row]) is not None
        return self._naming[row]

    def _points(self, one: _Compared, lying: Places, typical: set[str]) -> tuple[UsagePoint, ...]:
        """Of each side the usages that are quoted, then others by the ids of their statements, which are hashes."""
        chosen: list[int] = []
        for side in (True, False):
            own = [at for at, first in enumerate(one.first) if first == side]
            chosen += sorted(own, key=lambda at: (self.ids[one.said[at]] not in typical, self.ids[one.said[at]], at))[:MOST_POINTS]
        return tuple(
            UsagePoint(
                partner=one.contrast.partners[0 if one.first[at] else 1],
                statement=self.ids[one.said[at]],
                x=float(lying[at, 0]),
                y=float(lying[at, 1]),
            )
            for at in sorted(chosen)
        )

    def _divergence(self, one: _Compared) -> Estimate | None:
        contrast = one.contrast
        if one.whole:
            low, high = contrast.interval or (None, None)
            return Estimate(
                value=rounded(contrast.distance), low=None if low is None else rounded(low), high=None if high is None else rounded(high)
            )
        vectors = self.material.usage_vectors
        if vectors is None:
            return None
        said = [self.ids[row] for row in one.said]
        documents = [self.surroundings.documents[row] for row in one.said]
        return apart(described_by_others(vectors[list(one.usages)]), documents, one.first, seed=seed_of(contrast.term, *said))

"""What two partners hold where they speak of like things: over all, and around the areas in which both take sides."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.ordinary import CALENDAR, CONVERSATION, GRAMMAR, STATES
from driftwatch.domain.stance import Stance
from driftwatch.domain.words import Word, words
from driftwatch.some_rows import SomeRows
from driftwatch.statistics.local_stances import local_test
from driftwatch.statistics.matched_stances import matched_test, matched_weight
from driftwatch.statistics.permutation import Flags, codes
from driftwatch.statistics.stances import Items, StanceTest, stance_test
from driftwatch.tables import Statements

MOST_STANCES = 1500
"""Stances of a side that are compared; how alike every two of them are has to be known."""
NEIGHBOURS = ((-2, 0.4), (-1, 0.6), (1, 0.4))
"""Statements of the document around one, and how much they say of what it is about: "I have no appetite for that" names nothing itself."""
UNLIKE, ALIKE = 0.1, 0.4
"""Cosine, the mean of the programme removed, from which two statements are somewhat and wholly of one subject: pairs of any two statements of
a programme have 0.06 in the median and 0.27 at most in nine of ten cases."""
LEAST_MEMBERS = 4
LEAST_DOCUMENTS = 3
LEAST_NAMING = 2
_UNSAID = CONVERSATION | STATES
"""Statements of each side that take a side around an area, documents in which they do, and of these statements those that name it themselves."""
AREA_SHARE = 0.4
"""Share of what carries each side's pole from which on the whole is told as that of one area."""
MOST_AREAS = 3
SAME_AREA = 0.5
"""Share of statements in common from which two phrases stand for one area."""
_NOUN_SHARE = 0.5
_LEADS = frozenset(
    """a an the our your their my his her its this that these those every each no any some another one two three in on at of for with from about into
    under near without before after through new old next first last own live big small whole same other more bigger""".split()
)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A subject around which both partners take sides."""

    name: str
    members: tuple[int, ...]
    """Places among the stances."""
    naming: frozenset[int]
    """Those of the members that name it themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The stances of two partners on one subject, and their test."""

    subject: str
    pair: tuple[str, str]
    held: tuple[Stance, ...]
    test: StanceTest
    weight: Floats
    """Of each stance: how much the other side says on a like subject; shape (stances,)."""
    p_over_all_without_speaker: float = 1.0
    """Of the difference over all like subjects, where these stances are a neighbourhood: the largest p value without any one speaker."""

    def of(self, partner: str) -> list[int]:
        """Places of the partner's stances."""
        return [place for place, one in enumerate(self.held) if one.partner == partner]

    def pole(self, side: int) -> int:
        """To which the side leans: the side with the lower mean to -1, the other to 1."""
        mean, other = float(self.test.means[side][0]), float(self.test.means[1 - side][0])
        return -1 if mean < other else 1

    def sure(self, places: Sequence[int]) -> float:
        """How many statements these amount to, each counted by how sure it is that it takes a side."""
        return sum(self.held[place].weight for place in places)

    def carried(self, side: int, partner: str) -> list[int]:
        """The partner's stances of the pole to which it leans."""
        return [place for place in self.of(partner) if self.held[place].score * self.pole(side) > 0]


def items_of(held: Sequence[Stance], pair: tuple[str, str]) -> Items:
    """The stances of two partners as numbers; the first of the pair is side A."""
    return Items(
        values=np.array([one.score for one in held], dtype=np.float64),
        document=codes([one.document for one in held]),
        register=codes([one.register for one in held]),
        speaker=codes([f"{one.partner} {one.speaker}" for one in held]),
        side=np.array([one.partner == pair[0] for one in held], dtype=np.bool_),
        weight=np.array([one.weight for one in held]),
        row=np.array([one.row for one in held], dtype=np.int64),
    )


def seeded(held: Sequence[Stance], salt: str = "") -> np.random.Generator:
    """Draws that depend on what was said alone, whichever partner stands first."""
    said = " ".join(sorted(one.id for one in held))
    return np.random.default_rng(int.from_bytes(hashlib.sha256(f"{salt} {said}".encode()).digest()[:8]))


def likeness(held: Sequence[Stance], statements: Statements, vectors: SomeRows) -> Floats:
    """0 … 1 for every two stances: whether they are about one subject, by what they and the statements beside them say."""
    documents = list(statements.document)
    rows = sorted({row for one in held for row in _beside(one.row, documents)})
    centred = vectors.take(rows).astype(np.float64)
    centred[vectors.known[rows]] -= vectors.vectors.mean(axis=0, dtype=np.float64)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    own = dict(zip(rows, centred, strict=True))
    contexts = np.stack([_context(one.row, own, documents) for one in held])
    found = np.subtract(contexts @ contexts.T, UNLIKE)
    np.clip(np.divide(found, ALIKE - UNLIKE, out=found), 0.0, 1.0, out=found)
    np.fill_diagonal(found, 0.0)
    return np.asarray(found)


def overall(
    held: tuple[Stance, ...], pair: tuple[str, str], statements: Statements, vectors: SomeRows, *, least: float, subject: str
) -> Compared | None:
    """At most MOST_STANCES of each of two partners, held against those of the other on like subjects; None where fewer than `least` have any."""
    held = _most(held, pair)
    items, alike = items_of(held, pair), likeness(held, statements, vectors)
    if min(matched_weight(alike, items.side)) < least:
        return None
    test = matched_test(items, alike, rng=seeded(held))
    return None if test is None else Compared(subject=subject, pair=pair, held=held, test=test, weight=_across(alike, items.side))


def nearby(held: tuple[Stance, ...], pair: tuple[str, str], statements: Statements, vectors: SomeRows, *, subject: str) -> Compared | None:
    """Of at most MOST_STANCES a side those on like subjects on which two partners lie furthest apart; None where no neighbourhood holds both."""
    held = _most(held, pair)
    items, alike = items_of(held, pair), likeness(held, statements, vectors)
    if (found := local_test(items, alike, rng=seeded(held))) is None:
        return None
    members = list(found.members)
    own = tuple(held[place] for place in members)
    return Compared(
        subject=subject,
        pair=pair,
        held=own,
        test=found.test,
        weight=_across(alike[np.ix_(members, members)], items.side[members]),
        p_over_all_without_speaker=found.p_over_all_without_speaker,
    )


def _most(held: tuple[Stance, ...], pair: tuple[str, str]) -> tuple[Stance, ...]:
    """Those that are compared, by the hashes in the statements' ids, in their order."""
    kept = {one.id for partner in pair for one in sorted((one for one in held if one.partner == partner), key=lambda one: one.id)[:MOST_STANCES]}
    return tuple(one for one in held if one.id in kept)


def _across(alike: Floats, side: Flags) -> Floats:
    """How much the other side says on what each stance is about, 1 for the most."""
    between = np.where(side[:, None] != side[None, :], alike, 0.0).sum(axis=1)
    return np.asarray(between / max(float(between.max()), 1e-9))


def in_area(area: Area, whole: Compared, pair: tuple[str, str]) -> Compared:
    """The stances around one area."""
    held = tuple(whole.held[place] for place in area.members)
    test = stance_test(items_of(held, pair), rng=seeded(held, area.name))
    weight = np.array([1.0 if place in area.naming else 0.7 for place in area.members])
    return Compared(subject=area.name, pair=pair, held=held, test=test, weight=weight)


def is_main(area: Area, whole: Compared) -> bool:
    """Whether much of what carries either side's pole lies in the area."""
    carried = [set(whole.carried(side, partner)) for side, partner in enumerate(whole.pair)]
    inside = [places & set(area.members) for places in carried]
    return all(len(some) >= max(LEAST_DOCUMENTS, AREA_SHARE * len(every)) for some, every in zip(inside, carried, strict=True))


def areas(
    held: Sequence[Stance], statements: Statements, pair: tuple[str, str], *, names: Collection[str] = (), poles: Sequence[re.Pattern[str]] = ()
) -> tuple[Area, ...]:
    """The subjects around which both partners take sides often enough, the one that holds most of both first.

    `names` are no subjects, nor are words that `poles` match: they only say which side is taken.
    """
    texts, documents = list(statements.text), list(statements.document)
    index = _Index(texts, documents, names, poles)
    around: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    naming: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for place, one in enumerate(held):
        for phrase in index.phrases(one.row):
            naming[phrase].add(place)
        for row in _beside(one.row, documents):
            for phrase in index.phrases(row):
                around[phrase].add(place)
    shares = {phrase: _least_share(around[phrase], naming[phrase], held, pair) for phrase in sorted(around)}
    ranked = [(-share, -len(phrase), phrase) for phrase, share in shares.items() if share and index.is_noun(phrase)]
    found: list[Area] = []
    for _, _, phrase in sorted(ranked):
        members = frozenset(around[phrase])
        if len(found) < MOST_AREAS and not any(_shared(members, frozenset(other.members)) >= SAME_AREA for other in found):
            found.append(Area(name=index.written(phrase), members=tuple(sorted(members)), naming=frozenset(naming[phrase])))
    return tuple(found)


class _Index:
    """The phrases of one and two words in the statements that are looked at, and how all statements use them."""

    def __init__(self, texts: Sequence[str], documents: Sequence[str], names: Collection[str], poles: Sequence[re.Pattern[str]]) -> None:
        self._texts, self._documents, self._names, self._poles = texts, documents, frozenset(names), tuple(poles)
        self._known: dict[int, frozenset[tuple[str, ...]]] = {}
        self._words: dict[int, list[Word]] = {}

    def phrases(self, row: int) -> frozenset[tuple[str, ...]]:
        """The phrases of a statement that can name a subject."""
        if row not in self._known:
            self._known[row] = frozenset(phrase for phrase, _, _ in self._spans(row))
        return self._known[row]

    def is_noun(self, phrase: tuple[str, ...]) -> bool:
        """Whether it stands behind an article, a preposition or an adjective in most of its places, and in several documents."""
        led = uses = 0
        where: set[str] = set()
        for row in self._holding(phrase):
            for found, first, _ in self._spans(row):
                if found == phrase:
                    uses, where = uses + 1, where | {self._documents[row]}
                    led += first > 0 and self._worded(row)[first - 1].folded in _LEADS
        return len(where) >= LEAST_DOCUMENTS and led >= _NOUN_SHARE * uses

    def written(self, phrase: tuple[str, ...]) -> str:
        """Its most frequent form."""
        forms: Counter[str] = Counter()
        for row in self._holding(phrase):
            said = self._worded(row)
            forms.update(self._texts[row][said[first].start : said[last].end] for found, first, last in self._spans(row) if found == phrase)
        lower = Counter[str]()
        for form, count in forms.items():
            lower[form.lower() if forms.get(form.lower()) else form] += count
        return max(sorted(lower), key=lambda form: lower[form])

    def _holding(self, phrase: tuple[str, ...]) -> list[int]:
        beginning = re.compile(re.escape(phrase[0][:4]), re.IGNORECASE)
        return [row for row, text in enumerate(self._texts) if beginning.search(text) and phrase in self.phrases(row)]

    def _worded(self, row: int) -> list[Word]:
        if row not in self._words:
            self._words[row] = words(self._texts[row])
        return self._words[row]

    def _spans(self, row: int) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """Phrase, first and last of its words."""
        said, text = self._worded(row), self._texts[row]
        for at, word in enumerate(said):
            if self._can_name(word.folded) and word.folded not in _UNSAID and not word.folded.endswith("ing"):
                yield (word.folded,), at, at
        for at, (one, other) in enumerate(pairwise(said)):
            if (
                text[one.end : other.start] in (" ", "-")
                and self._can_name(one.folded)
                and self._can_name(other.folded)
                and not other.folded.endswith("ing")
            ):
                yield (one.folded, other.folded), at, at + 1

    def _can_name(self, word: str) -> bool:
        known = word in GRAMMAR or word in CALENDAR or word in self._names
        return not known and len(word) > 2 and word.isalpha() and not any(pole.fullmatch(word) for pole in self._poles)


def _least_share(members: Collection[int], naming: Collection[int], held: Sequence[Stance], pair: tuple[str, str]) -> float:
    """The smaller of both sides' shares of stances that lie in the area; 0 where one side says too little."""
    shares = []
    for partner in pair:
        own = [place for place in members if held[place].partner == partner]
        documents = {held[place].document for place in own}
        named = sum(held[place].partner == partner for place in naming)
        if len(own) < LEAST_MEMBERS or len(documents) < LEAST_DOCUMENTS or named < LEAST_NAMING:
            return 0.0
        shares.append(len(own) / sum(one.partner == partner for one in held))
    return min(shares)


def _shared(one: Collection[int], other: Collection[int]) -> float:
    return len(set(one) & set(other)) / len(set(one) | set(other))


def _context(row: int, own: Mapping[int, Floats], documents: Sequence[str]) -> Floats:
    weight = {row: 1.0, **{row + step: weight for step, weight in NEIGHBOURS}}
    found = sum(weight[near] * own[near] for near in _beside(row, documents))
    return np.asarray(found / max(float(np.linalg.norm(found)), 1e-9))


def _beside(row: int, documents: Sequence[str]) -> list[int]:
    steps = (0, *(step for step, _ in NEIGHBOURS))
    return [row + step for step in steps if 0 <= row + step < len(documents) and documents[row + step] == documents[row]]

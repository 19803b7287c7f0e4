"""Beds for planted meanings: real minutes dealt to two sides, with words merged, renamed or left alone.

Nothing of them is written down: a bed is drawn anew from a folder of minutes, by a seed. Planting is what Schlechtweg & Schulte im Walde
(2020, EvoLang) and Shoemark et al. (2019, EMNLP) do for change over time:
where two words become one word, one a side, its meaning is known to differ.
"""

import hashlib
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from driftwatch.domain.meaning import Term
from driftwatch.domain.ordinary import STATES
from driftwatch.domain.talk import Message, Partner
from driftwatch.domain.words import words
from driftwatch.errors import NothingToReadError
from driftwatch.reading import Wanted
from driftwatch.stages.attribute import attribute
from driftwatch.stages.locate import locate
from driftwatch.stages.once import once
from driftwatch.stages.segment import segment
from driftwatch.stages.terms import find_terms
from driftwatch.tables import Messages, Statements
from driftwatch.wiring import plain_intake

SIDES = ("a", "b")
PARTNERS = (Partner(id="a", name="Side A"), Partner(id="b", name="Side B"))
LEAST_DOCUMENTS = 6
_SYLLABLES = ("bal", "dor", "fen", "gri", "hul", "jas", "kem", "lor", "mip", "nur", "pli", "qua", "rus", "sov", "tam", "vel", "wix", "zub")
_OUTSIDE = frozenset({"source.md", "license", "license.md", "license.txt", "readme.md"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """One programme of two made-up partners."""

    statements: Statements
    planted: tuple[str, ...] = ()
    """Made-up words that each side uses in another sense."""
    controls: tuple[str, ...] = ()
    """Made-up words that both sides use for one and the same."""
    origins: tuple[tuple[str, str], ...] = ()
    """The two words that each planted word was made of, that of side A first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Donor:
    """A word of the series that can be merged or renamed."""

    term: Term
    places: Mapping[int, tuple[int, int]]
    """Row of a statement that holds it once -> start and end in its text."""
    elsewhere: frozenset[int] = frozenset()
    """Rows of statements that hold it several times, or not in the speaker's own sense: they go where the word is planted."""


def read_series(folder: Path, *, most: int = 20_000) -> Statements:
    """The statements of a folder of minutes, of no partner; whole documents by a hash of their name until there are `most`.

    Raises NothingToReadError where no file says anything.
    """
    messages: list[Message] = []
    taken = 0
    with closing(plain_intake(latest=datetime.max.replace(tzinfo=UTC) - timedelta(days=2))) as sandbox:
        for name in sorted(_files(folder), key=lambda name: hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()):
            if taken >= 3 * most:
                break
            for part in sandbox.read(Wanted(folder=folder, name=name, timezone=UTC)):
                messages += part.messages
                taken += sum(1 + len(message.text) // 160 for message in part.messages)
    read = attribute(Messages.gathered(messages), partners=(), owners={}, attendance={})[0] if messages else Messages.of([])
    statements, _ = once(segment(read)[0])
    if not len(statements):
        raise NothingToReadError(f"{folder}: no file could be read as minutes, transcript, mail or chat")
    return _first_documents(statements, most)


def dealt_by_speaker(statements: Statements, rng: random.Random) -> Statements:
    """Every speaker to one of two sides, and where nobody is named every item of a document: what one organisation says, split at random."""
    salt = rng.random()
    keys = [speaker or f"{document}\x1f{heading}" for speaker, document, heading in _who(statements)]
    return _with_sides(statements, [_side(f"{salt} {key}") for key in keys])


def dealt_by_document(statements: Statements, rng: random.Random) -> Statements:
    """Every document to one of two sides."""
    documents = sorted(set(statements.document))
    rng.shuffle(documents)
    first = set(documents[: len(documents) // 2])
    return _with_sides(statements, [SIDES[document not in first] for document in statements.document])


def dealt_by_topic(statements: Statements, rng: random.Random) -> Statements:
    """Documents to two sides that speak of other things: by the sign of one of the first directions of a latent semantic analysis."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts: defaultdict[str, list[str]] = defaultdict(list)
    for document, text in zip(statements.document, statements.text, strict=True):
        texts[document].append(text)
    documents = sorted(texts)
    weights = TfidfVectorizer(min_df=3, max_df=0.5, sublinear_tf=True).fit_transform([" ".join(texts[document]) for document in documents])
    places = TruncatedSVD(4, random_state=rng.randrange(2**31)).fit_transform(weights)
    place = places[:, rng.choice((1, 2, 3))]
    order = sorted(range(len(documents)), key=lambda at: (float(place[at]), documents[at]))
    first = {documents[at] for at in order[: len(order) // 2]}
    return _with_sides(statements, [SIDES[document not in first] for document in statements.document])


def donors(statements: Statements, *, least: int) -> list[Donor]:
    """Single words that carry meaning in the series and stand in so many statements, in the order of their rank."""
    known = [term for term in find_terms(statements) if term.tested and not term.describes]
    terms = [term for term in known if len(term.words) == 1 and term.words[0] not in STATES]
    places: defaultdict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    elsewhere: defaultdict[str, set[int]] = defaultdict(set)
    for usage in locate(statements, terms).rows():
        if usage.distorted is not None or usage.statement in places[usage.term]:
            places[usage.term].pop(usage.statement, None)
            elsewhere[usage.term].add(usage.statement)
        if usage.statement not in elsewhere[usage.term]:
            places[usage.term][usage.statement] = (usage.start, usage.end)
    documents = list(statements.document)
    found = [Donor(term=term, places=places[term.name], elsewhere=frozenset(elsewhere[term.name])) for term in terms]
    return [one for one in found if len(one.places) >= least and len({documents[row] for row in one.places}) >= LEAST_DOCUMENTS]


def planted_bed(statements: Statements, known: Sequence[Donor], rng: random.Random, *, usages: int, share: float = 1.0, pairs: int = 2) -> Bed | None:
    """A bed in which `pairs` pairs of words have become one word each; `share` of a side's usages are in its own sense, the others in the
    other side's. As many further words are renamed for both. `statements` are dealt already; None where the words do not suffice.
    """
    free = [one for one in known if len(one.places) >= usages]
    rng.shuffle(free)
    editor = _Editor(statements, rng)
    planted: list[str] = []
    origins: list[tuple[str, str]] = []
    while len(planted) < pairs and len(free) > 1:
        first = free.pop()
        second = next((one for one in free if _are_apart(first, one)), None)
        if second is None:
            continue
        free.remove(second)
        if word := editor.merge(first, second, usages=usages, share=share):
            planted.append(word)
            origins.append((first.term.name, second.term.name))
    both = [one for one in known if len(one.places) >= 2 * usages and one not in editor.used]
    rng.shuffle(both)
    controls = [word for one in both[:pairs] if (word := editor.rename(one, usages=usages))]
    return Bed(statements=editor.edited(), planted=tuple(planted), controls=tuple(controls), origins=tuple(origins)) if planted else None


def renamed_bed(
    statements: Statements, known: Sequence[Donor], rng: random.Random, *, pairs: int = 4
) -> tuple[Statements, tuple[tuple[str, str], ...]]:
    """Statements in which side B has another word for some things, and the pairs of words."""
    editor = _Editor(statements, rng)
    sides = list(statements.partner)
    free = [one for one in known if min(sum(sides[row] == side for row in one.places) for side in SIDES) >= 10]
    rng.shuffle(free)
    renamed = tuple((one.term.name, editor.rename_side(one, "b")) for one in free[:pairs])
    return editor.edited(), renamed


class _Editor:
    """Puts made-up words into statements, from the last place of a text to the first."""

    def __init__(self, statements: Statements, rng: random.Random) -> None:
        self.statements = statements
        self.rng = rng
        self.texts = list(statements.text)
        self.sides = list(statements.partner)
        self.documents = list(statements.document)
        self.dropped: set[int] = set()
        self.edits: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
        self.used: list[Donor] = []
        self.made: set[str] = set()

    def merge(self, first: Donor, second: Donor, *, usages: int, share: float) -> str | None:
        """Both become one new word, side A saying it for the first and side B for the second, but for what `share` leaves."""
        own = round(usages * share)
        spread = [self._spread(one, usages) for one in (first, second)]
        if min(map(len, spread)) < usages:
            return None
        given = [(*spread[0][:own], *spread[1][own:]), (*spread[1][:own], *spread[0][own:])]
        self.used += [first, second]
        word = self._new_word()
        places = {**first.places, **second.places}
        for side, rows in zip(SIDES, given, strict=True):
            for row in rows:
                self.sides[row] = side
                self._put(row, places[row], word)
        self._drop((set(places) | first.elsewhere | second.elsewhere) - {row for rows in given for row in rows})
        return word

    def rename(self, one: Donor, *, usages: int) -> str | None:
        """One word becomes a new word on both sides."""
        rows = self._spread(one, 2 * usages)
        if len(rows) < 2 * usages:
            return None
        self.used.append(one)
        word = self._new_word()
        for at, row in enumerate(rows):
            self.sides[row] = SIDES[at % 2]
            self._put(row, one.places[row], word)
        self._drop((set(one.places) | one.elsewhere) - set(rows))
        return word

    def rename_side(self, one: Donor, side: str) -> str:
        """One side has a new word for it wherever it says the word, in longer terms too."""
        word = self._new_word()
        for row, text in enumerate(self.texts):
            if self.sides[row] == side:
                for found in words(text):
                    if (found.folded,) == one.term.words:
                        self._put(row, (found.start, found.end), word)
        return word

    def edited(self) -> Statements:
        """The statements with all edits, without those that had to go."""
        texts = [_put_in(text, self.edits.get(row, [])) for row, text in enumerate(self.texts)]
        table = self.statements.with_column(Statements.text, texts).with_column(Statements.partner, self.sides)
        return table.where([row not in self.dropped for row in range(len(table))])

    def _spread(self, one: Donor, number: int) -> list[int]:
        """Rows of a word, document after document, so that few of one document are among them."""
        by_document: defaultdict[str, list[int]] = defaultdict(list)
        for row in sorted(one.places):
            if row not in self.dropped and row not in self.edits:
                by_document[self.documents[row]].append(row)
        for rows in by_document.values():
            self.rng.shuffle(rows)
        documents = sorted(by_document)
        self.rng.shuffle(documents)
        rounds = max((len(rows) for rows in by_document.values()), default=0)
        return [by_document[document][turn] for turn in range(rounds) for document in documents if turn < len(by_document[document])][:number]

    def _put(self, row: int, place: tuple[int, int], word: str) -> None:
        self.edits[row].append((*place, word))

    def _drop(self, rows: set[int]) -> None:
        self.dropped |= {row for row in rows if row not in self.edits}

    def _new_word(self) -> str:
        while (word := "".join(self.rng.sample(_SYLLABLES, 2)) + self.rng.choice(("et", "ork", "ane", "il"))) in self.made:
            pass
        self.made.add(word)
        return word


def _put_in(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    for start, end, word in sorted(edits, reverse=True):
        old = text[start:end]
        plural = "s" if old.casefold().endswith("s") and not old.casefold().endswith("ss") else ""
        new = (word.capitalize() if old[:1].isupper() else word) + plural
        text = text[:start] + new + text[end:]
    return text


def _are_apart(first: Donor, second: Donor) -> bool:
    """Whether the two words seldom stand in one statement."""
    return len(first.places.keys() & second.places.keys()) <= 0.05 * min(len(first.places), len(second.places))


def _files(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*"):
        if file.is_file() and file.name.lower() not in _OUTSIDE and not file.name.startswith("."):
            yield file.relative_to(folder).as_posix()


def _first_documents(statements: Statements, most: int) -> Statements:
    if len(statements) <= most:
        return statements
    order = sorted(set(statements.document), key=lambda document: hashlib.sha256(document.encode("utf-8", "surrogatepass")).digest())
    numbers = statements.document.value_counts()
    taken, kept = 0, set()
    for document in order:
        if taken < most:
            kept.add(document)
            taken += int(numbers[document])
    return statements.where([document in kept for document in statements.document])


def _who(statements: Statements) -> Iterator[tuple[str | None, str, str | None]]:
    return zip(statements.speaker, statements.document, statements.heading, strict=True)


def _side(key: str) -> str:
    return SIDES[hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[0] % 2]


def _with_sides(statements: Statements, sides: Sequence[str]) -> Statements:
    return statements.with_column(Statements.partner, sides)


Deal = Callable[[Statements, random.Random], Statements]

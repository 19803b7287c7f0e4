"""What each side says of one gate: its statements, those labelled as criteria that hang on them, and the pieces that they name."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from driftwatch.domain.assertion import withheld
from driftwatch.domain.criterion_marks import kind_of, marks, stems, tells
from driftwatch.domain.distortion import passage
from driftwatch.domain.gate_families import EVENTS, GATE_WORDS, gate_name
from driftwatch.domain.gate_matrix import LEAST_DOCUMENTS, Named
from driftwatch.domain.gate_sayings import Piece, gate_words_in, pieces_beside, said_of
from driftwatch.domain.labels import Label
from driftwatch.domain.ordinary import CALENDAR, STATES
from driftwatch.domain.talk import Partner
from driftwatch.domain.words import fold, folded_phrase, words
from driftwatch.ports import Contrast
from driftwatch.statistics.permutation import codes
from driftwatch.statistics.stances import Items
from driftwatch.tables import Statements

NEAR = 2
"""Statements before and behind one on the gate in which a further criterion of the same side hangs on it."""
LEAST_SHARED = 2
"""Marks that it must share with what is said of the gate itself, by whomever."""
LEAST_QUOTED = 3
"""Blanks in a quotation from which on it gives somebody's words rather than names the gate: "done" may stand in quotation marks."""
KEYNESS = 2.0
"""How much more often than elsewhere a word must stand beside the gate to tell of it."""
MOST_BACKGROUND = 3000
"""Statements by which "elsewhere" is judged."""
INDIVIDUAL = 0.3
"""Share of a word's usages with a number or as a name from which on it names one thing among several: "unit 4", "North"."""

_QUOTES = re.compile(r"[“”„«»\"]")
_STATE = re.compile(rf"\b(?:{'|'.join(sorted(GATE_WORDS))})\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\b([^\W\d_]{2,30}) \d{1,4}(?![\w%.,:]*\d|[\w%]| ?(?:%|per|days?|weeks?|months?|hours?|minutes?|nights?)\b)")
_TITLED = re.compile(r"\b[^\W\d_a-z][a-z]{2,30}\b")
_UNTITLED = re.compile(r"\b[a-z]{3,31}\b")
_POINTS = re.compile(
    r"(?:and |but )*(?:(?:only )?then\b|(?:that|this)(?: is|['’]s) (?:only )?when\b|(?:only |not )?after that\b|until then\b)", re.IGNORECASE
)
_NAMED = re.compile(r"(?<=[a-z0-9,;] )([A-Z][a-z]{2,30})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class GateTalk:
    """The pieces of both sides beside one gate."""

    named: tuple[Named, ...]
    recurring: frozenset[str]
    """Marks that recur and tell of the gate, whoever says them."""
    documents: tuple[int, int]
    """In which each side speaks of the gate."""
    things: tuple[frozenset[str], frozenset[str]]
    """Stems of what each side says the gate of, in two documents or more."""

    @property
    def of_one_thing(self) -> bool:
        """Whether nothing speaks against that both say the gate of the same."""
        return not all(self.things) or bool(self.things[0] & self.things[1])


class GateReader:
    """Reads what is said beside gates out of one programme's statements."""

    def __init__(self, statements: Statements, labels: Sequence[tuple[Label, ...]], partners: Sequence[Partner]) -> None:
        self.texts = [str(text) for text in statements.text]
        self.documents = [str(document) for document in statements.document]
        self.partners = list(statements.partner)
        self.speakers = [voice or document for voice, document in zip(statements.voices, statements.document, strict=True)]
        self.registers = [str(register) for register in statements.register]
        self.labels = labels
        self._told: dict[tuple[frozenset[str], tuple[tuple[str, tuple[int, ...]], ...]], GateTalk] = {}
        self.names = frozenset(
            word for partner in partners for name in (partner.name, *partner.aliases, *partner.people) for word in folded_phrase(name)
        )

    def talk(self, gate: Collection[str], sides: Sequence[tuple[str, Sequence[int]]]) -> GateTalk:
        """What the two sides name beside the gate (its folded words); each side is a partner and the rows in which it speaks of it."""
        asked = frozenset(gate), tuple((partner, tuple(rows)) for partner, rows in sides)
        if asked not in self._told:
            self._told[asked] = self._talk(*asked)
        return self._told[asked]

    def _talk(self, gate: frozenset[str], sides: tuple[tuple[str, tuple[int, ...]], ...]) -> GateTalk:
        rows = [[row for row in own if not withheld(self.texts[row])] for _, own in sides]
        things = (self._things(gate, rows[0]), self._things(gate, rows[1]))
        hidden = self.names | self._individuals | things[0] | things[1]
        named = [each for side in (0, 1) for row in rows[side] for each in self._named(side, row, gate, hidden, plain=True)]
        told = {*rows[0], *rows[1]}
        known = self._recurring(named, told)
        for side, (partner, _) in enumerate(sides):
            for row in self._hanging(partner, rows[side]):
                found = list(self._named(side, row, gate, hidden, plain=False))
                if len({mark for each in found for mark in each.marks} & known) >= LEAST_SHARED:
                    named += found
                    told.add(row)
        documents = [len({self.documents[row] for row in own}) for own in rows]
        return GateTalk(named=tuple(named), recurring=self._recurring(named, told), documents=(documents[0], documents[1]), things=things)

    def rows_of(self, family: frozenset[str], partner: str) -> dict[int, frozenset[str]]:
        """The partner's statements that say of a thing that it passed a gate of the family, and the words that they use."""
        found = {row: words_said & family for row, words_said in self._gates.items() if self.partners[row] == partner}
        return {row: said for row, said in found.items() if self._counts(row, said)}

    def widened(self, contrast: Contrast, gate: frozenset[str]) -> Contrast:
        """The contrast with all statements on any form of the gate; where its word names an event, its usages tell nothing of what must hold."""
        if len(folded_phrase(contrast.term)) > 1:
            return contrast
        own = [[row for row in rows if self._counts(row, {word.folded for word in words(self.texts[row])} & gate)] for rows in contrast.rows]
        more = [sorted(set(self.rows_of(gate, partner)) - set(rows)) for partner, rows in zip(contrast.partners, contrast.rows, strict=True)]
        rows = (tuple(own[0] + more[0]), tuple(own[1] + more[1]))
        event = set(folded_phrase(contrast.term)) <= EVENTS
        counts = (len(rows[0]), len(rows[1]))
        widened = replace(contrast, rows=rows, usages=counts)
        return replace(widened, tested=False, z=0.0) if event else widened

    def _counts(self, row: int, said: Collection[str]) -> bool:
        """An event alone is no gate, unless it is said of it what it takes; nor is what only others are said to hold."""
        if not said or withheld(self.texts[row]) or (EVENTS.issuperset(said) and Label.DONE not in self.labels[row]):
            return False
        told = passage(self.texts[row])
        others = [(begin, end) for begin, end in (told.reported or (0, 0), *told.quoted) if self.texts[row].count(" ", begin, end) >= LEAST_QUOTED]
        places = [word.start for word in words(self.texts[row]) if word.folded in said]
        return any(not any(begin <= place < end for begin, end in others) for place in places)

    def joined(self, pair: tuple[str, str], family: frozenset[str], *, least: int) -> Contrast | None:
        """A gate that the two sides call by any words of the family, in the form of a contrast that only its criteria can decide."""
        said = [self.rows_of(family, partner) for partner in pair]
        if min(map(len, said)) < least:
            return None
        counted = [Counter(word for found in own.values() for word in found) for own in said]
        documents = [len({self.documents[row] for row in own}) for own in said]
        return Contrast(
            term=gate_name({min(count, key=lambda word: (-count[word], word)) for count in counted}),
            term_like=True,
            tested=False,
            partners=pair,
            usages=(len(said[0]), len(said[1])),
            documents=(documents[0], documents[1]),
            distance=0.0,
            p_value=1.0,
            smallest_p=1.0,
            z=0.0,
            interval=None,
            within=0.0,
            rows=(tuple(said[0]), tuple(said[1])),
            sensitive=False,
            against=(),
        )

    def items(self, talk: GateTalk) -> Items:
        """The statements that name recurring criteria, each with its share of every one: what a test can hold against each other."""
        vocabulary = sorted(talk.recurring)
        place = {mark: at for at, mark in enumerate(vocabulary)}
        held: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        for each in talk.named:
            held[each.statement, each.side] |= each.marks & talk.recurring
        keys = sorted(key for key, found in held.items() if found)
        values = np.zeros((len(keys), len(vocabulary)))
        for at, key in enumerate(keys):
            values[at, [place[mark] for mark in sorted(held[key])]] = 1 / len(held[key])
        rows = [row for row, _ in keys]
        return Items(
            values=values,
            document=codes([self.documents[row] for row in rows]),
            register=codes([self.registers[row] for row in rows]),
            speaker=codes([self.speakers[row] for row in rows]),
            side=np.array([side == 0 for _, side in keys], dtype=bool),
            row=np.array(rows, dtype=np.int64),
        )

    def _hanging(self, partner: str, rows: Sequence[int]) -> list[int]:
        """Statements labelled as criteria that name no gate, next to one of the same side that does."""
        near = {other for row in rows for other in range(max(row - NEAR, 0), min(row + NEAR + 1, len(self.texts)))} - set(rows)
        told = {self.documents[row] for row in rows}
        return [row for row in sorted(near) if self.partners[row] == partner and self.documents[row] in told and self._is_criterion(row)]

    def _is_criterion(self, row: int) -> bool:
        gateless = not {word.folded for word in words(self.texts[row])} & STATES
        return gateless and Label.DONE in self.labels[row] and not withheld(self.texts[row])

    def _named(self, side: int, row: int, gate: Collection[str], hidden: Collection[str], *, plain: bool) -> Iterable[Named]:
        for piece in self._pieces(row, gate):
            if tells(piece.text, self.names) and (found := marks(piece.text, hidden)):
                yield Named(
                    side=side,
                    statement=row,
                    document=self.documents[row],
                    text=piece.text,
                    required=piece.required,
                    marks=found,
                    quotable=self._quotable(piece),
                    plain=plain and Label.DONE in self.labels[row],
                )

    def _pieces(self, row: int, gate: Collection[str]) -> Iterable[Piece]:
        """What "that is when it is done" points to stands in the statement before."""
        yield from pieces_beside(self.texts[row], gate)
        if row and _POINTS.match(self.texts[row]) and (self.documents[row - 1], self.partners[row - 1]) == (self.documents[row], self.partners[row]):
            before = pieces_beside(self.texts[row - 1], gate)
            yield from (replace(piece, required=piece.required or not any(each.required for each in before)) for piece in before)

    def _quotable(self, piece: Piece) -> bool:
        """Nothing in it that may be a name, no half of a quotation, and not what the gate itself is said of."""
        named = self.names & set(folded_phrase(piece.text)) or any(
            hit.casefold() not in self._lower and fold(hit) not in CALENDAR for hit in _TITLED.findall(piece.text)
        )
        return not (named or _QUOTES.search(piece.text) or (piece.own and not piece.required))

    def _things(self, gate: Collection[str], rows: Iterable[int]) -> frozenset[str]:
        """What a side says the gate of, in several documents: the last noun before it."""
        counted: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            for before in said_of(self.texts[row], gate):
                for stem in [stem for word in before.split() for stem in stems(word, self.names)][-1:]:
                    counted[stem].add(self.documents[row])
        return frozenset(stem for stem, documents in counted.items() if len(documents) >= LEAST_DOCUMENTS)

    def _recurring(self, named: Sequence[Named], rows: Collection[int]) -> frozenset[str]:
        """Marks in two documents or more; a word must stand beside the gate (in these rows) clearly more often than elsewhere."""
        documents: defaultdict[str, set[str]] = defaultdict(set)
        holding: defaultdict[str, set[int]] = defaultdict(set)
        for each in named:
            for mark in each.marks:
                documents[mark].add(each.document)
                holding[mark].add(each.statement)
        elsewhere = len(self._sample) - sum(row % self._step == 0 for row in rows)

        def tells(mark: str) -> bool:
            outside = self._everywhere[mark] - sum(row % self._step == 0 for row in holding[mark])
            return kind_of(mark) is not None or len(holding[mark]) * elsewhere >= KEYNESS * outside * len(rows)

        return frozenset(mark for mark in documents if len(documents[mark]) >= LEAST_DOCUMENTS and tells(mark))

    @cached_property
    def _gates(self) -> dict[int, frozenset[str]]:
        """The words of state of each statement that has any."""
        told = ((row, gate_words_in(text)) for row, text in enumerate(self.texts) if self.partners[row] is not None and _STATE.search(text))
        return {row: said for row, said in told if said}

    @property
    def _step(self) -> int:
        return max(1, -(-len(self.texts) // MOST_BACKGROUND))

    @cached_property
    def _sample(self) -> Sequence[str]:
        return self.texts[:: self._step]

    @cached_property
    def _lower(self) -> frozenset[str]:
        """Words that are written without a capital somewhere: no names."""
        return frozenset(hit for text in self._sample for hit in _UNTITLED.findall(text))

    @cached_property
    def _everywhere(self) -> Counter[str]:
        """In how many statements of the sample each stem stands."""
        return Counter(stem for text in self._sample for stem in stems(text, self.names))

    @cached_property
    def _individuals(self) -> frozenset[str]:
        """Folded words that name one thing among several rather than tell anything of it."""
        single = Counter(name for text in self._sample for found in (_NUMBERED, _NAMED) for hit in found.findall(text) for name in folded_phrase(hit))
        every = Counter(word.folded for text in self._sample for word in words(text) if word.folded in single)
        return frozenset(word for word, count in single.items() if count >= LEAST_DOCUMENTS and count >= INDIVIDUAL * every[word])

"""The turns of all documents: what each raises, and who takes it up."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from driftwatch.domain.assertion import withheld
from driftwatch.domain.habits import Habit, Habits, is_like_a_name
from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, GRAMMAR
from driftwatch.domain.phrases import is_noun
from driftwatch.domain.raising import Form, forms
from driftwatch.domain.replies import Reply, reply
from driftwatch.domain.utterances import Topic, Utterance, stem
from driftwatch.domain.words import folded
from driftwatch.some_rows import SomeRows
from driftwatch.tables import StatementRow, Statements

NEXT_TURNS = 4
"""Turns in which an answer is looked for."""
OTHERS_TURNS = 2
"""Of those the turns of other partners."""
FIRST_STATEMENTS = 3
"""Of each such turn."""
BY_CHANCE = 0.1
"""Share of all statements that hold one of a turn's words as rare as the shared one, up to which a word in common is no accident: of pairs drawn
at random 3 to 5 in 100 reach it."""
ANSWERED = 2
"""Statements at the end of a turn to which what begins as an answer may belong, and at the beginning of one that follows a question."""
BRIEF = 3
"""Words up to which a statement is a nod or a name called, so that what follows may still answer what stands before."""
LIKE = 0.25
"""Cosine of centred vectors from which on a statement speaks of the same as the one before it: of pairs drawn at random 2 or 3 in 100 reach it."""

_LISTS = re.compile(
    r"\b(?:actions?|action items?|to[- ]?dos?|tasks?|next steps|who does what|decisions?|resolutions?|resolved|agreed|attendees|attendance|present"
    r"|apologies)\b",
    re.IGNORECASE,
)
_ROWS = 8192
_ORDINARY = GRAMMAR | BACKGROUND | CALENDAR
_KINDS = BACKGROUND - GRAMMAR - CALENDAR
"""Ordinary words that may tell one thing from others of its name: the old cable is not the cable."""
_NO_RAISING = frozenset({"joke", "hypothetical", "quotation", "withdrawn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """Consecutive statements of one speaker under one heading or in one thread."""

    rows: tuple[int, ...]
    partner: str
    voice: str | None
    listed: bool
    """Whether they are lines of a list of actions or decisions."""


def utterances(statements: Statements, vectors: SomeRows | None, *, names: Collection[str]) -> tuple[Utterance, ...]:
    """All statements as parts of turns, document by document in their order; `names` are folded words of people and organisations: no topics."""
    rows = list(statements.rows())
    nouns = _Nouns(rows, statements.habits, frozenset(names))
    vectors = None if vectors is None else centred(vectors)
    found: list[Utterance] = []
    for members in _documents(rows).values():
        parts = groupby(members, key=lambda row: _part(row, rows, statements.voices))
        spoken = [_turn(list(group), rows, voice) for (_, voice, *_), group in parts]
        found += _Talk(spoken, rows, nouns, vectors).utterances()
    return tuple(found)


def centred(given: SomeRows) -> SomeRows:
    """Unit vectors without what all of them share."""
    vectors = given.vectors
    if not len(vectors):
        return given
    shared = vectors.sum(axis=0, dtype=np.float64) / len(vectors)
    found = np.empty_like(vectors)
    for begin in range(0, len(vectors), _ROWS):
        rest = vectors[begin : begin + _ROWS] - shared
        length = np.linalg.norm(rest, axis=1, keepdims=True)
        found[begin : begin + _ROWS] = rest / np.where(length > 0, length, 1.0)
    return SomeRows(given.place, found)


def _documents(rows: Sequence[StatementRow]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row in sorted(range(len(rows)), key=lambda row: (rows[row].document, rows[row].position, rows[row].id)):
        found[rows[row].document].append(row)
    return dict(found)


def _part(place: int, rows: Sequence[StatementRow], voices: Sequence[str | None]) -> tuple[str | None, str | None, str | None, str | None]:
    """Who speaks where."""
    row = rows[place]
    return row.partner, voices[place], row.heading, row.thread


def _turn(members: Sequence[int], rows: Sequence[StatementRow], voice: str | None) -> _Turn:
    first = rows[members[0]]
    listed = first.heading is not None and _LISTS.search(first.heading) is not None
    return _Turn(rows=tuple(members), partner=first.partner or "", voice=voice, listed=listed)


class _Nouns:
    """What each statement speaks of."""

    def __init__(self, rows: Sequence[StatementRow], habits: Habits, names: frozenset[str]) -> None:
        known = habits.known
        speakers = {word for row in rows if row.speaker for word in folded(row.speaker)}
        self._hidden = names | {word for word in speakers if is_like_a_name(known.get(word))} | habits.people
        self._known = known
        self._one: dict[Topic, Topic] = {}
        self.stems: list[tuple[str, ...]] = []
        self.topics: list[tuple[Topic, ...]] = []
        self.named: list[tuple[Topic, ...]] = []
        for row in rows:  # in tuples, and each topic but once: sets would take ten times the memory
            said = folded(row.text)
            self.stems.append(tuple({stem(word) for word in said if self._says(word)}))
            found = list(self._topics(said))
            self.topics.append(self._sorted(topic for topic, _ in found))
            self.named.append(self._sorted(topic for topic, is_named in found if is_named))
        counted = Counter(word for stems in self.stems for word in stems)
        self.share = {word: count / len(rows) for word, count in counted.items()}

    def in_common(self, said: Collection[str], row: int) -> bool:
        """Whether a statement shares a word with what was said that few statements would share by accident."""
        shared = min((self.share[word] for word in self.stems[row] if word in said), default=None)
        return shared is not None and sum(share for word in said if (share := self.share[word]) <= shared) <= BY_CHANCE

    def _sorted(self, topics: Iterable[Topic]) -> tuple[Topic, ...]:
        return tuple(self._one.setdefault(topic, topic) for topic in sorted(set(topics)))

    def _says(self, word: str) -> bool:
        return len(word) > 2 and word.isalpha() and word not in _ORDINARY and word not in self._hidden

    def _topics(self, folded: Sequence[str]) -> Iterator[tuple[Topic, bool]]:
        """Topics of one or two words, and whether the last is a noun."""
        for before, word in zip(["", *folded], folded, strict=False):
            if self._says(word):
                is_named = self._is_noun(word)
                yield (stem(word),), is_named
                if before and (self._says(before) or before in _KINDS):
                    yield (stem(before), stem(word)), is_named

    def _is_noun(self, word: str) -> bool:
        habit: Habit | None = self._known.get(word)
        return is_noun(word, habit)


class _Talk:
    """One document's turns, and how they follow on each other."""

    def __init__(self, spoken: Sequence[_Turn], rows: Sequence[StatementRow], nouns: _Nouns, vectors: SomeRows | None) -> None:
        self._spoken, self._rows, self._nouns, self._vectors = spoken, rows, nouns, vectors

    def utterances(self) -> Iterator[Utterance]:
        """Every statement with what came before and after its turn; who speaks of two things in one turn is answered on each by itself."""
        for at, turn in enumerate(self._spoken):
            for place, row in enumerate(turn.rows):
                said, own = self._rows[row], turn.rows[place : place + 2]
                yield Utterance(
                    row=row,
                    document=said.document,
                    partner=turn.partner,
                    voice=turn.voice,
                    day=said.said_at.date() if said.said_at else None,
                    topics=self._nouns.topics[row],
                    nouns=self._nouns.named[row],
                    forms=frozenset() if turn.listed else self._forms(own),
                    prompted=self._is_prompted(at, own),
                    reply=self._reply(at, own, last=len(turn.rows) - place <= ANSWERED),
                )

    def _forms(self, own: Sequence[int]) -> frozenset[Form]:
        texts = [self._rows[row].text for row in own]
        return frozenset(form for text in texts if (found := forms(text)) and withheld(text) not in _NO_RAISING for form in found)

    def _is_prompted(self, at: int, own: Sequence[int]) -> bool:
        turn = self._spoken[at]
        before = self._spoken[at - 1] if at else None
        if before is None or before.partner == turn.partner or not before.partner or not self._together(before, turn):
            return False
        asked = any(self._rows[row].text.rstrip().endswith("?") for row in before.rows)
        return (asked and own[0] in turn.rows[:ANSWERED]) or bool(self._stems(before.rows) & self._stems(own))

    def _reply(self, at: int, own: Sequence[int], *, last: bool) -> int | None:
        """The first statement of another partner on the same matter; one that answers by its form alone answers what stands right before it."""
        turn, heard, direct = self._spoken[at], 0, last
        for other in self._spoken[at + 1 : at + 1 + NEXT_TURNS]:
            if not other.partner or not self._together(turn, other):
                continue
            if other.partner == turn.partner:
                direct = direct and all(self._is_brief(row) or self._resembles(own, row) for row in other.rows)
                continue
            for row in other.rows[:FIRST_STATEMENTS]:
                said = reply(self._rows[row].text)
                if self._resembles(own, row) or (direct and said is Reply.ANSWER):
                    return row
                direct = direct and self._is_brief(row)
                if said is Reply.TURN:
                    break
            heard += 1
            if heard == OTHERS_TURNS:
                break
        return None

    def _is_brief(self, row: int) -> bool:
        text = self._rows[row].text
        return len(text.split()) <= BRIEF or reply(text) is Reply.HEARD

    def _together(self, one: _Turn, other: _Turn) -> bool:
        """Whether both stand under one heading and in one thread."""
        first, second = self._rows[one.rows[0]], self._rows[other.rows[0]]
        return first.heading == second.heading and (first.thread == second.thread or first.thread is None or second.thread is None)

    def _resembles(self, own: Sequence[int], row: int) -> bool:
        if self._nouns.in_common(self._stems(own), row):
            return True
        if self._vectors is None or self._vectors.place[row] < 0:
            return False
        return bool(np.max(self._vectors.take(own) @ self._vectors.vectors[self._vectors.place[row]]) >= LIKE)

    def _stems(self, members: Sequence[int]) -> frozenset[str]:
        return frozenset(word for row in members for word in self._nouns.stems[row])

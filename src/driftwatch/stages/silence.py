"""Matters that one partner raises, and what the other makes of each: counted document by document."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from driftwatch.domain.turns import Topic, Turn

LEAST_RAISED = 4
"""Documents in which a side must raise a matter."""
LEAST_DAYS = 21
"""From the first to the last of them."""
LEAST_WEEKS = 3
SAME = 0.8
"""Share of two topics' documents and turns from which on they are one matter under two names."""
IN_PHRASE = 0.6
"""Share of a word's turns in which it stands in one phrase, from which on that is the name of the matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One topic as one side raises it towards another."""

    topic: Topic
    pair: tuple[str, str]
    """Who raises it, and who hears it."""
    mentions: tuple[Turn, ...]
    """Turns of the raising side that name it, where both take part."""
    raised: tuple[Turn, ...]
    """Those of them that put it to the others."""
    named_by_other: tuple[Turn, ...]
    """Turns of the listening side that name it, where both take part."""
    aside: tuple[Turn, ...]
    """Turns of the listening side that name it among its own people."""
    elsewhere: tuple[Turn, ...]
    """Turns of the raising side that name it among its own people or in mail of its own."""
    open: tuple[str, ...]
    """Documents in which it was named and nobody of another partner took it up."""
    documents: tuple[str, ...]
    """In which it was raised."""
    raising: int
    """Documents in which it was raised as soon as it was named."""
    spoken: tuple[int, int]
    """Documents of both in which each side names it."""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Documents in which it was raised and not taken up."""
        return tuple(document for document in self.documents if document in self.open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """How one side's concerns are met by another in general, where both take part."""

    pair: tuple[str, str]
    documents: int
    turns: int
    """Turns of the raising side."""
    raised: int
    """Those of them that put something to the others."""
    met: int
    """Those of all turns that were prompted or taken up by somebody of another partner."""
    share: float
    """The listening side's share of the statements of both, 0 … 1."""
    matters: tuple[Matter, ...]


def hearing(turns: Sequence[Turn], pair: tuple[str, str], *, alike: Mapping[Topic, Collection[Topic]] | None = None) -> Hearing:
    """What the first of the pair raises towards the second; `alike` are other words for a topic by which the second may take it up."""
    one, other = pair
    shared = {turn.document for turn in turns if turn.partner == one} & {turn.document for turn in turns if turn.partner == other}
    own = [turn for turn in turns if turn.partner == one and turn.document in shared]
    theirs = [turn for turn in turns if turn.partner == other]
    elsewhere = [turn for turn in turns if turn.partner == one and turn.document not in shared]
    said = [sum(len(turn.rows) for turn in side if turn.document in shared) for side in (own, theirs)]
    sides = _Sides(
        pair=pair, shared=frozenset(shared), own=_Named.of(own), theirs=_Named.of(theirs), elsewhere=_Named.of(elsewhere), alike=alike or {}
    )
    return Hearing(
        pair=pair,
        documents=len(shared),
        turns=len(own),
        raised=sum(bool(turn.forms) for turn in own),
        met=sum(is_met(turn) for turn in own),
        share=said[1] / max(sum(said), 1),
        matters=tuple(
            _once([sides.matter(topic) for topic, mentions in sorted(sides.own.turns.items()) if topic in sides.own.nouns and _is_kept(mentions)])
        ),
    )


def is_met(turn: Turn) -> bool:
    """Whether somebody of another partner speaks of the same just before or after."""
    return turn.prompted or turn.reply is not None


@dataclass(frozen=True, slots=True)
class _Named:
    """One side's turns by the topics that they name."""

    turns: Mapping[Topic, Sequence[Turn]]
    nouns: frozenset[Topic]

    @classmethod
    def of(cls, turns: Sequence[Turn]) -> "_Named":
        found: defaultdict[Topic, list[Turn]] = defaultdict(list)
        for turn in turns:
            for topic in sorted(turn.topics):
                found[topic].append(turn)
        return cls(dict(found), frozenset(topic for turn in turns for topic in turn.nouns))

    def any_of(self, topics: Collection[Topic]) -> list[Turn]:
        """Turns that name at least one of the topics, each once."""
        return list({turn.rows: turn for topic in sorted(topics) for turn in self.turns.get(topic, ())}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """What both sides name, where both take part and elsewhere."""

    pair: tuple[str, str]
    shared: frozenset[str]
    own: _Named
    theirs: _Named
    elsewhere: _Named
    alike: Mapping[Topic, Collection[Topic]]

    def matter(self, topic: Topic) -> Matter:
        """What becomes of one topic."""
        mentions = self.own.turns[topic]
        theirs = self.theirs.any_of({topic, *self.alike.get(topic, ()), *self._short_for(topic)})
        raised = [turn for turn in mentions if turn.forms]
        named = {turn.document for turn in theirs}
        met = {turn.document for turn in mentions if is_met(turn)} | named
        first = {turn.document: bool(turn.forms) for turn in sorted(mentions, key=lambda turn: turn.rows, reverse=True)}
        return Matter(
            topic=topic,
            pair=self.pair,
            mentions=tuple(mentions),
            raised=tuple(raised),
            named_by_other=tuple(turn for turn in theirs if turn.document in self.shared),
            aside=tuple(turn for turn in theirs if turn.document not in self.shared),
            elsewhere=tuple(self.elsewhere.any_of({topic})),
            open=tuple(sorted(first.keys() - met)),
            documents=tuple(sorted({turn.document for turn in raised})),
            raising=sum(first.values()),
            spoken=(len(first), len(named & self.shared)),
        )

    def _short_for(self, topic: Topic) -> list[Topic]:
        """The words of a phrase that alone would mean it, as its own side mostly says them in it."""
        turns = self.own.turns
        return [(word,) for word in topic if len(topic) > 1 and len(turns[topic]) >= IN_PHRASE * len(turns[(word,)])]


def _is_kept(mentions: Sequence[Turn]) -> bool:
    """Whether it is raised often, long and on days enough; what the other side does is not looked at."""
    raised = [turn for turn in mentions if turn.forms]
    days = {turn.day for turn in raised if turn.day}
    return (
        len({turn.document for turn in raised}) >= LEAST_RAISED
        and (max(days, default=date.min) - min(days, default=date.min)).days >= LEAST_DAYS
        and len({day.isocalendar()[:2] for day in days}) >= LEAST_WEEKS
    )


def _once(matters: Sequence[Matter]) -> list[Matter]:
    """One matter for several words that always come together: the longer phrase, then the more frequent."""
    kept: list[Matter] = []
    for matter in sorted(matters, key=lambda matter: (-len(matter.topic), -len(matter.mentions), matter.topic)):
        turns = {turn.rows for turn in matter.mentions}
        if not any(len(turns & (former := {turn.rows for turn in one.mentions})) >= SAME * len(turns | former) for one in kept):
            kept.append(matter)
    return sorted(kept, key=lambda matter: matter.topic)


def overlap(one: Matter, other: Matter) -> float:
    """Share of the smaller one's raising turns that raise the other too, 0 … 1."""
    first, second = ({turn.rows for turn in matter.raised} for matter in (one, other))
    return len(first & second) / max(min(len(first), len(second)), 1)


def called(matter: Matter) -> Topic:
    """The phrase under which its side mostly names it: a longer one where the word stands mostly in that."""
    if len(matter.topic) > 1:
        return matter.topic
    longer = Counter(topic for turn in matter.mentions for topic in turn.nouns if len(topic) > 1 and matter.topic[0] in topic)
    phrase = min(longer, key=lambda topic: (-longer[topic], topic), default=matter.topic)
    return phrase if longer[phrase] >= IN_PHRASE * len(matter.mentions) else matter.topic

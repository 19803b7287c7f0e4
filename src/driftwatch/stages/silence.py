"""Matters that one partner raises, and what the other makes of each: counted document by document."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from driftwatch.domain.utterances import Topic, Utterance

LEAST_RAISED = 4
"""Documents in which a side must raise a matter."""
LEAST_DAYS = 21
"""From the first to the last of them."""
LEAST_WEEKS = 3
SAME = 0.8
"""Share of two topics' documents and utterances from which on they are one matter under two names."""
IN_PHRASE = 0.6
"""Share of a word's utterances in which it stands in one phrase, from which on that is the name of the matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One topic as one side raises it towards another."""

    topic: Topic
    pair: tuple[str, str]
    """Who raises it, and who hears it."""
    mentions: tuple[Utterance, ...]
    """Utterances of the raising side that name it, where both take part."""
    raised: tuple[Utterance, ...]
    """Those of them that put it to the others."""
    named_by_other: tuple[Utterance, ...]
    """Utterances of the listening side that name it, where both take part."""
    aside: tuple[Utterance, ...]
    """Utterances of the listening side that name it among its own people."""
    elsewhere: tuple[Utterance, ...]
    """Utterances of the raising side that name it among its own people or in mail of its own."""
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
    utterances: int
    """Utterances of the raising side."""
    raised: int
    """Those of them that put something to the others."""
    met: int
    """Those of all utterances that were prompted or taken up by somebody of another partner."""
    share: float
    """The listening side's share of the statements of both, 0 … 1."""
    matters: tuple[Matter, ...]


def hearing(utterances: Sequence[Utterance], pair: tuple[str, str], *, alike: Mapping[Topic, Collection[Topic]] | None = None) -> Hearing:
    """What the first of the pair raises towards the second; `alike` are other words for a topic by which the second may take it up."""
    one, other = pair
    speaking = [{utterance.document for utterance in utterances if utterance.partner == side} for side in pair]
    shared = speaking[0] & speaking[1]
    own = [utterance for utterance in utterances if utterance.partner == one and utterance.document in shared]
    theirs = [utterance for utterance in utterances if utterance.partner == other]
    elsewhere = [utterance for utterance in utterances if utterance.partner == one and utterance.document not in shared]
    said = [sum(utterance.document in shared for utterance in side) for side in (own, theirs)]
    sides = _Sides(
        pair=pair, shared=frozenset(shared), own=_Named.of(own), theirs=_Named.of(theirs), elsewhere=_Named.of(elsewhere), alike=alike or {}
    )
    return Hearing(
        pair=pair,
        documents=len(shared),
        utterances=len(own),
        raised=sum(bool(utterance.forms) for utterance in own),
        met=sum(is_met(utterance) for utterance in own),
        share=said[1] / max(sum(said), 1),
        matters=tuple(_once([sides.matter(topic) for topic, said in sorted(sides.own.said.items()) if topic in sides.own.nouns and _is_kept(said)])),
    )


def is_met(utterance: Utterance) -> bool:
    """Whether somebody of another partner speaks of the same just before or after."""
    return utterance.prompted or utterance.reply is not None


@dataclass(frozen=True, slots=True)
class _Named:
    """One side's utterances by the topics that they name."""

    said: Mapping[Topic, Sequence[Utterance]]
    nouns: frozenset[Topic]

    @classmethod
    def of(cls, utterances: Sequence[Utterance]) -> "_Named":
        found: defaultdict[Topic, list[Utterance]] = defaultdict(list)
        for utterance in utterances:
            for topic in sorted(utterance.topics):
                found[topic].append(utterance)
        return cls(dict(found), frozenset(topic for utterance in utterances for topic in utterance.nouns))

    def any_of(self, topics: Collection[Topic]) -> list[Utterance]:
        """Utterances that name at least one of the topics, each once."""
        return list({utterance.row: utterance for topic in sorted(topics) for utterance in self.said.get(topic, ())}.values())


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
        mentions = self.own.said[topic]
        theirs = self.theirs.any_of({topic, *self.alike.get(topic, ()), *self._short_for(topic)})
        raised = [utterance for utterance in mentions if utterance.forms]
        named = {utterance.document for utterance in theirs}
        met = {utterance.document for utterance in mentions if is_met(utterance)} | named
        first = {utterance.document: bool(utterance.forms) for utterance in sorted(mentions, key=lambda utterance: utterance.row, reverse=True)}
        return Matter(
            topic=topic,
            pair=self.pair,
            mentions=tuple(mentions),
            raised=tuple(raised),
            named_by_other=tuple(utterance for utterance in theirs if utterance.document in self.shared),
            aside=tuple(utterance for utterance in theirs if utterance.document not in self.shared),
            elsewhere=tuple(self.elsewhere.any_of({topic})),
            open=tuple(sorted(first.keys() - met)),
            documents=tuple(sorted({utterance.document for utterance in raised})),
            raising=sum(first.values()),
            spoken=(len(first), len(named & self.shared)),
        )

    def _short_for(self, topic: Topic) -> list[Topic]:
        """The words of a phrase that alone would mean it, as its own side mostly says them in it."""
        utterances = self.own.said
        alone = [(word,) for word in topic if len(topic) > 1 and (word,) in utterances]
        return [one for one in alone if len(utterances[topic]) >= IN_PHRASE * len(utterances[one])]


def _is_kept(mentions: Sequence[Utterance]) -> bool:
    """Whether it is raised often, long and on days enough; what the other side does is not looked at."""
    raised = [utterance for utterance in mentions if utterance.forms]
    days = {utterance.day for utterance in raised if utterance.day}
    return (
        len({utterance.document for utterance in raised}) >= LEAST_RAISED
        and (max(days, default=date.min) - min(days, default=date.min)).days >= LEAST_DAYS
        and len({day.isocalendar()[:2] for day in days}) >= LEAST_WEEKS
    )


def _once(matters: Sequence[Matter]) -> list[Matter]:
    """One matter for several words that always come together: the longer phrase, then the more frequent."""
    kept: list[Matter] = []
    sizes: list[int] = []
    naming: defaultdict[int, list[int]] = defaultdict(list)
    for matter in sorted(matters, key=lambda matter: (-len(matter.topic), -len(matter.mentions), matter.topic)):
        rows = {utterance.row for utterance in matter.mentions}
        shared = Counter(one for row in rows for one in naming[row])
        if not any(both >= SAME * (len(rows) + sizes[one] - both) for one, both in shared.items()):
            for row in rows:
                naming[row].append(len(kept))
            kept.append(matter)
            sizes.append(len(rows))
    return sorted(kept, key=lambda matter: matter.topic)


def overlap(one: Matter, other: Matter) -> float:
    """Share of the smaller one's raising utterances that raise the other too, 0 … 1."""
    first, second = ({utterance.row for utterance in matter.raised} for matter in (one, other))
    return len(first & second) / max(min(len(first), len(second)), 1)


def called(matter: Matter) -> Topic:
    """The phrase under which its side mostly names it: a longer one where the word stands mostly in that."""
    if len(matter.topic) > 1:
        return matter.topic
    longer = Counter(topic for utterance in matter.mentions for topic in utterance.nouns if len(topic) > 1 and matter.topic[0] in topic)
    phrase = min(longer, key=lambda topic: (-longer[topic], topic), default=matter.topic)
    return phrase if longer[phrase] >= IN_PHRASE * len(matter.mentions) else matter.topic

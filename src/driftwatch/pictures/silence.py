"""Who raises which topic where several take part, and how often nobody of another partner takes it up."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.pictures import Raising, SilenceMap, TopicRow
from driftwatch.domain.utterances import Topic, Utterance, topic_of, written
from driftwatch.domain.words import folded_phrase
from driftwatch.pictures.sight import Sight
from driftwatch.ports import Material
from driftwatch.shared import hearings_of, pairs_of, utterances_of
from driftwatch.stages.silence import Matter, called, is_met

MOST_TOPICS = 25
MOST_STATEMENTS = 5
NAMING = 8
"""Utterances in which it is looked up how a topic is written."""
SAME_WORD, SAME_BREATH = 0.5, 0.8
"""Share of the raisings of the rarer of two topics that raise the other too, from which on they are one: where they have a word in common, else."""
_VAGUE = frozenset(topic_of([word]) for word in "change count form line list number page row run sheet step table thing".split())
"""What every programme has, and what says nothing of what is raised."""


@dataclass(slots=True)
class _Side:
    """What one partner does with a topic, document by document."""

    named: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    utterances: dict[int, Utterance] = field(default_factory=dict)

    @property
    def unanswered(self) -> set[str]:
        """Documents in which it was raised and nobody took it up."""
        return self.raised - self.met

    def add(self, utterance: Utterance) -> None:
        """An utterance that names it."""
        self.utterances[utterance.row] = utterance
        self.named.add(utterance.document)
        self.raised |= {utterance.document} if utterance.forms else set()
        self.met |= {utterance.document} if is_met(utterance) else set()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    """A topic that somebody raises again and again, with what every partner does with it."""

    matters: tuple[Matter, ...]
    sides: Mapping[str, _Side]
    raisings: frozenset[int]
    """The utterances that raise it, by their rows."""

    @classmethod
    def of(cls, matters: Sequence[Matter], utterances: Iterable[Utterance]) -> "_Topic":
        """What the matters of all pairs, and all utterances that name the topic, come to."""
        sides = _sides(matters, utterances)
        raisings = frozenset(row for side in sides.values() for row, utterance in side.utterances.items() if utterance.forms)
        return cls(matters=tuple(matters), sides=sides, raisings=raisings)

    @property
    def called(self) -> Topic:
        """The phrase under which it mostly goes."""
        return called(self._longest)

    @property
    def raised(self) -> int:
        """Raisings of all partners."""
        return sum(len(side.raised) for side in self.sides.values())

    def name(self, texts: Sequence[str]) -> str:
        """As it is mostly written; empty where nobody writes it out."""
        return written(self.called, [texts[utterance.row] for utterance in self._longest.mentions[:NAMING]])

    @property
    def _longest(self) -> Matter:
        return max(self.matters, key=lambda matter: (len(matter.mentions), matter.pair))

    def is_part_of(self, other: "_Topic") -> bool:
        """Whether it is the other one again, under one of its words or raised in the same breath."""
        shared = len(self.raisings & other.raisings) / max(min(len(self.raisings), len(other.raisings)), 1)
        return shared >= (SAME_WORD if set(self.called) & set(other.called) else SAME_BREATH)


def silence(sight: Sight) -> SilenceMap:
    """The topics with an alert, then those that are raised most, whoever raises them and whatever becomes of it."""
    material = sight.material
    shared = _shared(utterances_of(material))
    texts = [str(text) for text in material.statements.text]
    alerted = _alerted(sight)
    kept: list[_Topic] = []
    rows: dict[str, TopicRow] = {}
    for topic in sorted(_topics(material, shared), key=lambda topic: (topic.called not in alerted, -topic.raised, topic.called)):
        if len(rows) < MOST_TOPICS and (name := topic.name(texts)) and not any(topic.is_part_of(other) for other in kept):
            kept.append(topic)
            rows.setdefault(name, _row(topic, name, sight))
    return SilenceMap(rows=tuple(rows.values()), documents=len(shared))


def _topics(material: Material, shared: Collection[str]) -> list[_Topic]:
    """What is raised again and again and is a term of the programme, a phrase, or what an alert is about."""
    matters: defaultdict[Topic, list[Matter]] = defaultdict(list)
    for pair in pairs_of(material):
        for heard in hearings_of(material, pair):
            for matter in heard.matters:
                matters[matter.topic].append(matter)
    named: defaultdict[Topic, list[Utterance]] = defaultdict(list)
    for utterance in utterances_of(material):
        for topic in matters.keys() & utterance.topics if utterance.document in shared else ():
            named[topic].append(utterance)
    terms = {topic_of(words) for term in material.terms if term.tested for words in (term.words, *term.variants)} - _VAGUE
    wanted = [topic for topic in sorted(matters) if topic in terms or len(topic) > 1]
    return [_Topic.of(matters[topic], named[topic]) for topic in wanted]


def _sides(matters: Iterable[Matter], utterances: Iterable[Utterance]) -> Mapping[str, _Side]:
    """What each partner does with a topic: all utterances that name it, and those in which one who hears of it uses another word for it."""
    sides: defaultdict[str, _Side] = defaultdict(_Side)
    for utterance in utterances:
        sides[utterance.partner].add(utterance)
    for matter in matters:
        for utterance in matter.named_by_other:
            sides[utterance.partner].add(utterance)
    documents = Counter(document for side in sides.values() for document in side.named)
    for side in sides.values():
        side.met |= {document for document in side.named if documents[document] > 1}
    return dict(sides)


def _alerted(sight: Sight) -> frozenset[Topic]:
    leads = [(alert.kind, alert.subject) for alert in sight.alerts]
    told_with = [(other.kind, other.subject) for alert in sight.alerts for other in alert.merged]
    return frozenset(topic_of(folded_phrase(subject)) for kind, subject in leads + told_with if kind is AlertKind.ONE_SIDED_TOPIC)


def _row(topic: _Topic, name: str, sight: Sight) -> TopicRow:
    alerts = (sight.alert(AlertKind.ONE_SIDED_TOPIC, name, matter.pair) for matter in topic.matters)
    return TopicRow(
        topic=name,
        raisings=tuple(_raising(partner.id, topic.sides.get(partner.id, _Side()), topic, sight.material) for partner in sight.material.partners),
        alert=next((alert for alert in alerts if alert), None),
    )


def _raising(partner: str, side: _Side, topic: _Topic, material: Material) -> Raising:
    return Raising(
        partner=partner,
        documents=len(side.named),
        raised=len(side.raised),
        unanswered=len(side.unanswered),
        statements=_statements(side, topic, material),
    )


def _statements(side: _Side, topic: _Topic, material: Material) -> tuple[str, ...]:
    """Where it was raised and left open first, then where it was raised at all."""
    ranked = sorted(side.utterances.values(), key=lambda one: (not (one.forms and one.document in side.unanswered), not one.forms, one.row))
    rows = (one.row for one in ranked if written(topic.matters[0].topic, [str(material.statements.text.iloc[one.row])]))
    return tuple(str(material.statements.id.iloc[row]) for row in islice(dict.fromkeys(rows), MOST_STATEMENTS))


def _shared(utterances: Iterable[Utterance]) -> frozenset[str]:
    """Documents in which more than one partner takes part."""
    present: defaultdict[str, set[str]] = defaultdict(set)
    for utterance in utterances:
        present[utterance.document].add(utterance.partner)
    return frozenset(document for document, partners in present.items() if len(partners) > 1)

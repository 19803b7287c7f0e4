"""What checks and pictures both ask of one scan's material: found once, by whoever comes first."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from driftwatch.domain.facets import Facet
from driftwatch.domain.gate_families import FAMILIES, forms_of
from driftwatch.domain.judging import Judgement
from driftwatch.domain.ordinary import STATES
from driftwatch.domain.stance import Stance
from driftwatch.domain.utterances import Topic, Utterance, topic_of
from driftwatch.domain.words import folded_phrase
from driftwatch.ports import Contrast, Material
from driftwatch.stages.attitudes import risk_stances
from driftwatch.stages.converse import utterances
from driftwatch.stages.gate_talk import GateReader
from driftwatch.stages.links import links
from driftwatch.stages.priorities import judgements
from driftwatch.stages.silence import Hearing, hearing
from driftwatch.statistics.stances import ENOUGH_OTHERS

Gated = tuple[Contrast, frozenset[str]]
"""A gate in the form of a contrast, and the folded words that stand for it."""
Pair = tuple[str, str]


def one_voice_question(others: int) -> tuple[str, ...]:
    """What both sides may ask where one voice says nearly all of a side: given is how much remains of a side without it."""
    return ("Is what is quoted here how each side as a whole sees it?",) if others < ENOUGH_OTHERS else ()


def pairs_of(material: Material) -> list[Pair]:
    """Every two partners, by their ids."""
    return list(combinations(sorted(partner.id for partner in material.partners), 2))


def judgements_of(material: Material) -> tuple[Judgement, ...]:
    """What the partners hold dear, in the order of the statements."""
    return material.once("judgements", lambda: judgements(material.statements, material.labels, material.sides(Facet.OUTCOME)))


def risk_stances_of(material: Material) -> tuple[Stance, ...]:
    """Who would rather avoid a risk or take it, in the order of the statements."""
    return material.once("risk stances", lambda: risk_stances(material.statements, material.sides(Facet.RISK)))


def of_these_rows(material: Material, place: Callable[[int], int | None]) -> dict[str, object]:
    """What was found statement by statement, for some of the statements: `place` gives the new row of each, None of one that is left out."""
    known: dict[str, object] = {}
    for name, kind in (("judgements", Judgement), ("risk stances", Stance)):
        found = material.known.get(name)
        if isinstance(found, tuple) and all(isinstance(one, kind) for one in found):
            known[name] = tuple(replace(one, row=row) for one in found if (row := place(one.row)) is not None)
    return known


def utterances_of(material: Material) -> tuple[Utterance, ...]:
    """The turns of all documents."""
    spoken = (name for partner in material.partners for name in (partner.name, *partner.aliases, *partner.people))
    names = frozenset(word for name in spoken for word in folded_phrase(name))
    return material.once("utterances", lambda: utterances(material.statements, material.statement_vectors, names=names))


def hearings_of(material: Material, pair: Pair) -> tuple[Hearing, Hearing]:
    """What each of two partners raises towards the other."""

    def find() -> tuple[Hearing, Hearing]:
        alike = _alike(material, pair)
        return hearing(utterances_of(material), pair, alike=alike), hearing(utterances_of(material), (pair[1], pair[0]), alike=alike)

    return material.once(f"hearings {pair}", find)


def gate_reader_of(material: Material) -> GateReader:
    """Reads what is said beside gates; what it has read once it knows."""
    return material.once("gates", lambda: GateReader(material.statements, material.labels, material.partners))


def gated(contrasts: Sequence[Contrast]) -> list[Gated]:
    """Contrasts of words of state with all forms of the word; of several forms the one that is said most."""
    found: dict[tuple[Pair, frozenset[str]], Gated] = {}
    for contrast in sorted(contrasts, key=lambda each: (not each.tested, -sum(each.usages), each.term)):
        parts = frozenset(folded_phrase(contrast.term))
        own = parts & STATES
        gate = forms_of(own) if len(parts) == 1 else own
        if gate and (contrast.tested or len(parts) == 1):
            found.setdefault((contrast.partners, gate if len(parts) == 1 else parts), (contrast, gate))
    return list(found.values())


def joined_gates(material: Material, known: Sequence[Contrast], *, least: int) -> list[Gated]:
    """Gates of several words that none of the known ones stands for, which both sides name often enough."""
    words = {(contrast.partners, word) for contrast in known for word in folded_phrase(contrast.term)}
    unknown = [(pair, family) for pair in pairs_of(material) for family in FAMILIES if not any((pair, word) in words for word in family)]
    reader = gate_reader_of(material)
    return [(contrast, family) for pair, family in unknown if (contrast := reader.joined(pair, family, least=least))]


def _alike(material: Material, pair: Pair) -> Mapping[Topic, frozenset[Topic]]:
    """Other words for a topic: variants of a term, and words that somebody says are one."""
    groups = [{term.words, *term.variants} for term in material.terms if term.tested and term.variants]
    groups += [{folded_phrase(term) for term in link.terms} for link in links(material.statements, pair)]
    found: defaultdict[Topic, set[Topic]] = defaultdict(set)
    for group in groups:
        topics = {topic_of(phrase) for phrase in group if phrase}
        for topic in topics:
            found[topic] |= topics
    return {topic: frozenset(others) for topic, others in found.items()}

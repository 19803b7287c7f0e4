"""The definitions of a programme: who says that which term means what, and which pairs of partners define one term."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from driftwatch.domain.defining_form import FormWeights
from driftwatch.domain.defining_words import DefinitionKind
from driftwatch.domain.definition_contrast import DefinitionContrast, Relation, Vectors, compare_definitions
from driftwatch.domain.definitions import CERTAIN, Definition, Scope, definitions
from driftwatch.domain.said_definitions import CHARTER, DefinedTwice, SaidDefinition
from driftwatch.domain.talk import Partner
from driftwatch.domain.words import folded_phrase
from driftwatch.tables import Statements

MOST_PAIRS = 200
"""Of one term and two sides; the first said come first."""
Distortion = Callable[[str, int, int], str | None]
"""Why what stands in text[start:end] does not show how its speaker means it; None where it does."""
_APART = frozenset({Relation.CONTRADICTING, Relation.NARROWER, Relation.BROADER})
_DISTORTIONS = frozenset({"reported", "quotation", "joke", "hypothetical"})
_PARAGRAPH = re.compile(r"\n[ \t]{0,20}(?:\n|(?=[-*•\d|#]))")


def find_definitions(
    statements: Statements, form: FormWeights, *, charter: str = "", distorted: Distortion = lambda text, start, end: None, least: float = CERTAIN
) -> list[SaidDefinition]:
    """Every definition of at least this certainty, the charter's first, then in the order of the statements."""
    found = [
        SaidDefinition(words=folded_phrase(definition.term), definition=definition, partner=CHARTER, left_out=_left_out(definition, "", distorted))
        for paragraph in _PARAGRAPH.split(charter)
        for definition in definitions(paragraph, form, least=least)
    ]
    for position, row in enumerate(statements.rows()):
        found += [
            SaidDefinition(
                words=folded_phrase(definition.term),
                definition=definition,
                partner=row.partner,
                statement=position,
                speaker=row.speaker,
                document=row.document,
                said_at=row.said_at,
                left_out=_left_out(definition, row.text, distorted),
            )
            for definition in definitions(row.text, form, least=least)
        ]
    return [each for each in found if each.words]


def _left_out(definition: Definition, text: str, distorted: Distortion) -> str | None:
    if definition.asked:
        return "question"
    if definition.scope is Scope.OTHERS:
        return "reported"
    reason = distorted(text, definition.start, definition.end) if text else None
    return reason if reason in _DISTORTIONS else None


def defined_by_several(said: Sequence[SaidDefinition], *, vectors: Vectors | None = None) -> list[DefinedTwice]:
    """Every term that two sides, or one and the charter, define themselves, compared pair by pair in the order of term, sides and time."""
    by_term: defaultdict[tuple[str, ...], defaultdict[str, list[SaidDefinition]]] = defaultdict(lambda: defaultdict(list))
    for each in said:
        if each.left_out is None and each.partner is not None and each.definition.kind is not DefinitionKind.ALIAS:
            by_term[each.words][each.partner].append(each)
    found = []
    for words in sorted(by_term):
        sides = sorted(by_term[words])
        for one, other in ((one, other) for at, one in enumerate(sides) for other in sides[at + 1 :]):
            pairs = [(first, second) for first in by_term[words][one] for second in by_term[words][other]][:MOST_PAIRS]
            found += [DefinedTwice(words=words, first=first, second=second, contrast=_contrast(first, second, vectors)) for first, second in pairs]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionPoints:
    """What the definitions of one term by two partners and the charter come to, for people."""

    questions: tuple[str, ...]
    """At most one: the plainest point in which two definitions differ."""
    common_ground: tuple[str, ...]


def points_of(term: str, pair: tuple[str, str], said: Sequence[SaidDefinition], *, partners: Sequence[Partner]) -> DefinitionPoints:
    """In what the partners' definitions of a term differ from each other or from the charter's, and in what not; none that names a person."""
    names = {word for partner in partners for name in partner.people for word in folded_phrase(name)}
    phrase, sides = folded_phrase(term), (*pair, CHARTER)
    own = [each for each in said if each.words == phrase and each.partner in sides and not names & set(folded_phrase(each.definition.body))]
    defined = defined_by_several(own)
    apart = [
        difference
        for each in defined
        if each.contrast.relation in _APART
        for difference in each.contrast.differences
        if difference.first and difference.second and difference.relation in _APART
    ]
    asked = [f"One definition of “{term}” says “{each.first}”, another “{each.second}”: which shall hold?" for each in apart[:1]]
    alike = [each for each in defined if each.contrast.relation is Relation.COMPATIBLE and CHARTER not in (each.first.partner, each.second.partner)]
    agreed = [each.definition.body for each in own if each.partner == CHARTER and each.left_out is None]
    grounds = [f"both say of “{term}”: “{each.first.definition.body}”" for each in alike[:1]]
    grounds += [f"the charter says what “{term}” is: “{body}”" for body in agreed[:1]]
    return DefinitionPoints(questions=tuple(asked), common_ground=tuple(grounds))


def _contrast(first: SaidDefinition, second: SaidDefinition, vectors: Vectors | None) -> DefinitionContrast:
    one, other = first.definition, second.definition
    return compare_definitions(
        one.body,
        other.body,
        negated=(one.negated, other.negated),
        listed=DefinitionKind.LIST in (one.kind, other.kind),
        vectors=vectors,
    )

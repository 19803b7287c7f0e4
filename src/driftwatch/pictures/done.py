"""What each partner requires before something counts as done, ready or accepted: one matrix for each gate that they speak of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from driftwatch.domain.gate_matrix import Standing, matrix_of
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.pictures import CriterionRow, DoneMatrix, Mention
from driftwatch.pictures.criteria import MOST_STATEMENTS, Told, merged, told
from driftwatch.pictures.sight import Sight
from driftwatch.ports import Contrast, Material
from driftwatch.shared import gate_reader_of, gated, joined_gates

MOST_GATES = 12
MOST_CRITERIA = 12
_KINDS = (AlertKind.DONE_CRITERIA, AlertKind.TERM_MEANING)
Rows = Mapping[tuple[str, str], Mapping[str, Told]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gate:
    """A gate with what all partners who speak of it name."""

    name: str
    partners: tuple[str, ...]
    rows: Rows
    alert: str | None

    @property
    def statements(self) -> int:
        """How much is said of it."""
        return sum(len(one.statements()) for row in self.rows.values() for one in row.values())


def done(sight: Sight) -> tuple[DoneMatrix, ...]:
    """The gates with an alert first, then those of which most is said; a gate for which nobody requires anything is none."""
    by_name: defaultdict[str, list[Contrast]] = defaultdict(list)
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for contrast, said in _told(sight):
        by_name[contrast.term].append(contrast)
        found[contrast.term] += said
    gates = [_gate(name, by_name[name], merged(said), sight) for name, said in found.items()]
    asked = [gate for gate in gates if any(one.standing is Standing.REQUIRED for row in gate.rows.values() for one in row.values())]
    ranked = sorted(asked, key=lambda gate: (gate.alert is None, -gate.statements, gate.name))
    return tuple(_matrix(gate, sight.material) for gate in ranked[:MOST_GATES])


def _told(sight: Sight) -> list[tuple[Contrast, list[Told]]]:
    """Each gate of each pair of partners of which both speak often enough, and what they name."""
    material, least = sight.material, sight.detection.min_statements
    reader = gate_reader_of(material)
    own = [(reader.widened(contrast, gate), gate) for contrast, gate in gated(material.contrasts)]
    own = [(contrast, gate) for contrast, gate in own if min(map(len, contrast.rows)) >= least]
    joined = joined_gates(material, [contrast for contrast, _ in own], least=least)
    found = []
    for at, (contrast, gate) in enumerate([*own, *joined]):
        talk = reader.talk(gate, tuple(zip(contrast.partners, contrast.rows, strict=True)))
        if at < len(own) or talk.of_one_thing:
            found.append((contrast, told(matrix_of(talk.named, talk.recurring), contrast.partners)))
    return found


def _gate(name: str, contrasts: Sequence[Contrast], rows: Rows, sight: Sight) -> _Gate:
    speaking = {partner for contrast in contrasts for partner in contrast.partners}
    alerts = (sight.alert(kind, name, contrast.partners) for kind in _KINDS for contrast in contrasts)
    return _Gate(
        name=name,
        partners=tuple(partner.id for partner in sight.material.partners if partner.id in speaking),
        rows=rows,
        alert=next((alert for alert in alerts if alert), None),
    )


def _matrix(gate: _Gate, material: Material) -> DoneMatrix:
    """What is required first, then what is named most."""
    ranked = sorted(gate.rows.items(), key=lambda entry: (_standing(entry[1]) is not Standing.REQUIRED, -_count(entry[1]), entry[0]))
    return DoneMatrix(
        gate=gate.name,
        partners=gate.partners,
        rows=tuple(
            CriterionRow(criterion=criterion, level=level, mentions=tuple(_mention(partner, by_partner, material) for partner in gate.partners))
            for (criterion, level), by_partner in ranked[:MOST_CRITERIA]
        ),
        alert=gate.alert,
    )


def _mention(partner: str, by_partner: Mapping[str, Told], material: Material) -> Mention:
    if partner not in by_partner:
        return Mention(partner=partner, standing=Standing.ABSENT, count=0)
    one = by_partner[partner]
    rows = one.statements()
    ids = tuple(str(material.statements.id.iloc[row]) for row in rows[:MOST_STATEMENTS])
    return Mention(partner=partner, standing=one.standing, count=len(rows), statements=ids)


def _standing(by_partner: Mapping[str, Told]) -> Standing:
    asked = any(one.standing is Standing.REQUIRED for one in by_partner.values())
    return Standing.REQUIRED if asked else Standing.MENTIONED


def _count(by_partner: Mapping[str, Told]) -> int:
    return sum(len(one.statements()) for one in by_partner.values())

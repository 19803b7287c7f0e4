"""How a difference in criteria is told: its question, the statements that show it, how much hangs on it."""

from collections.abc import Collection

from driftwatch.domain.criteria import Criterion
from driftwatch.domain.criterion_marks import durations
from driftwatch.domain.gate_matrix import GateMatrix, Standing
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import Severity
from driftwatch.domain.talk import Register
from driftwatch.ports import Contrast, Material

MOST_ASKED = 2
"""Criteria of each side in the question."""
HIGH = 0.9


def questions(term: str, matrix: GateMatrix) -> tuple[str, ...]:
    """What to ask; how long it must have held where each side asks for a time of its own."""
    phrases = list(dict.fromkeys(phrase for side in (0, 1) for phrase in matrix.asked(side, MOST_ASKED)))
    told = f" ({', '.join(phrases)})" if phrases else ""
    asked = f"Which of these criteria{told} must hold before we both say “{term}”, and who confirms each of them?"
    lasting = next((row for row in matrix.rows if row.kind is Criterion.LASTING), None)
    if lasting is None or any(lasting.standing(side) is not Standing.REQUIRED for side in (0, 1)):
        return (asked,)
    own = [piece.text for side in (0, 1) if (piece := lasting.plainest(side)) and durations(piece.text)]
    return (asked, f"How long must it have held: “{own[0]}” or “{own[1]}”?") if len(set(own)) == 2 else (asked,)


def evidence(side: int, contrast: Contrast, matrix: GateMatrix, material: Material, *, contested: Collection[int]) -> list[int]:
    """Statements that say a criterion as a condition come first, then those that contradict the other side; those of minutes before chats."""
    own = {each.statement for row in matrix.own(side) for each in row.named[side]}
    required = {each.statement for row in matrix.own(side) for each in row.named[side] if each.required}
    order = {row: at for at, row in enumerate(contrast.rows[side])}

    def rank(row: int) -> tuple[bool, bool, bool, bool, bool, float, int]:
        chat = bool(material.statements.row(row).register == Register.CHAT)
        stated = -round(float(material.probabilities[row, LABELS.index(Label.DONE)]), 2)
        return row in contrast.against and not contested, row not in required, row not in own, row not in contested, chat, stated, order[row]

    return sorted(order, key=rank)


def crossing(contrast: Contrast, matrix: GateMatrix, material: Material) -> list[int]:
    """What does not fit: statements that name what mostly the other side asks for, then usages in the other side's sense that name any
    criterion beside the gate; none that names what its own side does, or that was given no label: talk that merely holds the word tells nothing.
    """
    own = {each.statement for side in (0, 1) for row in matrix.own(side) for each in row.named[side]}
    found: list[int] = []
    for side in (0, 1):
        asked = [row for row in matrix.own(1 - side) if row.standing(1 - side) is Standing.REQUIRED]
        found += sorted({each.statement for row in asked for each in row.named[side]})
    naming = {each.statement for row in matrix.rows for side in (0, 1) for each in row.named[side]}
    found += [row for row in contrast.against if row in naming]
    return [row for row in dict.fromkeys(found) if row not in own and material.labels[row]]


def severity(contrast: Contrast, material: Material) -> Severity:
    """By how far the usages stand out and how plainly the statements are criteria."""
    rows = [row for side in contrast.rows for row in side]
    stakes = float(material.probabilities[rows, LABELS.index(Label.DONE)].mean())
    return Severity.HIGH if contrast.z * stakes >= HIGH else Severity.MEDIUM

"""Invented talk about measures: documents of lines "A: …" and "B: …", one every two weeks."""

from datetime import UTC, datetime, timedelta

import numpy as np

from driftwatch.domain.talk import Partner
from driftwatch.ports import Material
from driftwatch.tables import Statements, Usages

PARTNERS = (
    Partner(id="alder", name="Alder Works", people=("Ines Maro",)),
    Partner(id="birch", name="Birch Line", people=("Tom Okoro",)),
    Partner(id="cedar", name="Cedar Lab", people=("Mira Voss",)),
)
_SIDES = {"A": "alder", "B": "birch", "C": "cedar"}


def measured(*documents: str, charter: str = "", partners: tuple[Partner, ...] = PARTNERS[:2]) -> Material:
    """Minutes and chats in turn; two people speak for each partner."""
    rows = []
    for number, document in enumerate(documents):
        for position, line in enumerate(document.strip().splitlines()):
            side, text = line.strip().split(": ", 1)
            partner, name = _SIDES[side], f"d{number:02}"
            said_at = datetime(2026, 1, 5, 9, position, tzinfo=UTC) + timedelta(days=14 * number)
            voice, register = f"{partner} {number % 2}", "chat" if number % 2 else "minutes"
            rows.append(
                (f"{name}:{position}", text, partner, voice, said_at, f"{name}.md", f"line {position + 1}", name, register, None, None, position, 0)
            )
    said = Statements.of(rows)
    return Material(
        partners=partners,
        statements=said,
        probabilities=np.full((len(said), 7), 0.3, dtype=np.float32),
        labels=[()] * len(said),
        usages=Usages.of([]),
        charter=charter,
    )

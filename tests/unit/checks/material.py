"""Material for checks, from statements and the contrast of one term."""

from dataclasses import replace

import numpy as np

from driftwatch.domain.talk import Partner
from driftwatch.ports import Contrast, Material
from driftwatch.tables import Statements, Usages

PARTNERS = (Partner(id="alder", name="Alder Works", people=("Ines Maro",)), Partner(id="birch", name="Birch Line", people=("Tom Okoro",)))

STRONG = Contrast(
    term="result",
    term_like=True,
    tested=True,
    partners=("alder", "birch"),
    usages=(12, 12),
    documents=(8, 8),
    distance=0.12,
    p_value=0.0005,
    smallest_p=0.0001,
    z=4.0,
    interval=(0.06, 0.18),
    within=0.03,
    sensitive=True,
    rows=((), ()),
    against=(),
    kept_without_speaker=0.8,
    others=5,
    several_voices=True,
)


def material(said: Statements, *contrasts: Contrast) -> Material:
    """The statements with contrasts whose rows are all statements of each side."""
    rows = tuple(tuple(n for n, partner in enumerate(said.partner) if partner == side) for side in ("alder", "birch"))
    return Material(
        partners=PARTNERS,
        statements=said,
        probabilities=np.full((len(said), 7), 0.3, dtype=np.float32),
        labels=[()] * len(said),
        usages=Usages.of([]),
        contrasts=[replace(contrast, rows=rows) for contrast in contrasts],
    )

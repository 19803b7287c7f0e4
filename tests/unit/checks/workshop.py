"""An invented programme for risk posture: a puppet theatre and its town hall, who speak of a flying puppet and of other things."""

from datetime import UTC, datetime, timedelta

import numpy as np

from driftwatch.domain.talk import Partner
from driftwatch.ports import Material
from driftwatch.some_rows import SomeRows
from driftwatch.tables import Statements, Usages

PARTNERS = (Partner(id="guild", name="Strings Guild", people=("Ana Brisk",)), Partner(id="hall", name="Town Hall", people=("Leo Marsh",)))
BOLD = (
    "Let's try the flying puppet over the crowd and see what breaks.",
    "If the flying puppet falls, it falls, and we learn how it falls.",
    "I can live with a broken flying puppet or two.",
    "I'd take a wobbly flying puppet in May over a perfect one next year.",
    "We learn more from one crash of the flying puppet than from a year of drawings.",
    "No need to wait for a permit with the flying puppet, we can always go back.",
    "Worst case the flying puppet is a joke for an hour.",
    "A torn wing of the flying puppet is no tragedy, we mend it on the way.",
)
CAREFUL = (
    "No flying puppet goes up over people without the inspector's signature.",
    "I won't risk the square for a flying puppet.",
    "One fall of the flying puppet and nobody comes to the square again.",
    "I'd cancel the fair before I'd hang a flying puppet over children.",
    "We have no appetite for a flying puppet that drops.",
    "A flying puppet on somebody's head would cost us the licence.",
    "I would rather lose the evening than see the flying puppet come down.",
    "Let us play it safe with the flying puppet.",
)
PLAIN = ("The posters are at the printer's.", "Tickets cost four crowns.", "The van comes at nine.", "Rehearsal is on Tuesday in the hall.")


def programme(said, *, partners=PARTNERS, topics=None):
    """Material of (partner, speaker, text, document), dated by document; `topics` gives each statement's direction, one for all by default."""
    rows = [
        (
            f"s{number:03d}",
            text,
            partner,
            speaker,
            datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=7 * document),
            f"m{document}.md",
            f"line {number}",
            f"m{document}",
            "minutes",
            None,
            None,
            number,
            0,
        )
        for number, (partner, speaker, text, document) in enumerate(said)
    ]
    statements = Statements.of(rows)
    return Material(
        partners=partners,
        statements=statements,
        probabilities=np.full((len(rows), 7), 0.5, dtype=np.float32),
        labels=[()] * len(rows),
        usages=Usages.of([]),
        statement_vectors=vectors(statements, topics),
    )


def vectors(statements, topics=None):
    """One direction for every subject, with a little of its own for every statement; everyday matter goes in all directions."""
    rng = np.random.default_rng(5)
    found = rng.normal(0.0, 0.02, size=(len(statements), 64))
    for row, text in enumerate(statements.text):
        found[row, topics[row] if topics else (2 + row % 60 if text in PLAIN else 0)] += 1.0
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return SomeRows.of(np.arange(len(found)), found.astype(np.float32), among=len(found))


def divided(*, bold="guild", careful="hall", plain=True):
    """Each side says one thing a document, in eight documents, by two speakers, with everyday matter between."""
    said = []
    for document, (one, other) in enumerate(zip(BOLD, CAREFUL, strict=True)):
        said.append((bold, f"{bold} {document % 2}", one, document))
        said += [(bold, f"{bold} 0", PLAIN[document % 4], document), (careful, f"{careful} 1", PLAIN[(document + 1) % 4], document)] * plain
        said.append((careful, f"{careful} {document % 2}", other, document))
        said += [(careful, f"{careful} 0", PLAIN[(document + 2) % 4], document)] * plain
    return said

"""Dated usages of terms by two partners, with vectors that say which sense each is in."""

from datetime import UTC, datetime, timedelta

import numpy as np

from driftwatch.tables import Statements, Usages

START = datetime(2025, 1, 6, 10, tzinfo=UTC)


def said(*rows, seed=0, dimensions=24):
    """Statements, usages and unit vectors from (term, partner, week, sense) each, or with a speaker as fifth; sense is 0 … 1, document the week's.

    A week of None leaves the statement without a date.
    """
    rng = np.random.default_rng(seed)
    statements, usages, vectors = [], [], rng.normal(size=(len(rows), dimensions))
    axes = {term: n for n, term in enumerate(sorted({row[0] for row in rows}))}
    for place, (term, partner, week, sense, *rest) in enumerate(rows):
        document = f"week {week}" if week is not None else "undated"
        at = None if week is None else START + timedelta(weeks=week)
        speaker = rest[0] if rest else f"{partner} {place % 7}"
        text, where = f"{term} in sense {sense}", (f"{document}.md", "line 1", document, "minutes", None, None, 0, 0)
        statements.append((f"s{place:04}", text, partner, speaker, at, *where))
        usages.append((term, place, 0, len(term), partner, document, None))
        vectors[place, axes[term] % dimensions] += 5.0 * (sense - 0.5)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Statements.of(statements), Usages.of(usages), vectors.astype(np.float32)


def usages_of(term, partner, senses, **others):
    """One usage a week, in these senses."""
    return [(term, partner, week, sense, *others.values()) for week, sense in enumerate(senses)]

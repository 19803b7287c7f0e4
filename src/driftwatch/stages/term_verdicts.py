"""What became of each compared term, and of those that somebody asks for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from driftwatch.domain.meaning import Finding, Judged, Verdict
from driftwatch.domain.words import folded_phrase
from driftwatch.ports import Contrast, Material
from driftwatch.records import TermRecord


def term_records(contrasts: Sequence[Contrast], judged: Sequence[Judged]) -> tuple[TermRecord, ...]:
    """Every term that was compared, with what became of it."""
    verdicts = {(entry.finding.subject, entry.finding.partners): entry for entry in judged if is_term(entry.finding)}
    found = [
        TermRecord(
            term=one.term,
            partners=one.partners,
            n=one.usages,
            divergence=round(one.distance, 6),
            p_value=entry.finding.p_value if entry else None,
            q_value=entry.q_value if entry else None,
            verdict=entry.verdict if entry else Verdict.INSUFFICIENT,
            smallest_shift=one.smallest_shift,
            glosses=(entry.finding.positions[0].summary, entry.finding.positions[1].summary) if entry else None,
        )
        for one in contrasts
        if (entry := verdicts.get((one.term, one.partners))) or (one.term_like and not one.tested)
    ]
    return tuple(sorted(found, key=lambda record: (record.term, record.partners)))


def wanted_terms(records: Sequence[TermRecord], wanted: Sequence[str], material: Material) -> tuple[TermRecord, ...]:
    """A record for each term asked for, in the order and as it was written, and each pair of partners."""
    spelled: dict[tuple[str, ...], str] = {}
    for term in wanted:
        spelled.setdefault(folded_phrase(term), term)
    known = {(folded_phrase(record.term), record.partners): record for record in records}
    usages = Counter((usage.term, usage.partner) for usage in material.usages.rows() if usage.distorted is None)
    found = []
    for term in dict.fromkeys(wanted):
        same = spelled[folded_phrase(term)]
        for a, b in combinations(sorted(partner.id for partner in material.partners), 2):
            record = known.get((folded_phrase(term), (a, b))) if folded_phrase(term) else None
            none = TermRecord(
                term=term,
                partners=(a, b),
                n=(usages[same, a], usages[same, b]),
                divergence=None,
                p_value=None,
                q_value=None,
                verdict=Verdict.INSUFFICIENT,
            )
            found.append(replace(record, term=term) if record else none)
    return tuple(found)


def is_term(finding: Finding) -> bool:
    """Whether its subject is a compared term."""
    return finding.kind in ("term_meaning", "done_criteria") and not (finding.effect is not None and finding.effect.of_counts)

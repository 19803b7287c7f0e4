"""Several findings on one matter are one alert that says so: a term, its target and its gate are not three quarrels.

Two alerts are of one matter where their partners are the same (or those of one are among the other's), both are open or both
settled, and their subjects are the same, or overlap and a quote is shared, or two quotes are shared. Which of them leads hangs on
their kinds and ids alone, and on which of them people know already: never on scores, so that a rescan does not change it.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from driftwatch.domain.alerts import Alert, Matter
from driftwatch.domain.meaning import COUNTS, AlertKind, Severity
from driftwatch.domain.ordinary import GRAMMAR
from driftwatch.domain.words import folded_phrase

MOST_QUESTIONS = 3
SHARED_QUOTES = 2
_SEVERITIES = tuple(Severity)
_LEADS = (
    AlertKind.METRIC_TARGET,
    AlertKind.DONE_CRITERIA,
    AlertKind.COMMITMENT_BALANCE,
    AlertKind.PROCESS_MISMATCH,
    AlertKind.CHARTER_DRIFT,
    AlertKind.TERM_MEANING,
    AlertKind.TERM_VARIANT,
    AlertKind.RISK_POSTURE,
    AlertKind.GOAL_PRIORITY,
    AlertKind.TIME_DRIFT,
    AlertKind.ONE_SIDED_TOPIC,
)
"""The more concrete leads: what two sides would have to write down differently."""


def merged(alerts: Sequence[Alert], *, formerly: Collection[str] = ()) -> tuple[Alert, ...]:
    """The alerts with those of one matter as one, in the order of their leads; `formerly` are the ids of alerts that people know."""
    order = sorted(alerts, key=lambda alert: (alert.id not in formerly, _place(alert), alert.id))
    groups: list[list[Alert]] = []
    for alert in order:
        group = next((group for group in groups if _of_one_matter(group[0], alert)), None)
        if group is None:
            groups.append([alert])
        else:
            group.append(alert)
    return tuple(_one(group) for group in groups)


def _place(alert: Alert) -> float:
    """Among the leads; counts of one noun that lie far apart stand behind its meaning: they most likely differ since the word does."""
    counted = alert.effect is not None and alert.effect.measure == COUNTS
    return _LEADS.index(AlertKind.TERM_MEANING) + 0.5 if counted else float(_LEADS.index(alert.kind))


def _of_one_matter(lead: Alert, other: Alert) -> bool:
    partners, others = set(lead.partners), set(other.partners)
    if (lead.status != other.status) or not (partners <= others or others <= partners) or lead.kind == other.kind:
        return False
    first, second = _content(lead.subject), _content(other.subject)
    quotes = {piece.statement_id for piece in lead.evidence} & {piece.statement_id for piece in other.evidence}
    if len(quotes) >= SHARED_QUOTES or (first and first == second):
        return True
    return bool(quotes) and 2 * len(first & second) >= min(len(first), len(second)) > 0


def _content(subject: str) -> frozenset[str]:
    return frozenset(folded_phrase(subject)) - GRAMMAR


def _one(group: Sequence[Alert]) -> Alert:
    """The lead, as severe and as sure as any of them, with the others' questions behind its own."""
    lead, others = group[0], group[1:]
    if not others:
        return lead
    return replace(
        lead,
        severity=max((alert.severity for alert in group), key=_SEVERITIES.index),
        confidence=max(alert.confidence for alert in group),
        first_seen=min((alert.first_seen for alert in group if alert.first_seen), default=None),
        last_seen=max((alert.last_seen for alert in group if alert.last_seen), default=None),
        questions=tuple(dict.fromkeys([*lead.questions, *(alert.questions[0] for alert in others if alert.questions)]))[:MOST_QUESTIONS],
        merged=tuple(Matter(kind=alert.kind, subject=alert.subject, title=alert.title) for alert in others),
    )

"""Several findings on one matter are one alert that says so: a term, its target and its gate are not three quarrels.

Two alerts are of one matter where their partners are the same (or those of one are among the other's), both are open or both
settled, people have put aside both or neither (what is new would be hidden under what they agreed to), and their subjects are the
same, or overlap and a quote is shared, or two quotes are shared. The subject of an attitude to risk is merely what is mostly named around it:
there a quote must be shared as well. Which of them leads hangs on their kinds and ids alone, and on
which of them people know already: never on scores, so that a rescan does not change it.
Each of them stays an alert of its own with an id of its own: a group can be taken apart again (alerts.linking).
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from driftwatch.domain.alerts import Alert, AlertStatus, Matter
from driftwatch.domain.groups import Group, Member
from driftwatch.domain.meaning import AlertKind, Severity
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


def grouped(alerts: Sequence[Alert], *, formerly: Collection[str] = (), aside: Collection[str] = ()) -> tuple[Group, ...]:
    """The alerts with those of one matter in one group, in the order of their leads.

    `formerly` are the ids of alerts that people know, `aside` of those that people have put aside.
    """
    groups: list[Group] = []
    for alert in sorted(alerts, key=lambda alert: (alert.id not in formerly, *place(alert))):
        found = next(((at, why) for at, group in enumerate(groups) if (why := _why_one(group.lead, alert, aside))), None)
        if found is None:
            groups.append(Group(lead=alert))
        else:
            at, why = found
            groups[at] = replace(groups[at], others=(*groups[at].others, Member(alert=alert, why=why)))
    return tuple(groups)


def told(group: Group) -> Alert:
    """The lead, as severe and as sure as any of them, with the others' questions behind its own."""
    lead, others, every = group.lead, group.others, group.alerts
    if not others:
        return lead
    return replace(
        lead,
        severity=max((alert.severity for alert in every), key=_SEVERITIES.index),
        confidence=max(alert.confidence for alert in every),
        first_seen=min((alert.first_seen for alert in every if alert.first_seen), default=None),
        last_seen=max((alert.last_seen for alert in every if alert.last_seen), default=None),
        questions=tuple(dict.fromkeys([*lead.questions, *(other.alert.questions[0] for other in others if other.alert.questions)]))[:MOST_QUESTIONS],
        merged=tuple(_matter(other) for other in others),
        windows=max((alert.windows for alert in every), key=lambda windows: windows.count),
        reserved=tuple(dict.fromkeys(entry for alert in every for entry in alert.reserved)),
    )


def place(alert: Alert) -> tuple[float, str]:
    """Which leads: the more concrete kind, then the id."""
    return _place(alert), alert.id


def _place(alert: Alert) -> float:
    """Among the leads; counts of one noun that lie far apart stand behind its meaning: they most likely differ since the word does."""
    counted = alert.effect is not None and alert.effect.of_counts
    return _LEADS.index(AlertKind.TERM_MEANING) + 0.5 if counted else float(_LEADS.index(alert.kind))


def _why_one(lead: Alert, other: Alert, aside: Collection[str]) -> str:
    """Why the two are one matter; empty where they are two."""
    partners, others = set(lead.partners), set(other.partners)
    if (lead.status != other.status) or not (partners <= others or others <= partners) or lead.kind == other.kind:
        return ""
    if lead.status is AlertStatus.OPEN and (lead.id in aside) is not (other.id in aside):
        return ""
    first, second = _content(lead.subject), _content(other.subject)
    quotes = {piece.statement_id for piece in lead.evidence} & {piece.statement_id for piece in other.evidence}
    if len(quotes) >= SHARED_QUOTES:
        return f"they share {len(quotes)} quotes"
    if first and first == second and (quotes or AlertKind.RISK_POSTURE not in (lead.kind, other.kind)):
        return "they have the same subject"
    return "their subjects overlap and they share a quote" if quotes and 2 * len(first & second) >= min(len(first), len(second)) > 0 else ""


def _content(subject: str) -> frozenset[str]:
    return frozenset(folded_phrase(subject)) - GRAMMAR


def _matter(member: Member) -> Matter:
    alert = member.alert
    return Matter(kind=alert.kind, subject=alert.subject, title=alert.title, id=alert.id, why=member.why)

"""What is new since the scan before, and what got closer: the two lists of the first screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from driftwatch.domain.alerts import Alert, AlertStatus, BaselineState, Substatus
from driftwatch.report.standing import UNSETTLED, Told
from driftwatch.report.wording import SUBSTATUS_WORDS, counted

MOST_TOLD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiding:
    """One line that leads to its card."""

    title: str
    link: str
    """Empty where the report has no room for the card."""
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidings:
    """A list with what is said where it is empty or too long."""

    lines: tuple[Tiding, ...]
    more: str
    nothing: str


def new_tidings(alerts: Sequence[Alert], told: Told | None, links: Mapping[str, str]) -> Tidings:
    """Differences that were not told before, that are graver than before, or that are back."""
    waiting = [alert for alert in alerts if alert.status in UNSETTLED]
    if told is None:
        number = counted(len(waiting), "difference")
        return Tidings(
            lines=(), more="", nothing=f"This is the first report of the programme: its {number} {'is' if len(waiting) == 1 else 'are'} new."
        )
    found = [(alert, "new") for alert in waiting if alert.id not in told]
    graver = [alert for alert in waiting if alert.id in told and alert.substatus in (Substatus.ESCALATING, Substatus.REGRESSED)]
    return _told([*found, *((alert, SUBSTATUS_WORDS[alert.substatus]) for alert in graver)], links, nothing="Nothing new since the report before.")


def closer_tidings(alerts: Sequence[Alert], told: Told | None, links: Mapping[str, str]) -> Tidings:
    """Differences that narrow, that are not seen any more, or that were resolved or agreed since."""
    found = []
    for alert in alerts:
        settled = alert.status in (AlertStatus.RESOLVED, AlertStatus.AGREED)
        if settled and (told is None or told.get(alert.id) is not alert.status):
            found.append((alert, "resolved" if alert.status is AlertStatus.RESOLVED else "agreed difference"))
        elif alert.status in UNSETTLED and alert.substatus is Substatus.NARROWING:
            found.append((alert, SUBSTATUS_WORDS[alert.substatus]))
        elif alert.status in UNSETTLED and alert.baseline_state is BaselineState.ABSENT:
            found.append((alert, "not seen in the latest week"))
    return _told(found, links, nothing="Nothing could be seen to have got closer.")


def _told(found: Sequence[tuple[Alert, str]], links: Mapping[str, str], *, nothing: str) -> Tidings:
    lines = tuple(Tiding(title=alert.title, link=links.get(alert.id, ""), what=what) for alert, what in found[:MOST_TOLD])
    more = len(found) - MOST_TOLD
    return Tidings(lines=lines, more=f"and {more:,} more" if more > 0 else "", nothing="" if found else nothing)

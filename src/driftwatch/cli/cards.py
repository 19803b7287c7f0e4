"""One alert as text."""

import shutil
import textwrap
from collections.abc import Mapping, Sequence

from driftwatch.domain.alerts import Alert, AlertEvent, BaselineState, Evidence, Matter
from driftwatch.report.wording import KIND_NAMES, STATUS_WORDS, SUBSTATUS_WORDS, WHY_IT_MATTERS, day, figure, likelihood, one_line, windows_words

WIDEST = 100


def card_text(alert: Alert, history: Sequence[AlertEvent], names: Mapping[str, str]) -> str:
    """The alert with both sides in parallel; `names` are the partners' names by id."""
    blocks = [
        [
            f"{alert.id} · {KIND_NAMES[alert.kind]} · {alert.severity.value} severity · {STATUS_WORDS[alert.status]}",
            *_wrapped(alert.title),
            *_wrapped(_how_sure(alert)),
            *_wrapped(_course(alert)),
        ],
        *(_side(alert, place, names) for place in range(len(alert.sides))),
        _listed("Common ground", alert.common_ground),
        _listed("Also seen on the same matter", [_matter(other) for other in alert.merged]),
        _listed("A question to ask", alert.questions),
        [*_wrapped(f"Why it matters: {WHY_IT_MATTERS[alert.kind]}"), *_wrapped(f"It clears when {alert.clears_when}." if alert.clears_when else "")],
        [f"Speaks against it: {_against(alert)}"],
        _listed("History", [_event(event) for event in history]),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _how_sure(alert: Alert) -> str:
    tests = "".join(f", {name} = {figure(value)}" for name, value in (("p", alert.p_value), ("q", alert.q_value)) if value is not None)
    seen = f"; {day(alert.first_seen)} to {day(alert.last_seen)}" if alert.first_seen and alert.last_seen else ""
    return f"How sure: {likelihood(alert.confidence)} ({figure(alert.confidence)}){tests}{seen}"


def _course(alert: Alert) -> str:
    """Which way it goes, and on how many weeks that rests."""
    parts = [SUBSTATUS_WORDS[alert.substatus], windows_words(alert)]
    if alert.baseline_state is BaselineState.ABSENT:
        parts = ["not found in the last week that was looked at; it is cleared when it stays so"]
    told = [f"told with {alert.lead}"] if alert.lead else []
    return f"How it goes: {'; '.join(part for part in [*parts, *told] if part)}"


def _side(alert: Alert, place: int, names: Mapping[str, str]) -> list[str]:
    side = alert.sides[place]
    lines = [f"{one_line(names.get(side.partner, side.partner))} ({side.statements:,} statements)", *_wrapped(side.summary, indent="  ")]
    return [*lines, *(line for piece in alert.evidence_of(place) for line in _quote(piece))]


def _quote(piece: Evidence) -> list[str]:
    said = day(piece.said_at) if piece.said_at else "no date"
    return [*_wrapped(f"“{piece.quote}”", indent="    "), f"      {one_line(piece.source)}, {piece.locator}, {said}"]


def _matter(other: Matter) -> str:
    why = f" ({other.id}: {other.why})" if other.id else ""
    return f"{KIND_NAMES[other.kind]}: {other.title}{why}"


def _against(alert: Alert) -> str:
    if not alert.against:
        return "nothing that was found"
    return f"{len(alert.against)} {'statement' if len(alert.against) == 1 else 'statements'}; `--json` and report.html name them"


def _event(event: AlertEvent) -> str:
    until = f" until {event.until}" if event.until else ""
    return f"{event.at.isoformat(sep=' ', timespec='minutes')} {event.action}{until} by {event.actor}{f': {event.reason}' if event.reason else ''}"


def _listed(head: str, entries: Sequence[str]) -> list[str]:
    return [f"{head}:", *(line for entry in entries for line in _wrapped(entry, indent="  "))] if entries else []


def _wrapped(text: str, *, indent: str = "") -> list[str]:
    width = min(shutil.get_terminal_size().columns, WIDEST)
    return textwrap.wrap(one_line(text), width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)

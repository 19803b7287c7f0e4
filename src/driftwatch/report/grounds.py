"""What an alert rests on and hangs together with: documents, speakers, the charter, other findings, and who may read its quotes."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from driftwatch.domain.alerts import Alert, AlertStatus, BaselineState
from driftwatch.domain.pictures import HappeningKind, Landmark, Pictures
from driftwatch.domain.talk import Register
from driftwatch.report.wording import KIND_NAMES, counted, day, joined, windows_words

if TYPE_CHECKING:
    from driftwatch.report.cards import Context

ENOUGH_SPEAKERS = 5
"""Speakers of a side from which on their number says nothing about any of them."""
PRIVATE = {Register.CHAT.value: "chat message", Register.MAIL.value: "mail passage", Register.TRANSCRIPT.value: "transcript passage"}
_CLAUSE = re.compile(r"clause ([A-Z0-9][\w.()]{0,11})(?: \(“([^”]{1,400})”\))?")


def clauses(alert: Alert, charter: Sequence[str]) -> str:
    """The clauses of the charter that the alert names, with their words where it quotes them; that it names none, where a charter is known."""
    told = [alert.title, *alert.questions, *alert.common_ground, *(side.summary for side in alert.sides), *(other.title for other in alert.merged)]
    found: dict[str, str] = {}
    for written, words in (match for text in told for match in _CLAUSE.findall(text)):
        number = written.rstrip(".)")
        found[number] = found.get(number) or words
    named = "; ".join(f"clause {number}: “{words}”" if words else f"clause {number}" for number, words in found.items())
    return named or ("no clause is named in what was found" if charter else "")


def basis(alert: Alert, context: "Context", pictures: Pictures) -> str:
    """Statements, documents and speakers, the last only as five or more."""
    sources = {piece.source for piece in alert.evidence if piece.source}
    numbers = " + ".join(f"{side.statements:,}" for side in alert.sides)
    parts = [f"{numbers} statements", f"quoted from {counted(len(sources), 'document')}" if sources else "", _voices(alert, context, pictures)]
    return " · ".join(part for part in parts if part)


def _voices(alert: Alert, context: "Context", pictures: Pictures) -> str:
    """Of how many speakers, where every statement of a side is known or five are known already."""
    known = _behind(alert, pictures)
    told = []
    for side in alert.sides:
        records = [context.statements[statement] for statement in known.get(side.partner, ()) if statement in context.statements]
        speakers = len({record.speaker for record in records if record.speaker})
        if speakers < ENOUGH_SPEAKERS and len(records) < side.statements:
            return ""
        told.append(f"{ENOUGH_SPEAKERS} or more" if speakers >= ENOUGH_SPEAKERS else f"fewer than {ENOUGH_SPEAKERS}")
    if len(set(told)) == 1:
        return f"{told[0]} speakers on each side"
    return f"speakers: {joined([f'{context.name(side.partner)} {words}' for side, words in zip(alert.sides, told, strict=True)])}"


def _behind(alert: Alert, pictures: Pictures) -> dict[str, set[str]]:
    """Partner -> the statements that are known to stand behind its side."""
    found: dict[str, set[str]] = {partner: set() for partner in alert.partners}
    pairs = [(piece.partner, piece.statement_id) for piece in alert.evidence]
    pairs += [(point.partner, point.statement) for term in pictures.terms if term.alert == alert.id for point in term.points]
    pairs += [
        (mention.partner, statement)
        for matrix in pictures.done
        if matrix.alert == alert.id
        for row in matrix.rows
        for mention in row.mentions
        for statement in mention.statements
    ]
    raisings = [raising for row in pictures.silence.rows if row.alert == alert.id for raising in row.raisings]
    pairs += [(raising.partner, statement) for raising in raisings for statement in raising.statements]
    for partner, statement in pairs:
        found.setdefault(partner, set()).add(statement)
    return found


def linked(alert: Alert, landmarks: Sequence[Landmark]) -> tuple[str, ...]:
    """What else was found on the matter and why it is told here; what was agreed; which dates wait for it."""
    others = [f"{KIND_NAMES[other.kind]}: {other.title}{f' (told here because {other.why})' if other.why else ''}" for other in alert.merged]
    own = sorted((mark for mark in landmarks if mark.alert == alert.id), key=lambda mark: (mark.on, mark.what))
    told = [f"{day(mark.on)}: {mark.what}" for mark in own if mark.kind in (HappeningKind.AGREEMENT, HappeningKind.GATE)]
    return (*others, *told)


def since(alert: Alert, window: str) -> str:
    """First evidence, in how many weeks it was said, and in which week it was raised where that is this one."""
    if alert.first_seen is None or alert.last_seen is None:
        return "The statements carry no dates."
    counted_windows = windows_words(alert)
    said = f" It was {counted_windows}." if counted_windows else ""
    raised = f" Raised first with the statements up to week {window.partition('-W')[2]} of {window[:4]}." if _is_new(alert, window) else ""
    if alert.first_seen == alert.last_seen:
        return f"All evidence is from {day(alert.first_seen)}.{said}{raised}"
    ended = "last" if alert.status is AlertStatus.RESOLVED else "latest"
    return f"First evidence {day(alert.first_seen)}, {ended} {day(alert.last_seen)}.{said}{raised}"


def _is_new(alert: Alert, window: str) -> bool:
    return alert.baseline_state is BaselineState.NEW and "-W" in window


def readers(alert: Alert, context: "Context") -> str:
    """Which of its quotes may go where."""
    cited = [context.statements[piece.statement_id] for piece in alert.evidence if piece.statement_id in context.statements and piece.quote]
    private = Counter(record.register for record in cited if record.register in PRIVATE)
    own = sorted({record.own.partner for record in cited if record.own is not None})
    open_ones = sum(record.register not in PRIVATE and record.own is None for record in cited)
    parts = [f"{counted(open_ones, 'quote')} from joint minutes and documents may be passed on"] if open_ones else []
    if private:
        named = joined([counted(private[register], noun) for register, noun in PRIVATE.items() if private[register]])
        parts.append(f"{named}: only for people who may read those sources, and never in the mail")
    parts += [f"from sources of {context.name(partner)} alone: only for that side" for partner in own]
    return "; ".join(parts)

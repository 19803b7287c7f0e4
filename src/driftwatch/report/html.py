"""The report: one HTML file that works offline, on a phone and on paper."""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import jinja2

from driftwatch.domain.alerts import Alert
from driftwatch.domain.talk import Register
from driftwatch.records import ScanRecord, StatementRecord
from driftwatch.report.cards import MARKS, Card, Context, card
from driftwatch.report.charts import Strip, strip, strip_scale, timeline
from driftwatch.report.inputs import URGENCY, coverage_row, file_row, span, unchecked
from driftwatch.report.standing import UNSETTLED, Told, standing, unsettled, weight
from driftwatch.report.verdict import trust, verdict
from driftwatch.report.wording import PURPOSE, counted, day, joined, one_line

LARGEST_REPORT = 2_000_000
"""Bytes; a report that comes out longer is rendered again with fewer cards and rows, and says so."""
_PRIVATE = {Register.CHAT.value: "chat message", Register.MAIL.value: "mail passage", Register.TRANSCRIPT.value: "transcript passage"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much is shown in full; the rest is listed or counted."""

    cards: int
    files: int
    coverage: int


_ROOMS = tuple(Room(cards=cards, files=files, coverage=files) for cards, files in ((80, 1000), (40, 500), (20, 200), (8, 60), (2, 20)))


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """One line of the drawing of all effects; effects of one measure share a scale."""

    subject: str
    anchor: str
    strip: Strip
    q_value: str


def render_report(scan: ScanRecord, *, told: Told | None = None, charter: Sequence[str] = ()) -> str:
    """The whole report; `told` holds the alerts of the scan before, to mark what is new, `charter` the baseline's paths."""
    page = ""
    for room in _ROOMS:
        page = _page(scan, told=told, charter=charter, room=room)
        if len(page.encode()) <= LARGEST_REPORT:
            break
    return page


def _page(scan: ScanRecord, *, told: Told | None, charter: Sequence[str], room: Room) -> str:
    environment = _environment()
    style, script = (environment.get_template(name).render() for name in ("report.css", "report.js"))
    context = Context(partners=scan.partners, statements=_cited(scan), told=told)
    counts = standing(scan, told=told)
    alerts = _in_order(scan.outcome.alerts)
    cards = [card(alert, context, place=place) for place, alert in enumerate(alerts[: room.cards])]
    files = sorted(scan.files, key=lambda file: (URGENCY.index(file.status), file.source))
    run = scan.outcome.run
    page = environment.get_template("report.html").render(
        style_hash=_digest(style),
        script_hash=_digest(script),
        programme=one_line(scan.outcome.programme),
        partners=[(partner.name, MARKS[place % len(MARKS)], place % len(MARKS) + 1) for place, partner in enumerate(scan.partners)],
        charter=joined(list(charter)),
        span=span(scan.files),
        verdict=verdict(scan, counts),
        trust=trust(scan, counts),
        counts=counts,
        private=_private(alerts[: room.cards], context.statements),
        cards=cards,
        listed=[(alert.id, alert.title, alert.severity.value) for alert in alerts[room.cards : room.cards * 5]],
        beyond=max(0, len(alerts) - room.cards * 5),
        effects=_effects(alerts[: room.cards], cards),
        timeline=timeline(scan.statements, scan.partners),
        coverage=[coverage_row(row, context) for row in scan.outcome.coverage[: room.coverage]],
        coverage_beyond=max(0, len(scan.outcome.coverage) - room.coverage),
        unchecked="; ".join(unchecked(scan.outcome.coverage)),
        files=[file_row(file) for file in files[: room.files]],
        files_beyond=max(0, len(files) - room.files),
        run=run,
        run_at=f"{day(run.at)}, {run.at:%H:%M} ({run.at:%Z})",
        purpose=PURPOSE,
    )
    return page + "\n"


@cache
def _environment() -> jinja2.Environment:
    """What comes from outside is escaped; a name that the template is not given is an error."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("driftwatch.report"),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _digest(text: str) -> str:
    """The hash by which the page's own policy admits this style or script and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _in_order(alerts: Sequence[Alert]) -> list[Alert]:
    return [*unsettled(alerts), *sorted((alert for alert in alerts if alert.status not in UNSETTLED), key=weight)]


def _cited(scan: ScanRecord) -> Mapping[str, StatementRecord]:
    """The statements that an alert names, as evidence or against it."""
    wanted = {piece.statement_id for alert in scan.outcome.alerts for piece in alert.evidence}
    wanted.update(statement for alert in scan.outcome.alerts for statement in alert.against)
    return {statement.id: statement for statement in scan.statements if statement.id in wanted}


def _private(alerts: Sequence[Alert], statements: Mapping[str, StatementRecord]) -> str:
    """How many quotes come from chats, mails and transcripts: `6 chat messages and 2 mail passages`."""
    cited = {identifier for alert in alerts for identifier in (*(piece.statement_id for piece in alert.evidence), *alert.against)}
    found = Counter(statements[identifier].register for identifier in cited if identifier in statements)
    return joined([counted(found[register], noun) for register, noun in _PRIVATE.items() if found[register]])


def _effects(alerts: Sequence[Alert], cards: Sequence[Card]) -> list[tuple[str, list[EffectRow]]]:
    """The effects by measure, the largest first."""
    measured = [(alert.effect, card) for alert, card in zip(alerts, cards, strict=True) if alert.effect]
    groups = []
    for measure in sorted({effect.measure for effect, _ in measured}):
        members = sorted(((effect, card) for effect, card in measured if effect.measure == measure), key=lambda pair: (-pair[0].value, pair[1].id))
        scale = strip_scale([effect for effect, _ in members])
        rows = [
            EffectRow(subject=card.subject, anchor=card.anchor, strip=strip(effect, scale=scale), q_value=card.q_value) for effect, card in members
        ]
        groups.append((measure, rows))
    return groups

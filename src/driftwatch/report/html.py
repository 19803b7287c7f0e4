"""The report: one HTML file that works offline, on a phone and on paper."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import jinja2
from markupsafe import Markup

from driftwatch.domain.alerts import Alert
from driftwatch.domain.pictures import Pictures
from driftwatch.records import ScanRecord, StatementRecord
from driftwatch.report.absences import absences
from driftwatch.report.cards import MARKS, Card, Context, card
from driftwatch.report.cautions import cautions
from driftwatch.report.charts import Strip, strip, strip_scale
from driftwatch.report.gallery import Wall, courses, gallery, named, pictures_of
from driftwatch.report.inputs import URGENCY, coverage_row, file_row, set_aside, span, to_look_into, unchecked
from driftwatch.report.standing import UNSETTLED, Told, standing, unsettled, weight
from driftwatch.report.tidings import closer_tidings, new_tidings
from driftwatch.report.timeline import timeline
from driftwatch.report.verdict import trust, verdict
from driftwatch.report.wording import BLIND_SPOT, PURPOSE, day, joined, one_line

LARGEST_REPORT = 2_000_000
"""Bytes; a report that comes out longer is rendered again with fewer pictures, cards and rows, and says so."""
_STYLES = ("report.css", "pictures.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much is shown in full; the rest is listed or counted."""

    cards: int
    files: int
    wall: Wall


_WIDE, _NARROW = (
    Wall(maps=12, lines=80, courses=80, matrices=8, rows=60, topics=25),
    Wall(maps=3, lines=20, courses=8, matrices=4, rows=20, topics=15),
)
ROOMS = (
    Room(cards=80, files=200, wall=_WIDE),
    Room(cards=80, files=200, wall=Wall(maps=6, lines=40, courses=30, matrices=6, rows=30, topics=20)),
    *(Room(cards=cards, files=files, wall=_NARROW) for cards, files in ((80, 200), (40, 200), (20, 100), (8, 60), (2, 20))),
)
"""Tried in this order: pictures shrink first, cards last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """One line of the drawing of all effects; effects of one measure share a scale."""

    subject: str
    anchor: str
    strip: Strip
    q_value: str


def render_report(scan: ScanRecord, *, told: Told | None = None, charter: Sequence[str] = (), shown: str = "") -> str:
    """The whole report; `told` holds the alerts of the scan before, to mark what is new, `charter` the baseline's paths.

    `shown` says which sources it shows, where it is not for whoever holds the exports.
    """
    pictures = pictures_of(scan)
    whole = Context(
        partners=scan.partners,
        statements=_cited(scan, pictures),
        told=told,
        charter=tuple(charter),
        pictures=pictures,
        window=scan.window,
    )
    alerts = _in_order(scan.outcome.alerts)
    lasting = {**_front(scan, whole, shown), **_rest(scan, whole)}
    page = ""
    for room in ROOMS:
        links = {alert.id: f"#alert-{place + 1}" for place, alert in enumerate(alerts[: room.cards])}
        changing = _by_room(scan, alerts, replace(whole, alert_links=links), room)
        page = _environment().get_template("report.html").render({**lasting, **changing}) + "\n"
        if len(page.encode()) <= LARGEST_REPORT:
            break
    return page


def _front(scan: ScanRecord, context: Context, shown: str) -> dict[str, object]:
    """The head and the first screen."""
    counts = standing(scan, told=context.told)
    return {
        "programme": one_line(scan.outcome.programme),
        "partners": [(partner.name, MARKS[place % len(MARKS)], place % len(MARKS) + 1) for place, partner in enumerate(scan.partners)],
        "charter": joined(list(context.charter)),
        "shown": shown,
        "span": span(scan.files),
        "verdict": verdict(scan, counts),
        "trust": trust(scan, counts),
        "counts": counts,
        "absences": absences(scan.statements, scan.partners, scan.files),
        "blind_spot": BLIND_SPOT,
    }


def _rest(scan: ScanRecord, context: Context) -> dict[str, object]:
    """What takes the same room in every report: time, styles, the foot."""
    style, script = Markup().join(_text(name) for name in _STYLES), _text("report.js")
    run = scan.outcome.run
    return {
        "style": style,
        "script": script,
        "style_hash": _digest(style),
        "script_hash": _digest(script),
        "timeline": timeline(scan.statements, scan.partners, context.pictures.landmarks),
        "unchecked": "; ".join(unchecked(scan.outcome.coverage)),
        "set_aside": set_aside(scan.files),
        "run": run,
        "run_at": f"{day(run.at)}, {run.at:%H:%M} ({run.at:%Z})",
        "purpose": PURPOSE,
    }


def _by_room(scan: ScanRecord, alerts: Sequence[Alert], context: Context, room: Room) -> dict[str, object]:
    """Cards, pictures and rows, as many as there is room for."""
    told_in_full = alerts[: room.cards]
    cards = [card(alert, context, place=place) for place, alert in enumerate(told_in_full)]
    files = sorted(to_look_into(scan.files), key=lambda file: (URGENCY.index(file.status), file.source))
    coverage = scan.outcome.coverage
    drawn = gallery(context.pictures, context, room.wall)
    private, own = cautions([*cards, drawn], context)
    return {
        "cards": cards,
        "courses": courses(context.pictures, context, [alert.id for alert in told_in_full], most=room.wall.courses),
        "gallery": drawn,
        "news": new_tidings(alerts, context.told, context.alert_links),
        "closer": closer_tidings(alerts, context.told, context.alert_links),
        "private": private,
        "own": own,
        "listed": [(alert.id, alert.title, alert.severity.value) for alert in alerts[room.cards : room.cards * 5]],
        "beyond": max(0, len(alerts) - room.cards * 5),
        "effects": _effects(told_in_full, cards),
        "coverage": [coverage_row(row, context) for row in coverage[: room.files]],
        "coverage_beyond": max(0, len(coverage) - room.files),
        "files": [file_row(file) for file in files[: room.files]],
        "files_beyond": max(0, len(files) - room.files),
    }


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


@cache
def _text(name: str) -> Markup:
    """A style or script as it stands in the page."""
    return Markup(_environment().get_template(name).render())  # noqa: S704  our own files


def _digest(text: str) -> str:
    """The hash by which the page's own policy admits this style or script and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _in_order(alerts: Sequence[Alert]) -> list[Alert]:
    return [*unsettled(alerts), *sorted((alert for alert in alerts if alert.status not in UNSETTLED), key=weight)]


def _cited(scan: ScanRecord, pictures: Pictures) -> Mapping[str, StatementRecord]:
    """The statements that an alert or a picture names."""
    wanted = {piece.statement_id for alert in scan.outcome.alerts for piece in alert.evidence}
    wanted.update(statement for alert in scan.outcome.alerts for statement in alert.against)
    wanted.update(named(pictures))
    return {statement.id: statement for statement in scan.statements if statement.id in wanted}


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

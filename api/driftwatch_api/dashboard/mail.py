"""The weekly mail: what it would say, who gets it, what became of it, and sending it by hand."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from driftwatch.domain.jobs import JobKind, JobOrder, job_id
from driftwatch.domain.keys import Scope
from driftwatch.domain.mailing import Frequency, recipient_key
from driftwatch.domain.mailing import Place as MailPlace
from driftwatch.domain.meaning import Severity
from driftwatch.errors import ConfigurationError
from driftwatch.jobs.digesting import PERIOD
from driftwatch.jobs.mailing import last_scan
from driftwatch.jobs.previews import preview_side
from driftwatch.jobs.recipients import subscribers
from driftwatch.report.week import latest_week, week_name
from driftwatch.store.preferences import Act
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.filled_forms import as_question
from driftwatch_api.dashboard.forms import Form
from driftwatch_api.dashboard.mail_views import delivery_view, recipient_views, sides, weeks
from driftwatch_api.dashboard.office import Here, Office
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.recipient_documents import RecipientRequest, RecipientsRequest
from driftwatch_api.recipients import change_some, recipient_list, settings_of
from driftwatch_api.schedules import schedule_document

router = APIRouter(route_class=PageRoute, include_in_schema=False)
DOOR = "mail"
PREVIEW_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups"
"""For the HTML of a mail, whose styles stand in its elements, as mail programs need them: nothing is loaded, nothing runs, nothing is sent."""
_MOST = 200
"""Recipients, and mails of a week, on the page; the command line shows all."""
_ADMIN = needs(Scope.ADMIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """A programme and the week that its page is about."""

    place: Place
    latest: str
    chosen: str


@router.get("/p/{programme}/mail", openapi_extra=_ADMIN)
def mail(here: Here, period: str = "", saved: str = "") -> Response:
    """Show the mail of a week: previews, recipients, what became of it."""
    week = _week(here, period)
    told = recipient_list(here.parts, week.place.key)
    mails = here.parts.store.mails.find(week.place.key, period=week.chosen)
    return here.show(
        "mail.html",
        title="Weekly mail",
        door=DOOR,
        week=week,
        weeks=weeks(week.latest, week.chosen, week.place),
        sides=sides(week.place, here.guest, week.chosen) if here.guest.may(Scope.READ_ALERTS) else None,
        recipients=recipient_views(told.recipients[:_MOST], week.place),
        most=max(0, len(told.recipients) - _MOST),
        problem=told.problem,
        mails=[delivery_view(one) for one in mails[:_MOST]],
        more_mails=max(0, len(mails) - _MOST),
        schedule=schedule_document(here.parts, week.place.key),
        saved={"recipients": "The list of recipients is changed."}.get(saved, ""),
        frequencies=(Frequency.WEEKLY, Frequency.MONTHLY),
        severities=tuple(Severity),
    )


@router.get("/p/{programme}/mail/preview", openapi_extra=_ADMIN)
def preview(here: Here, period: str = "", side: str = "", form: str = "text") -> Response:
    """Show the mail as somebody of this side would get it now, in one of its two forms."""
    week = _week(here, period)
    if not here.guest.may(Scope.READ_ALERTS):
        raise HTTPException(409, "The key lacks the scope read:alerts, and the mail tells of alerts.")
    partner = next((one.id for one in week.place.partners if one.id == side and here.guest.key.sees.reads(one.id)), None)
    if side and partner is None:
        raise HTTPException(404, "No side of this name is here for you.")
    settings, _ = settings_of(here.parts, week.place.key)
    try:
        shown = preview_side(settings, last_scan(here.parts.store, week.place.key, settings), week.chosen, partner)
    except ConfigurationError as error:
        raise HTTPException(409, "Nothing was scanned yet, so there is nothing to tell.") from error
    if form == "html":
        return HTMLResponse(shown.html, headers={"Content-Security-Policy": PREVIEW_POLICY})
    name = week.place.partner_name(partner) if partner else "somebody of no side"
    html = next(one.html for one in sides(week.place, here.guest, week.chosen) if one.name == (name if partner else "Somebody of no side"))
    return here.show("mail_preview.html", title="Preview of the mail", door=DOOR, week=week, whose=name, shown=shown, html=html)


@router.post("/p/{programme}/mail/recipients", openapi_extra=_ADMIN)
def change_recipient(form: Form, here: Here) -> Response:
    """Put somebody on the list, change what they get, or take them off it."""
    place = _place(here)
    address = form.one("address")
    act = Act(actor=here.guest.key.name, action="mail.recipients", at=here.parts.clock(), request_id=here.request.state.request_id)
    if form.one("what") == "remove":
        change_some(here.parts, place.key, RecipientsRequest(recipients=[]), act, off=[recipient_key(address)])
    else:
        fields = {name: form.one(name) for name in ("partner", "frequency", "min_severity", "timezone")}
        wanted = as_question(RecipientRequest, {"address": address, **fields})
        change_some(here.parts, place.key, RecipientsRequest(recipients=[wanted]), act)
    return RedirectResponse(here.at(DOOR, period=form.one("period"), saved="recipients") + "#recipients", status_code=303)


@router.get("/p/{programme}/mail/send", openapi_extra=_ADMIN)
def ask_to_send(here: Here, period: str = "", anew: str = "") -> Response:
    """Ask before anything is sent."""
    week = _week(here, period)
    places = _places(here, week)
    state = {one.recipient: one.state.value for one in here.parts.store.mails.find(week.place.key, period=week.chosen)}
    have = sum(state.get(one.recipient) == "sent" for one in places)
    return here.show("mail_send.html", title="Send the mail?", door=DOOR, week=week, count=len(places), have=have, anew=bool(anew))


@router.post("/p/{programme}/mail/send", openapi_extra=_ADMIN)
def send(form: Form, here: Here) -> Response:
    """Put the mails of a week into the outbox, and have the worker send them; anew also to who has it."""
    week = _week(here, form.one("period"))
    places, store, at = _places(here, week), here.parts.store, here.parts.clock()
    if not places:
        raise HTTPException(409, "Nobody is on the list of recipients.")
    store.mails.queue(places, at=at)
    if form.one("anew"):
        store.mails.ask_again(places, actor=here.guest.key.name, at=at)
    store.mails.hurry(places, at=at)
    order = JobOrder(
        programme=week.place.key,
        kind=JobKind.DIGEST,
        slot=f"digest:{week.place.key}",
        words={PERIOD: week.chosen},
        asked_by=here.guest.key.name,
    )
    job, _ = store.jobs.add(order, id=job_id(here.parts.random), at=at)
    follow = here.at("jobs", job.id) if here.guest.may(Scope.INGEST) else here.at(DOOR, period=week.chosen) + "#sent"
    return RedirectResponse(follow, status_code=303)


def _places(here: Office, week: _Week) -> tuple[MailPlace, ...]:
    """One for everybody on the list."""
    settings, _ = settings_of(here.parts, week.place.key)
    everybody = subscribers(settings, here.parts.store.preferences.all(week.place.key))
    return tuple(MailPlace(programme=week.place.key, recipient=reader.key, period=week.chosen) for reader in everybody)


def _week(here: Office, period: str) -> _Week:
    """The week that is asked for, else the one in which something was last said."""
    place = _place(here)
    settings, _ = settings_of(here.parts, place.key)
    at = here.parts.clock().astimezone(settings.timezone)
    latest = latest_week(here.guest.sees(here.parts.store).files(place.key), at, settings.timezone)
    try:
        chosen = week_name(period) if period else latest
    except ConfigurationError as error:
        raise HTTPException(422, "A week such as 2026-W14 is expected.") from error
    return _Week(place=place, latest=latest, chosen=chosen)


def _place(here: Office) -> Place:
    if here.place is None:
        raise HTTPException(404, "No programme of this name is here for you.")
    return here.place

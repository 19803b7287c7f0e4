"""The pages behind the links of a mail: what they show, and what is read out of their forms. No script, nothing loaded, no address in full."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TypeVar
from urllib.parse import parse_qsl
from zoneinfo import available_timezones

from jinja2 import Environment, StrictUndefined, Template
from starlette.responses import HTMLResponse

from driftwatch.domain.mailing import Frequency, MailFormat, Preference
from driftwatch.domain.meaning import Severity

Wanted = TypeVar("Wanted", bound=StrEnum)
LARGEST_FORM = 10_000
"""Bytes."""
_AS_SET = ("", "As the programme office has set it")
_LAST_YEAR = 9000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One question of the form with its answers."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Whose page it is."""

    token: str
    programme: str
    recipient: str
    wish: Preference


class FormError(ValueError):
    """What stands in a form cannot be taken; the message says why, for whoever filled it in."""


def unsubscribe_page(guest: Guest | None) -> HTMLResponse:
    """Asks whether the mail is to stop, or says that it has."""
    return _page(guest, "Stop the weekly mail?" if guest and not guest.wish.unsubscribed else "The weekly mail", page="unsubscribe")


def preferences_page(guest: Guest | None, *, saved: bool = False, wrong: str = "") -> HTMLResponse:
    """What somebody gets, to be changed."""
    answer = _page(guest, "Your weekly mail", page="preferences", saved=saved, wrong=wrong)
    if wrong:
        answer.status_code = 422
    return answer


def wished(form: bytes, before: Preference) -> Preference:
    """The preference that a form asks for; raises FormError. Whoever saves it wants the mail."""
    try:
        told = dict(parse_qsl(form.decode("utf-8"), keep_blank_values=True, max_num_fields=20))
    except ValueError as error:
        raise FormError("The form could not be read; load the page again.") from error
    return replace(
        before,
        frequency=_chosen(Frequency, told, "frequency"),
        min_severity=_chosen(Severity, told, "min_severity"),
        format=_chosen(MailFormat, told, "format"),
        timezone=_zone(told.get("timezone", "").strip()),
        paused_until=_day(told.get("paused_until", "").strip()),
        unsubscribed=None,
    )


def left(before: Preference, at: datetime) -> Preference:
    """The preference of somebody who has left."""
    return replace(before, unsubscribed=before.unsubscribed or at)


def _chosen(kind: type[Wanted], told: Mapping[str, str], name: str) -> Wanted | None:
    value = told.get(name, "")
    if value and value not in list(kind):
        raise FormError("One of the choices is none of those offered; load the page again.")
    return kind(value) if value else None


def _zone(name: str) -> str | None:
    if name and name not in available_timezones():
        raise FormError("That time zone is not known; write it like Europe/Berlin.")
    return name or None


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written) if written else None
    except ValueError as error:
        raise FormError("That day could not be read; write it like 2026-05-31.") from error
    if day is not None and day.year > _LAST_YEAR:
        raise FormError("That day is too far away; to stop the mail, use the link below.")
    return day


def _page(guest: Guest | None, heading: str, **frame: object) -> HTMLResponse:
    wish = guest.wish if guest else None
    frame |= {
        "heading": heading if guest else "Not found",
        "style": _style(),
        "wish": wish,
        "choices": _choices(wish) if wish else (),
        "timezone": (wish and wish.timezone) or "",
        "token": guest.token if guest else "",
        "programme": guest.programme if guest else "",
        "whom": _masked(guest.recipient) if guest else "",
    }
    body = _template().render(**{"page": "", "saved": False, "wrong": "", **frame})
    return HTMLResponse(body, status_code=200 if guest else 404, headers={"Content-Security-Policy": _policy()})


def _choices(wish: Preference) -> tuple[Choice, ...]:
    often = ((Frequency.WEEKLY, "Every week"), (Frequency.MONTHLY, "Once a month"), (Frequency.NEVER, "Never"))
    severe = ((Severity.LOW, "All differences"), (Severity.MEDIUM, "Medium and high ones"), (Severity.HIGH, "High ones alone"))
    form = ((MailFormat.HTML, "Text and HTML"), (MailFormat.TEXT, "Plain text alone"))
    return (
        Choice(name="frequency", label="How often", options=(_AS_SET, *often), chosen=wish.frequency or ""),
        Choice(name="min_severity", label="Which differences", options=(_AS_SET, *severe), chosen=wish.min_severity or ""),
        Choice(name="format", label="In which form", options=(_AS_SET, *form), chosen=wish.format or ""),
    )


def _masked(address: str) -> str:
    """Enough for its owner to know it, too little for anybody else."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"


def _policy() -> str:
    style = b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


@cache
def _style() -> str:
    return (files("driftwatch_api") / "templates" / "mail.css").read_text("utf-8")


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((files("driftwatch_api") / "templates" / "mail.html").read_text("utf-8"))

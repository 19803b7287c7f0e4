"""What counts as done, which outcomes count, how risk is met, who raises what: tables that draw themselves, with the words behind them."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from driftwatch.domain.keys import Scope
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.pictures import DoneMatrix, Pictures, Profile
from driftwatch.report.drawings import done_view, profile_view, silence_view
from driftwatch.report.tables import Table, picture_lines
from driftwatch.report.wording import joined
from driftwatch.store import SeenStore
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.drawn import context_of, csv_answer, lacking, unseen, wants_csv
from driftwatch_api.dashboard.entry import Guest, Place, Visitor, the_place
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import Shown, below, page
from driftwatch_api.dashboard.standouts import profile_lines, silence_lines
from driftwatch_api.service import Parts

router = APIRouter(route_class=PageRoute, include_in_schema=False)
MOST_GATES = 3
"""On one page."""
_SHOWN = 4
"""Statements that are looked up for a cell: two are quoted, and some may name a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ProfilePage:
    """How the page of one profile is called and told."""

    door: str
    """Also the part of the pictures, and the name of the template."""
    title: str
    table: Table
    kind: AlertKind
    what: str
    of: str
    """What the shares are of."""
    about: str
    """What may be lacking."""


_GOALS = _ProfilePage(
    door="goals",
    title="Goals",
    table=Table.GOALS,
    kind=AlertKind.GOAL_PRIORITY,
    what="outcome",
    of="that put an outcome first",
    about="goals",
)
_RISKS = _ProfilePage(
    door="risks",
    title="Risk",
    table=Table.RISKS,
    kind=AlertKind.RISK_POSTURE,
    what="attitude",
    of="that take a side on a risk",
    about="attitudes to risk",
)


@router.get("/p/{programme}/done", openapi_extra=needs(Scope.READ_ALERTS))
def done(programme: str, guest: Guest, parts: Parts, request: Request, *, gate: str = "", format: str = "") -> Response:  # noqa: A002
    """Show the criteria of every gate, partner by partner."""
    place = the_place(guest, parts, programme)
    seen = guest.sees(parts.store)
    pictures = seen.pictures(place.key, "done", "kinds")
    gates = [matrix.gate for matrix in pictures.done]
    chosen = [matrix for matrix in pictures.done if matrix.gate == gate] or list(pictures.done[:MOST_GATES])
    if wants_csv(request, format):
        return csv_answer(place, "done", picture_lines(Pictures(done=tuple(chosen) if gate in gates else pictures.done), Table.DONE))
    context = context_of(seen, place, statements=_of_gates(chosen), alerts=(matrix.alert for matrix in chosen))
    return page(
        request,
        guest,
        "done.html",
        title="Done",
        where=Shown(place=place, at="done"),
        views=[done_view(matrix, context) for matrix in chosen],
        gates=[(name, below(place, "done", gate=name), name in {matrix.gate for matrix in chosen}) for name in gates],
        lack=None if gates else unseen(seen, place, pictures) or lacking(seen, place, AlertKind.DONE_CRITERIA, of="what counts as done"),
        partners=_names(place),
        csv=below(place, "done", gate=gate if gate in gates else "", format="csv") if gates else "",
    )


@router.get("/p/{programme}/goals", openapi_extra=needs(Scope.READ_ALERTS))
def goals(programme: str, guest: Guest, parts: Parts, request: Request, *, format: str = "") -> Response:  # noqa: A002
    """Show how each partner's statements divide over outcomes."""
    return _profile_page(_GOALS, request, guest, the_place(guest, parts, programme), guest.sees(parts.store), format=format)


@router.get("/p/{programme}/risks", openapi_extra=needs(Scope.READ_ALERTS))
def risks(programme: str, guest: Guest, parts: Parts, request: Request, *, format: str = "") -> Response:  # noqa: A002
    """Show the ladder of attitudes to risk, from the most careful one on."""
    return _profile_page(_RISKS, request, guest, the_place(guest, parts, programme), guest.sees(parts.store), format=format)


@router.get("/p/{programme}/topics", openapi_extra=needs(Scope.READ_ALERTS))
def topics(programme: str, guest: Guest, parts: Parts, request: Request, *, format: str = "") -> Response:  # noqa: A002
    """Show who raises which topic, and who takes it up."""
    place = the_place(guest, parts, programme)
    seen = guest.sees(parts.store)
    pictures = seen.pictures(place.key, "silence", "kinds")
    if wants_csv(request, format):
        return csv_answer(place, "topics", picture_lines(pictures, Table.SILENCE))
    silence = pictures.silence
    said = (statement for row in silence.rows for raising in row.raisings for statement in raising.statements[:_SHOWN])
    context = context_of(seen, place, statements=said, alerts=(row.alert for row in silence.rows))
    return page(
        request,
        guest,
        "topics.html",
        title="Topics",
        where=Shown(place=place, at="topics"),
        lines=silence_lines(silence, context),
        view=silence_view(silence, context) if silence.rows else None,
        lack=None if silence.rows else _lack(seen, place, pictures, AlertKind.ONE_SIDED_TOPIC, of="who raises what"),
        partners=_names(place),
        csv=below(place, "topics", format="csv"),
    )


def _profile_page(which: _ProfilePage, request: Request, guest: Visitor, place: Place, seen: SeenStore, *, format: str) -> Response:  # noqa: A002
    pictures = seen.pictures(place.key, which.door, "kinds")
    profile = pictures.goals if which is _GOALS else pictures.risks
    if wants_csv(request, format):
        return csv_answer(place, which.door, picture_lines(pictures, which.table))
    context = context_of(seen, place, statements=_of_profile(profile), alerts=profile.alerts)
    return page(
        request,
        guest,
        f"{which.door}.html",
        title=which.title,
        where=Shown(place=place, at=which.door),
        lines=profile_lines(profile, context, what=which.what),
        view=profile_view(profile, context, of=which.of) if profile.rows else None,
        lack=None if profile.rows else _lack(seen, place, pictures, which.kind, of=which.about),
        partners=_names(place),
        csv=below(place, which.door, format="csv"),
    )


def _lack(seen: SeenStore, place: Place, pictures: Pictures, kind: AlertKind, *, of: str) -> object:
    return unseen(seen, place, pictures) or lacking(seen, place, kind, of=of)


def _of_gates(matrices: Iterable[DoneMatrix]) -> Iterable[str]:
    return (statement for matrix in matrices for row in matrix.rows for mention in row.mentions for statement in mention.statements[:_SHOWN])


def _of_profile(profile: Profile) -> Iterable[str]:
    return (statement for row in profile.rows for part in row.parts for statement in part.statements[:_SHOWN])


def _names(place: Place) -> str:
    return joined([partner.name for partner in place.partners])

"""Programmes that are made, changed and removed through the API."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from driftwatch.domain.jobs import Job
from driftwatch.domain.keys import Scope
from driftwatch.domain.talk import programme_key
from driftwatch.errors import ConfigurationError
from driftwatch.jobs.hosting import Amendment, Described, version
from driftwatch_api.admission import Guest, needs
from driftwatch_api.documents import PartnerDocument, ProgrammeDocument
from driftwatch_api.hosting import doer, hosted_folder, hosting_of, partners_of, require_apart, tag, unfitting
from driftwatch_api.problems import Refused
from driftwatch_api.repeats import CreatingRoute, Turn, repeatable
from driftwatch_api.service import Parts, Service
from driftwatch_api.work_questions import ProgrammeChange, ProgrammeRequest

router = APIRouter(prefix="/v1/programmes", tags=["programmes"], route_class=CreatingRoute)
IfMatch = Annotated[str | None, Header(max_length=200, description="The ETag that the change is based on; with another one nothing is changed.")]


@router.post("", operation_id="create_programme", status_code=201, openapi_extra={**needs(Scope.ADMIN), **repeatable()}, responses={409: {}, 507: {}})
def create_programme(asked: ProgrammeRequest, guest: Guest, parts: Parts, request: Request, response: Response) -> ProgrammeDocument:
    """Make a programme: a folder that the service keeps, into which imports go and which scans read. Needs a key for all programmes."""
    if guest.key.programmes:
        raise Refused(403, "A key that is bound to programmes makes no others.")
    require_apart(asked.partners)
    hosting, key = hosting_of(parts), programme_key(asked.name)
    turn: Turn = request.state.turn
    described = Described(name=asked.name, timezone=asked.timezone, partners=partners_of(asked.partners), charter=asked.charter)
    register, who = parts.store.register, doer(guest, request, parts)
    request.app.state.entrance.require_room(hosting.data)
    try:
        made = hosting.make(
            described,
            enrolled=lambda: register.folder(key) is not None or key in dict(parts.store.programmes()),
            enrol=lambda settings: register.enrol(key, asked.name, settings.partners, folder=settings.folder, doer=who),
        )
    except ConfigurationError as error:
        raise unfitting(error) from error
    if made is None and not (turn.again and hosting.says(described)):
        raise Refused(409, "A programme has this id already.", see=f"/v1/programmes/{key}")
    response.headers["Location"] = f"/v1/programmes/{key}"
    response.headers["ETag"] = tag(parts, key, None)
    return _document(parts, key, asked.name)


@router.patch("/{programme_id}", operation_id="change_programme", openapi_extra=needs(Scope.ADMIN), responses={409: {}, 412: {}})
def change_programme(
    programme_id: str, asked: ProgrammeChange, guest: Guest, request: Request, response: Response, *, if_match: IfMatch = None
) -> ProgrammeDocument:
    """Change partners, charter or time zone of a programme that the service keeps."""
    parts: Service = request.app.state.service
    [(key, name)] = guest.programme(parts.store, programme_id)
    folder = hosted_folder(parts, key)
    require_apart(asked.partners or ())
    # Before the tag: what somebody changes in between then makes it another one.
    known = None if if_match in (None, "*") else version(folder)
    if known is not None and if_match != tag(parts, key, guest.sees(parts.store).outcome(key)):
        raise _changed()
    partners = None if asked.partners is None else partners_of(asked.partners, hosting_of(parts).settings(folder).partners)
    try:
        settings = hosting_of(parts).amend(folder, Amendment(timezone=asked.timezone, partners=partners, charter=asked.charter), known=known)
    except ConfigurationError as error:
        raise unfitting(error) from error
    if settings is None:
        raise _changed()
    parts.store.register.amend(key, settings.partners, doer=doer(guest, request, parts))
    response.headers["ETag"] = tag(parts, key, guest.sees(parts.store).outcome(key))
    return _document(parts, key, name)


@router.delete("/{programme_id}", operation_id="remove_programme", status_code=204, openapi_extra=needs(Scope.ADMIN), responses={409: {}})
def remove_programme(programme_id: str, guest: Guest, parts: Parts, request: Request) -> None:
    """Remove a programme with its alerts, statements and imports; the audit log stays. A folder that the service did not make is left alone."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    folder = parts.store.register.folder(key)
    struck = parts.store.register.strike(key, doer=doer(guest, request, parts))
    if isinstance(struck, Job):
        raise Refused(409, "A job of this programme is under way; cancel it, or wait for its end.", see=f"/v1/jobs/{struck.id}")
    if not struck:
        raise Refused(404, "No programme has this id.")
    if folder is not None and parts.hosting is not None and parts.hosting.holds(folder):
        parts.hosting.remove(folder)


def _document(service: Service, key: str, name: str) -> ProgrammeDocument:
    partners = [PartnerDocument(id=partner.id, name=partner.name) for partner in service.store.partners(key)]
    return ProgrammeDocument(id=key, name=name, partners=partners)


def _changed() -> Refused:
    return Refused(412, "The programme has changed since; read it again.")

"""The programmes whose folder the service keeps, as requests ask for them."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from fastapi import Request

from driftwatch.domain.alerts import Outcome
from driftwatch.domain.talk import Partner
from driftwatch.errors import ConfigurationError
from driftwatch.jobs.hosting import Hosting, version
from driftwatch.store.register import Doer
from driftwatch_api.admission import Access
from driftwatch_api.problems import Refused, place
from driftwatch_api.service import Service
from driftwatch_api.work_questions import PartnerRequest, overlaps


def hosting_of(service: Service) -> Hosting:
    """Where the service keeps programmes; raises 503 where it has no place."""
    if service.hosting is None:
        raise Refused(503, "This service keeps no programmes: it was started without a folder for them.")
    return service.hosting


def hosted_folder(service: Service, programme: str) -> Path:
    """The folder of a programme that the service keeps; raises 409 for one that lies elsewhere."""
    folder = service.store.register.folder(programme)
    if folder is None or not hosting_of(service).holds(folder):
        what = "The folder of this programme was not made by the service (it is scanned from the command line): the service writes nothing into it."
        raise Refused(409, f"{what} Put the files there by hand, or make a programme with POST /v1/programmes.")
    return folder


def tag(service: Service, programme: str, outcome: Outcome | None) -> str:
    """The ETag of a programme: another one whenever anything that is shown or said of it changes."""
    folder = service.store.register.folder(programme)
    said = version(folder) if folder is not None and service.hosting is not None and service.hosting.holds(folder) else ""
    stands = [] if outcome is None else [outcome.run.at.isoformat(), *(f"{alert.id}:{alert.status}" for alert in outcome.alerts)]
    return f'"{hashlib.sha256(json.dumps([programme, said, *stands]).encode()).hexdigest()[:24]}"'


def doer(guest: Access, request: Request, service: Service) -> Doer:
    """Who does it, for the audit log."""
    return Doer(name=guest.key.name, request_id=request.state.request_id, at=service.clock())


def require_apart(partners: Sequence[PartnerRequest]) -> None:
    """Raise 422, naming the places, where two partners claim one thing."""
    if found := list(overlaps(partners)):
        places = [place("body", pointer, what) for pointer, what in found[:20]]
        raise Refused(422, f"Places that do not fit: {len(found)}; listed: {len(places)}.", places=places)


def partners_of(wanted: Sequence[PartnerRequest], known: Sequence[Partner] = ()) -> tuple[Partner, ...]:
    """The partners as they are written down; what is not said of one stays as it was."""
    before = {partner.id: partner for partner in known}
    return tuple(_partner(partner, before.get(partner.id) or Partner(id=partner.id, name=partner.name)) for partner in wanted)


def unfitting(error: ConfigurationError) -> Refused:
    """What our own settings reader says of a programme that cannot be; where that lies on our disk is nobody's business."""
    said = str(error)
    what = said.partition(": ")[2] if said.startswith("/") else said
    return Refused(422, "The programme cannot be written down so.", places=[place("body", "", what)])


def _partner(wanted: PartnerRequest, before: Partner) -> Partner:
    return Partner(
        id=wanted.id,
        name=wanted.name,
        aliases=before.aliases if wanted.aliases is None else tuple(wanted.aliases),
        domains=before.domains if wanted.domains is None else tuple(wanted.domains),
        people=before.people if wanted.people is None else tuple(wanted.people),
    )

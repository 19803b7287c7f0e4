"""What pages of administrators have in common: who asks, and about one programme or about all."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from driftwatch_api.dashboard.entry import Guest, Place, Visitor, the_place
from driftwatch_api.dashboard.shell import Shown, below, page
from driftwatch_api.service import Parts, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One request of an administrator."""

    request: Request
    guest: Visitor
    parts: Service
    place: Place | None
    """The programme of the address; None for what concerns the whole store."""

    @property
    def places(self) -> tuple[Place, ...]:
        """The programme, or all of them."""
        if self.place is not None:
            return (self.place,)
        store = self.parts.store
        return tuple(Place(key=key, name=name, partners=store.partners(key)) for key, name in self.guest.access.programmes(store))

    def at(self, *steps: str, **query: object) -> str:
        """An address below the programme, or below the root."""
        if self.place is not None:
            return below(self.place, *steps, **query)
        nowhere = Place(key="", name="", partners=())
        return below(nowhere, *steps, **query).removeprefix("/p/")

    def show(self, template: str, *, title: str, door: str, status: int = 200, **shown: object) -> HTMLResponse:
        """A page with this door marked."""
        where = Shown(place=self.place, at=door)
        return page(self.request, self.guest, template, title=title, where=where, status=status, here=self, **shown)


def _office(request: Request, guest: Guest, parts: Parts) -> Office:
    """What concerns the whole store is for keys that are bound to no programme."""
    programme = request.path_params.get("programme")
    if programme is None and guest.key.programmes:
        raise HTTPException(403, "This page is for keys that may see all programmes; those of one programme have a page below it.")
    place = the_place(guest, parts, programme) if programme is not None else None
    return Office(request=request, guest=guest, parts=parts, place=place)


Here = Annotated[Office, Depends(_office)]
"""The request of an administrator, as an endpoint's argument."""

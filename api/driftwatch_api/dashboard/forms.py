"""What people send by the forms of pages: bounded, and from our own pages alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from driftwatch_api.dashboard.entry import FORM_TOKEN, FORM_TOKEN_HEADER, require_own_form

LARGEST_FORM = 256 * 1024
"""Bytes."""
MOST_FIELDS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The fields of a form as they were filled in; a field may be there several times."""

    fields: Mapping[str, list[str]]

    def one(self, name: str, default: str = "") -> str:
        """The last value of the field, without blanks around it."""
        return self.fields.get(name, [default])[-1].strip()

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of the field, each once, in their order."""
        return tuple(dict.fromkeys(self.fields.get(name, [])))


async def _filled(request: Request) -> Filled:
    filled = await unguarded(request)
    require_own_form(request, request.headers.get(FORM_TOKEN_HEADER) or filled.one(FORM_TOKEN))
    return filled


async def unguarded(request: Request) -> Filled:
    """The fields, whoever sent them: for the one form that nobody has a token for yet."""
    body = await request.body()
    if len(body) > LARGEST_FORM:
        raise HTTPException(413, f"A form may have {LARGEST_FORM:,} bytes.")
    try:
        return Filled(fields=parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"))
    except ValueError as error:
        raise HTTPException(422, "The form could not be read; load the page again.") from error


Form = Annotated[Filled, Depends(_filled)]
"""A form of our own, as an endpoint's argument."""

"""What may be asked for: programmes, what comes into them, scans."""

from collections.abc import Iterator, Sequence
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from driftwatch.domain.talk import programme_key
from driftwatch_api import work_examples as examples
from driftwatch_api.examples import Example
from driftwatch_api.paging import Cursor, Limit
from driftwatch_api.questions import Day, Plain, Programme

MOST_MESSAGES = 10_000
_LONGEST_NAME = 200
_LONGEST_CHARTER = 1_000_000
_LONGEST_TEXT = 64 * 1024


def _example(example: Example) -> ConfigDict:
    return ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [example]})


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, KeyError) as error:
        raise ValueError("a time zone such as Europe/Berlin is expected") from error


def _named(name: str) -> str:
    if not any(map(str.isalnum, name)):
        raise ValueError("a name with letters or figures is expected")
    if len(programme_key(name)) > _LONGEST_NAME:
        raise ValueError(f"a name of which {_LONGEST_NAME} characters are left when it is folded to a-z, 0-9 and - is expected")
    return name


_Line = StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST_NAME, pattern=r"^[^\r\n\t]*$")
Name = Annotated[str, _Line, Plain, AfterValidator(_named)]
Zone = Annotated[str, Field(max_length=60, description="IANA name."), AfterValidator(_zone)]
Listed = Annotated[list[Annotated[str, _Line, Plain]], Field(max_length=2000)]
Charter = Annotated[str, Field(max_length=_LONGEST_CHARTER, description="The agreed baseline, Markdown."), Plain]
PartnerId = Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=100)]


class PartnerRequest(BaseModel):
    """One of the organisations, and how its people and mails are told. These lists are never given out again."""

    model_config = _example(examples.NEW_PARTNERS[0])

    id: PartnerId
    name: Name
    aliases: Listed | None = Field(None, description="How people write the organisation's name. Left out in a change: stays as it is.")
    domains: Listed | None = Field(None, description="Its mail domains. Left out in a change: stays as it is.")
    people: Listed | None = Field(
        None, description="Full names, handles, user ids as they stand in the exports. Left out in a change: stays as it is."
    )


class ProgrammeRequest(BaseModel):
    """A programme that is to be made."""

    model_config = _example({"name": "Horizon", "timezone": "Europe/Berlin", "partners": [*examples.NEW_PARTNERS], "charter": "# Charter\n"})

    name: Name = Field(description="Folded to a-z, 0-9 and - it is the programme's id.")
    timezone: Zone = "UTC"
    partners: list[PartnerRequest] = Field(min_length=2, max_length=50)
    charter: Charter = ""


class ProgrammeChange(BaseModel):
    """What is to be said anew of a programme; what is left out stays."""

    model_config = _example({"timezone": "Europe/Berlin", "partners": [*examples.NEW_PARTNERS]})

    timezone: Zone | None = None
    partners: list[PartnerRequest] | None = Field(None, min_length=2, max_length=50, description="All of them.")
    charter: Charter | None = Field(None, description="Empty: none from now on.")


class MessageRequest(BaseModel):
    """A message that is pushed."""

    model_config = _example(examples.MESSAGE)

    text: str = Field(min_length=1, max_length=_LONGEST_TEXT)
    speaker: Annotated[str, _Line] | None = Field(None, description="Serves to tell the organisation, and nothing else.")
    time: str | None = Field(None, max_length=60, description="RFC 3339; without an offset in the programme's time zone.")
    organisation: Annotated[str, _Line] | None = None
    thread: Annotated[str, _Line] | None = None
    id: Annotated[str, _Line] | None = Field(None, description="The same for the same message whenever it is sent; with another text it is an edit.")
    channel: Annotated[str, _Line] | None = None
    edited: str | None = Field(None, max_length=60, description="When it was last changed, RFC 3339.")


class Known(BaseModel):
    """What may be known of all that comes with one request."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    partner: PartnerId | None = Field(None, description="The partner for whom all of it speaks.")
    timezone: Zone | None = Field(None, description="Of times that carry none.")
    visibility: str | None = Field(None, max_length=100, description="`joint`, or the one partner who may read it.")
    share: str | None = Field(None, max_length=20, description="What the others get of what is not joint: `counts`, `hidden`, `evidence`.")


class KnownOfFiles(Known):
    """What may be known of the files of an upload: its fields."""

    kind: str | None = Field(None, max_length=40, description="The reader that understands them.")


class UploadRequest(KnownOfFiles):
    """One or more exports; each is taken or refused by itself."""

    model_config = _example({"file": ["WEBVTT …"], "partner": None, "kind": None})

    file: list[str] = Field(min_length=1, max_length=100, json_schema_extra={"items": {"type": "string", "format": "binary"}})


class PushRequest(Known):
    """Messages; each of them is taken or refused by itself, and the answer says which."""

    model_config = _example({"messages": [examples.MESSAGE], "partner": None})

    messages: list[MessageRequest] = Field(min_length=1, max_length=MOST_MESSAGES)


class Pushed(Known):
    """The same as it is read: what is no message stops none of the others."""

    messages: list[JsonValue] = Field(min_length=1, max_length=MOST_MESSAGES)


class ScanRequest(BaseModel):
    """The days that count."""

    model_config = _example({"since": "2026-01-01", "until": None})

    since: Day | None = Field(None, description="Leave out what was said before this day.")
    until: Day | None = Field(None, description="Leave out what was said after this day.")


class JobQuestion(BaseModel):
    """Which jobs are wanted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    programme: Programme = None
    limit: Limit = 50
    cursor: Cursor = None


def overlaps(partners: Sequence[PartnerRequest]) -> Iterator[tuple[str, str]]:
    """Where two partners have one id, or claim one name, person or domain: pointer and what is wrong."""
    claimed: dict[tuple[str, str], int] = {}
    for number, partner in enumerate(partners):
        lists = (("name", "aliases", partner.aliases), ("person", "people", partner.people), ("domain", "domains", partner.domains))
        told = [("id", "id", partner.id), ("name", "name", partner.name), *((what, key, name) for what, key, names in lists for name in names or ())]
        for what, key, name in told:
            if claimed.setdefault((what, name.casefold()), number) != number:
                yield f"/partners/{number}/{key}", f"a {what} is claimed by two partners; keep it at one"

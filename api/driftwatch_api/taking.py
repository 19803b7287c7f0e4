"""What is made of an upload or of pushed messages: a manifest in the spool, a job, and a word on every item."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from pydantic import JsonValue, ValidationError

from driftwatch.domain.jobs import JobKind, JobOrder, JobState
from driftwatch.domain.talk import Share
from driftwatch.errors import Reason
from driftwatch.jobs.rules import Rule
from driftwatch.jobs.spool import UPLOAD, Manifest, Spool, Spooled, places
from driftwatch.settings import COLUMNS
from driftwatch.store.arrivals import Arrival, Taken
from driftwatch_api.problems import Place, Refused, place
from driftwatch_api.repeats import used_for_another
from driftwatch_api.service import Service
from driftwatch_api.work_documents import TakenFile, TakenMessage
from driftwatch_api.work_questions import Known, KnownOfFiles, MessageRequest

_EARLIEST, _AHEAD = datetime(1990, 1, 1, tzinfo=UTC), timedelta(hours=48)
_EMPTY = hashlib.sha256(b"").hexdigest()
_NO_CHANNEL = "pushed"
"""Messages of no channel are one channel's: otherwise each request would be a document of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What waits in the spool, and for which programme."""

    programme: str
    folder: Path
    upload: str
    files: Sequence[Spooled]
    rule: Rule


@dataclass(slots=True)
class Sorted:
    """Messages that can be taken, and what is said of each that came."""

    lines: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    said: list[TakenMessage] = field(default_factory=list)


def rule_of(service: Service, programme: str, known: Known, *, kinds: Sequence[str] = ()) -> Rule:
    """What is said of the files; raises 422 for what the programme does not know."""
    partners = [partner.id for partner in service.store.partners(programme)]
    kind = known.kind if isinstance(known, KnownOfFiles) else None
    wrong: list[Place] = []
    if known.partner is not None and known.partner not in partners:
        wrong.append(place("body", "/partner", f"no partner has this id; known: {', '.join(partners)}"))
    if known.visibility is not None and known.visibility not in ("joint", *partners):
        wrong.append(place("body", "/visibility", f"neither `joint` nor a partner's id; known: {', '.join(partners)}"))
    if known.share is not None and known.share not in list(Share):
        wrong.append(place("body", "/share", f"known: {', '.join(Share)}"))
    if kind is not None and kind not in kinds:
        wrong.append(place("body", "/kind", f"no reader is called so; known: {', '.join(kinds)}"))
    if wrong:
        raise Refused(422, f"Places that do not fit: {len(wrong)}; listed: {len(wrong)}.", places=wrong)
    pushed = not isinstance(known, KnownOfFiles)
    return Rule(kind=kind, partner=known.partner, timezone=known.timezone, visibility=known.visibility, share=known.share, pushed=pushed)


def take(service: Service, brought: Brought, *, job: str, asked_by: str) -> Taken:
    """Seal what came and queue the import of what is new of it."""
    spool = Spool(data=brought.folder.parent)
    files = [file for file in brought.files if file.digest != _EMPTY]
    spool.seal(brought.upload, Manifest(files=tuple(files), rule=brought.rule))
    wanted: dict[str, Sequence[str]] = {}
    for file in files:
        free = [place for place in places(brought.rule, file.name, file.digest) if not (brought.folder / place).exists()]
        wanted |= dict.fromkeys(file.lines, ()) if file.lines else {file.digest: free}
    _forget_removed(service, brought, list(wanted))
    order = JobOrder(programme=brought.programme, kind=JobKind.IMPORT, words={UPLOAD: brought.upload}, asked_by=asked_by)
    taken = service.store.arrivals.take(order, wanted, job=job, at=service.clock())
    if taken.job.words.get(UPLOAD) != brought.upload:
        spool.discard(brought.upload)
        _require_same(spool.manifest(taken.job.words.get(UPLOAD, "")), Manifest(files=tuple(files), rule=brought.rule))
    return taken


def file_said(file: Spooled, taken: Taken) -> TakenFile:
    """What became of one file."""
    if file.digest == _EMPTY:
        return TakenFile(name=file.name, status="refused", source=None, job=None, detail="is empty")
    arrival = taken.arrivals[file.digest]
    if arrival.job == taken.job.id:
        return TakenFile(name=file.name, status="accepted", source=arrival.source, job=arrival.job, detail="")
    return TakenFile(name=file.name, status="duplicate", source=arrival.source, job=arrival.job, detail="the same content came before")


def message_said(said: TakenMessage, digest: str, arrivals: Mapping[str, Arrival], job: str) -> TakenMessage:
    """What became of one message that fits."""
    arrival = arrivals[digest]
    return said.model_copy(update={"job": arrival.job, **({} if arrival.job == job else {"status": "duplicate", "detail": "came before"})})


def sort_messages(items: Sequence[JsonValue], *, at: datetime) -> Sorted:
    """Lines of a table for the messages that fit; a digest of each, and for the others why they are refused."""
    found, seen = Sorted(), Counter[str]()
    for index, item in enumerate(items):
        said = partial(TakenMessage, index=index, job=None)
        try:
            message = MessageRequest.model_validate(item)
        except ValidationError as error:
            found.said.append(said(status="refused", reason=Reason.BAD_VALUE, detail=_first(error)))
            continue
        if late := _bad_time(message, at):
            found.said.append(said(status="refused", reason=Reason.BAD_TIME, detail=late))
            continue
        line = _line(message)
        seen[line] += 1
        if message.id is not None and seen[line] > 1:
            found.said.append(said(status="duplicate", reason=None, detail="stands earlier in the request"))
            continue
        found.said.append(said(status="accepted", reason=None, detail=""))
        found.lines.append(line)
        found.digests.append(hashlib.sha256(f"message {seen[line]}\n{line}".encode()).hexdigest())
    return found


def _require_same(earlier: Manifest | None, now: Manifest) -> None:
    """Raise 422 where the import that is there already took something else: nobody would ever read what came now."""
    if earlier is not None and _told_apart(earlier) != _told_apart(now):
        raise used_for_another()


def _told_apart(manifest: Manifest) -> tuple[Rule, list[tuple[str, tuple[str, ...]]]]:
    return manifest.rule, [(file.digest, file.lines) for file in manifest.files]


def _forget_removed(service: Service, brought: Brought, digests: Sequence[str]) -> None:
    """What came before and was taken out of the folder by hand since may come again."""
    known = service.store.arrivals.find(brought.programme, digests)
    gone = [each for each in known.values() if each.source and not (brought.folder / each.source).exists()]
    ended = [each.digest for each in gone if (job := service.store.jobs.get(each.job)) is None or job.state is JobState.DONE]
    if ended:
        service.store.arrivals.drop(brought.programme, ended)


def _line(message: MessageRequest) -> str:
    told = {**message.model_dump(), "id": message.id and _lasting(message.id), "channel": message.channel or _NO_CHANNEL}
    return json.dumps({name: told[name] for name in COLUMNS}, ensure_ascii=False)


def _lasting(identifier: str) -> str:
    """An id that the reader of tables takes for one that no other table holds: a counter's would be told apart by table."""
    plain = identifier if identifier.isascii() and identifier.replace("-", "").replace("_", "").replace(".", "").isalnum() else None
    return f"pushed-id:{plain if plain and len(plain) <= 100 else hashlib.sha256(identifier.encode()).hexdigest()}"


def _bad_time(message: MessageRequest, at: datetime) -> str:
    for name, told in (("time", message.time), ("edited", message.edited)):
        if told is None:
            continue
        try:
            moment = datetime.fromisoformat(told)
        except ValueError:
            return f"/{name}: is no time (RFC 3339)"
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if not _EARLIEST <= moment <= at + _AHEAD:
            return f"/{name}: lies before 1990, or in the future"
    return ""


def _first(error: ValidationError) -> str:
    """The first thing that is wrong, and where; nothing of what was sent."""
    wrong = error.errors(include_input=False, include_url=False)[0]
    return f"/{'/'.join(map(str, wrong['loc']))[:100]}: {wrong['msg']}"

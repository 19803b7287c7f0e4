"""Uploads and pushed messages while they come in: streamed into the spool, then sealed and queued; what ends early leaves nothing behind."""

import errno
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial

from anyio import fail_after
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from driftwatch.jobs.spool import Spool, Spooled
from driftwatch.plugins import names
from driftwatch_api.admission import Access
from driftwatch_api.entrance import Entrance
from driftwatch_api.hosting import hosted_folder
from driftwatch_api.jobs import job_document, new_id, told_when_to_ask
from driftwatch_api.problems import Refused
from driftwatch_api.repeats import Turn, content_of
from driftwatch_api.service import Service
from driftwatch_api.taking import Brought, Sorted, file_said, message_said, rule_of, sort_messages, take
from driftwatch_api.uploads import Received, Upload, boundary_of
from driftwatch_api.work_documents import ImportTaken, TakenMessage
from driftwatch_api.work_questions import KnownOfFiles, Pushed

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_RENEWED_EVERY = 20
"""Seconds after which an upload says that it is still coming."""


async def taken_in(request: Request, guest: Access, programme_id: str) -> Response:
    """Take in what a request brings for a programme of the guest's: an ImportTaken, as JSON."""
    service: Service = request.app.state.service
    [(programme, _)] = await run_in_threadpool(guest.programme, service.store, programme_id)
    folder = await run_in_threadpool(hosted_folder, service, programme)
    coming = Coming(request=request, service=service, guest=guest, spool=Spool(data=folder.parent), programme=programme)
    await run_in_threadpool(request.app.state.entrance.require_room, folder)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "application/json":
            return await coming.pushed()
        return await coming.uploaded(boundary_of(request.headers.get("content-type", "")))
    except ClientDisconnect as error:
        raise Refused(400, "The connection ended before the body did.") from error
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise Refused(507, "The disk, or what may be written to it, is full; nothing of this was kept.", retry_after=60) from error


class Coming:
    """One request while it comes in; whatever ends it early leaves nothing behind."""

    def __init__(self, *, request: Request, service: Service, guest: Access, spool: Spool, programme: str) -> None:
        self.request, self.service, self.guest, self.spool, self.programme = request, service, guest, spool, programme
        self.folder = spool.data / programme
        self.upload = service.random(16).hex()

    async def pushed(self) -> Response:
        """Messages as JSON."""
        turn = await Turn.begin(self.request)
        try:
            body = await self.request.body()
            asked = await run_in_threadpool(_pushed, body)
        except BaseException:
            await turn.abandon()
            raise
        return await turn.answer(content_of(self.request, body), partial(run_in_threadpool, self._take_messages, asked, turn))

    async def uploaded(self, boundary: bytes) -> Response:
        """Files as multipart/form-data."""
        turn = await Turn.begin(self.request)
        try:
            received = await self._received(boundary, turn)
            return await turn.answer(content_of(self.request, received.content), partial(run_in_threadpool, self._take_files, received, turn))
        except BaseException:
            await turn.abandon()
            raise
        finally:
            await run_in_threadpool(self._leave_nothing)

    async def _received(self, boundary: bytes, turn: Turn) -> Received:
        """All of it on the disk, piece by piece."""
        service, entrance, key = self.service, _entrance(self.request), self.guest.key.prefix
        brought = await run_in_threadpool(service.store.arrivals.volume, key, at=service.clock())
        await run_in_threadpool(self.spool.begin, self.upload)
        upload = Upload(boundary, spool=self.spool, upload=self.upload, limits=service.uploads, random=service.random)
        heard = service.clock()
        with entrance.admitted(key, brought=brought) as arrived:
            try:
                async with aclosing(self._pieces()) as pieces:
                    async for piece in pieces:
                        arrived(len(piece))
                        await run_in_threadpool(upload.write, piece)
                        if (service.clock() - heard).total_seconds() > _RENEWED_EVERY:
                            heard = service.clock()
                            await turn.renew()
                            await run_in_threadpool(entrance.require_room, self.folder)
            finally:
                upload.close()
                await run_in_threadpool(service.store.arrivals.add_volume, key, upload.received.size, at=service.clock())
        return upload.finish()

    async def _pieces(self) -> AsyncGenerator[bytes]:
        """The body as it comes; who is silent for too long has to begin anew."""
        stream = self.request.stream()
        while True:
            try:
                with fail_after(self.service.uploads.silence):
                    piece = await anext(stream)
            except StopAsyncIteration:
                return
            except TimeoutError as error:
                raise Refused(408, "Nothing arrived for too long; send it again.") from error
            yield piece

    def _take_files(self, received: Received, turn: Turn) -> Response:
        if not received.files:
            raise Refused(422, "The upload holds no file: a part with a file name.")
        rule = rule_of(self.service, self.programme, _known(received.fields), kinds=names("driftwatch.readers"))
        brought = Brought(programme=self.programme, folder=self.folder, upload=self.upload, files=received.files, rule=rule)
        taken = take(self.service, brought, job=new_id(self.service, turn, f"import {self.programme}"), asked_by=self.guest.key.name)
        answer = ImportTaken(job=job_document(taken.job, self.guest), files=[file_said(file, taken) for file in received.files], messages=[])
        return JSONResponse(answer.model_dump(mode="json"), 202, told_when_to_ask(taken.job))

    def _take_messages(self, asked: Pushed, turn: Turn) -> Response:
        rule = rule_of(self.service, self.programme, asked)
        came = sort_messages(asked.messages, at=self.service.clock())
        try:
            self.spool.begin(self.upload)
            brought = Brought(programme=self.programme, folder=self.folder, upload=self.upload, files=self._spooled(came), rule=rule)
            taken = take(self.service, brought, job=new_id(self.service, turn, f"import {self.programme}"), asked_by=self.guest.key.name)
        finally:
            self._leave_nothing()
        digests = iter(came.digests)
        said: list[TakenMessage] = [
            message_said(each, next(digests), taken.arrivals, taken.job.id) if each.status == "accepted" else each for each in came.said
        ]
        answer = ImportTaken(job=job_document(taken.job, self.guest), files=[], messages=said)
        return JSONResponse(answer.model_dump(mode="json"), 202, told_when_to_ask(taken.job))

    def _spooled(self, came: Sorted) -> list[Spooled]:
        """The messages as one table."""
        if not came.lines:
            return []
        spooled = self.service.random(16).hex()
        with self.spool.create(self.upload, spooled) as stream:
            stream.write("".join(f"{line}\n" for line in came.lines).encode())
        name = f"messages-{self.service.clock():%Y-%m-%d}-{self.upload[:12]}.jsonl"
        return [Spooled(spooled=spooled, name=name, digest="", lines=tuple(came.digests))]

    def _leave_nothing(self) -> None:
        """Of an upload that was not taken."""
        if self.spool.manifest(self.upload) is None:
            self.spool.discard(self.upload)


def _pushed(body: bytes) -> Pushed:
    try:
        return Pushed.model_validate(json.loads(body))
    except ValidationError as error:
        raise RequestValidationError([{**wrong, "loc": ("body", *wrong["loc"])} for wrong in error.errors()]) from error
    except (ValueError, RecursionError) as error:
        raise RequestValidationError([{"type": "json_invalid", "loc": ("body", getattr(error, "pos", 0)), "msg": "JSON decode error"}]) from error


def _known(fields: dict[str, str]) -> KnownOfFiles:
    try:
        return KnownOfFiles.model_validate({name: value for name, value in fields.items() if value})
    except ValidationError as error:
        raise RequestValidationError([{**wrong, "loc": ("body", *wrong["loc"])} for wrong in error.errors()]) from error


def _entrance(request: Request) -> Entrance:
    entrance: Entrance = request.app.state.entrance
    return entrance

"""Calls over HTTP to a service, and its problem documents as errors."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

import httpx2
from pydantic import BaseModel, ValidationError

from driftwatch.errors import DriftwatchError
from driftwatch_api.problems import Problem
from driftwatch_api.repeats import HEADER

Document = TypeVar("Document", bound=BaseModel)
Header = Mapping[str, str]
Files = list[tuple[str, tuple[str, bytes]]]
"""What an upload sends: part, name, content; or an open file in the place of the content."""


class ProblemError(DriftwatchError):
    """What the service answered instead of doing what it was asked."""

    def __init__(self, problem: Problem, *, retry_after: float | None) -> None:
        super().__init__(
            " ".join([f"{problem.status} {problem.title}: {problem.detail}", *(f"({at.pointer}: {at.detail})" for at in problem.errors)])
        )
        self.problem = problem
        self.retry_after = retry_after
        """Seconds after which to ask again, where the service says so."""

    @property
    def status(self) -> int:
        """The status of HTTP."""
        return self.problem.status


class Calls:
    """Requests to one service; everything else is made of these."""

    def __init__(self, http: httpx2.Client) -> None:
        self.http = http

    def read(self, kind: type[Document], method: str, path: str, *, body: BaseModel | None = None, headers: Header | None = None) -> Document:
        """What the service answers, as a document of this kind."""
        return kind.model_validate_json(self.answer(method, path, body=body, headers=headers).content)

    def answer(self, method: str, path: str, *, body: BaseModel | None = None, headers: Header | None = None) -> httpx2.Response:
        """The answer; raises ProblemError where it is a refusal."""
        if body is None:
            return accepted(self.http.request(method, path, headers=headers))
        content = body.model_dump_json(exclude_unset=True).encode()
        return accepted(self.http.request(method, path, content=content, headers={"Content-Type": "application/json", **(headers or {})}))

    def pages(self, kind: type[Document], path: str, wanted: BaseModel) -> Iterator[Document]:
        """One page after the other until there is no more."""
        query = wanted.model_dump(mode="json", exclude_unset=True)
        while True:
            content = accepted(self.http.get(path, params=query)).content
            page = kind.model_validate_json(content)
            yield page
            query["cursor"] = getattr(page, "next_cursor", None)
            if query["cursor"] is None:
                return


def accepted(response: httpx2.Response) -> httpx2.Response:
    """The answer itself; raises ProblemError where it is a refusal."""
    if response.is_success:
        return response
    told = response.headers.get("retry-after", "")
    retry_after = float(told) if told.isdecimal() else None
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:
        # Not ours: a proxy in between, or another service altogether.
        problem = Problem(
            type="about:blank", title=response.reason_phrase or "No answer of driftwatch", status=response.status_code, detail="", request_id=""
        )
    raise ProblemError(problem, retry_after=retry_after)


def once(key: str | None, tag: str | None = None) -> Header:
    """Headers by which a request is done once (Idempotency-Key), or only to what was read before (If-Match)."""
    return {**({HEADER: key} if key is not None else {}), **({"If-Match": tag} if tag is not None else {})}

"""What the service answers about what came in and what is being done."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from driftwatch.domain.jobs import JobKind, JobState
from driftwatch.domain.talk import FileStatus
from driftwatch.errors import Reason
from driftwatch_api import work_examples as examples
from driftwatch_api.documents import Moment, ProgrammeId
from driftwatch_api.examples import CURSOR, Example


def _example(example: Example) -> ConfigDict:
    return ConfigDict(frozen=True, json_schema_extra={"examples": [example]})


class FileProblem(BaseModel):
    """What is wrong at one place of a file, and what would mend it."""

    model_config = _example(examples.FILE_PROBLEM)

    line: int | None
    what: str
    reason: Reason | None


class FileDocument(BaseModel):
    """What became of one file: the row of import.json."""

    model_config = _example(examples.FILE)

    source: str
    kind: str | None = Field(description="The reader that understood it.")
    status: FileStatus
    messages: int
    statements: int
    unattributed: int
    first: Moment | None
    last: Moment | None
    guessed: list[str]
    problems: list[FileProblem]
    dropped: dict[str, int] = Field(description="Count of what was left out, by reason.")


class FileList(BaseModel):
    """What became of every file in the programme's last scan."""

    model_config = _example({"files": [examples.FILE]})

    files: list[FileDocument]


class JobDocument(BaseModel):
    """Work that is to be done, is being done, or was done."""

    model_config = _example(examples.JOB)

    id: str
    programme: ProgrammeId
    kind: JobKind
    state: JobState = Field(description="`done`, `failed` and `cancelled` are final.")
    created: Moment
    started: Moment | None
    finished: Moment | None
    step: str
    progress: float | None = Field(ge=0, le=1, description="Share that is done; null where it is not known.")
    cancelling: bool = Field(description="Somebody wants it to stop; it does so at its next step.")
    attempts: int
    asked_by: str
    result: dict[str, str] = Field(description="What came of it, in numbers.")
    files: list[FileDocument] = Field(description="Of an import: what became of each file, the first 200.")
    error: str = Field(description="Why it failed, and what mends it.")


class JobPage(BaseModel):
    """Jobs, the newest first."""

    model_config = _example({"jobs": [examples.JOB], "next_cursor": CURSOR})

    jobs: list[JobDocument]
    next_cursor: str | None


class TakenFile(BaseModel):
    """What became of one file of an upload."""

    model_config = _example(examples.TAKEN_FILE)

    name: str = Field(description="What it is called from now on.")
    status: Literal["accepted", "duplicate", "refused"]
    source: str | None = Field(description="Where it is put, as alerts and statements name it.")
    job: str | None = Field(description="The job that reads it, or that took the same content before.")
    detail: str


class TakenMessage(BaseModel):
    """What became of one message that was pushed."""

    model_config = _example(examples.TAKEN_MESSAGE)

    index: int = Field(description="Its place in the request, from 0.")
    status: Literal["accepted", "duplicate", "refused"]
    job: str | None = Field(description="The job that reads it, or that took the same message before.")
    reason: Reason | None
    detail: str


class ImportTaken(BaseModel):
    """What was taken in, item by item, and the job that reads it."""

    model_config = _example({"job": examples.JOB, "files": [examples.TAKEN_FILE], "messages": [examples.TAKEN_MESSAGE]})

    job: JobDocument
    files: list[TakenFile]
    messages: list[TakenMessage]

"""What forms were filled with, as the questions of the API: one set of rules, told so that whoever filled the form in can mend it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException

Question = TypeVar("Question", bound=BaseModel)


def as_question(kind: type[Question], fields: Mapping[str, object]) -> Question:
    """The fields as this question; what was left empty is left out. Raises 422."""
    given = {name: value for name, value in fields.items() if value not in (None, "", [], ())}
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        raise HTTPException(422, _told([(wrong["loc"], wrong["msg"]) for wrong in error.errors(include_input=False, include_url=False)])) from error


@contextmanager
def told_plainly() -> Iterator[None]:
    """Say on the page what the API says of a body that does not fit."""
    try:
        yield
    except RequestValidationError as error:
        raise HTTPException(422, _told([(wrong["loc"][1:], wrong["msg"]) for wrong in error.errors()])) from error


def _told(wrong: list[tuple[tuple[int | str, ...], str]]) -> str:
    """The first few things that are wrong, each with its field; nothing of what was sent."""
    lines = [f"{' '.join(str(step) for step in where).replace('_', ' ')}: {what}" for where, what in wrong[:5]]
    return f"Nothing was changed. Go back and mend this: {'; '.join(lines)}."

"""Domain values as JSON and back, exactly: what nests in an alert needs no columns of its own."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache, lru_cache
from numbers import Integral, Real
from types import NoneType, UnionType
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

from driftwatch.store.columns import clean

Value = TypeVar("Value")
Builder = Callable[[object], object]


def written(value: object) -> str:
    """A domain value, or a tuple of them, as JSON without unstorable characters."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def read(kind: type[Value], text: str) -> Value:
    """The value of this kind that was written so."""
    return cast(Value, _build(kind, json.loads(text)))


def read_all(kind: type[Value], text: str) -> tuple[Value, ...]:
    """The values of this kind that were written so."""
    return tuple(cast(Value, _build(kind, entry)) for entry in json.loads(text))


def read_map(kind: type[Value], text: str) -> dict[str, Value]:
    """The values of this kind by the names under which they were written so."""
    return {name: cast(Value, _build(kind, entry)) for name, entry in json.loads(text).items()}


def _plain(value: object) -> object:
    """The commonest first: a scan writes every statement."""
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, str):
        return _text(value)
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in _names(cast(type, type(value)))}
    if isinstance(value, Mapping):
        return {_text(key): _plain(entry) for key, entry in value.items()}
    return [_plain(entry) for entry in value] if isinstance(value, Iterable) else _scalar(value)


def _text(value: str) -> str:
    return clean(value.value if isinstance(value, Enum) else value)


def _scalar(value: object) -> str | float:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Real):
        return int(value) if isinstance(value, Integral) else float(value)
    raise TypeError(f"{type(value).__name__} is no domain value")


def _build(kind: object, plain: object) -> object:
    return _builder(kind)(plain)


@cache
def _builder(kind: object) -> Builder:
    """How a kind is made of what was written: found out once, as a page reads some thousand values."""
    if kind in _SAME:
        return _as_it_is
    if kind in _SCALARS:
        scalar = _SCALARS[kind]
        return lambda plain: None if plain is None else scalar(plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _member_builder(kind)
    if is_dataclass(kind):
        return _record_builder(cast(type, kind))
    return _generic_builder(kind, get_origin(kind), get_args(kind))


def _member_builder(kind: type[Enum]) -> Builder:
    """By a table: calling the class takes several times as long, and a mail reads a thousand alerts."""
    members: dict[object, Enum] = {member.value: member for member in kind}
    return lambda plain: None if plain is None else members[plain] if isinstance(plain, str) and plain in members else kind(plain)


def _record_builder(kind: type) -> Builder:
    hints = {name: _builder(hint) for name, hint in get_type_hints(kind).items()}
    builders = {name: None if builder is _as_it_is else builder for name, builder in hints.items()}

    def build(plain: object) -> object:
        if plain is None:
            return None
        if not isinstance(plain, dict):
            raise _unlike(plain, kind)
        return kind(**{name: builder(entry) if (builder := builders[name]) else entry for name, entry in plain.items()})

    return build


def _generic_builder(kind: object, origin: object, arguments: tuple[object, ...]) -> Builder:
    if origin in (Union, UnionType):
        return _builder(next(argument for argument in arguments if argument is not NoneType))
    inner = [_builder(argument) for argument in arguments if argument is not Ellipsis]

    def build(plain: object) -> object:
        if plain is None:
            return None
        if isinstance(plain, dict):
            return {inner[0](key): inner[1](entry) for key, entry in plain.items()}
        if not isinstance(plain, list):
            raise _unlike(plain, kind)
        if arguments[-1] is Ellipsis:
            return tuple(map(inner[0], plain))
        if len(inner) == 1:
            return tuple(map(inner[0], plain))
        return tuple(made(entry) for made, entry in zip(inner, plain, strict=True))

    return build


def _unlike(plain: object, kind: object) -> TypeError:
    return TypeError(f"{plain!r} is not what was written for {kind}")


def _as_it_is(plain: object) -> object:
    return plain


_SAME = (str, int, bool)
"""Kinds that JSON gives back as they were."""
_AS_THEY_ARE = (float, int, bool, NoneType)
_SCALARS: Mapping[object, Callable[..., object]] = {
    float: float,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    time: time.fromisoformat,
}


@lru_cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))

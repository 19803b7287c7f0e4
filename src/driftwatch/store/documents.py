"""Domain values as JSON and back, exactly: what nests in an alert needs no columns of its own."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from numbers import Integral, Real
from types import NoneType, UnionType
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

from driftwatch.store.columns import clean

Value = TypeVar("Value")


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
    if plain is None:
        return None
    if kind in _SCALARS:
        return _SCALARS[kind](plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if is_dataclass(kind) and isinstance(plain, dict):
        hints = _hints(cast(type, kind))
        return cast(type, kind)(**{name: _build(hints[name], entry) for name, entry in plain.items()})
    return _build_generic(get_origin(kind), get_args(kind), plain)


def _build_generic(origin: object, arguments: tuple[object, ...], plain: object) -> object:
    if origin in (Union, UnionType):
        return _build(next(argument for argument in arguments if argument is not NoneType), plain)
    if isinstance(plain, dict):
        return {_build(arguments[0], key): _build(arguments[1], entry) for key, entry in plain.items()}
    if not isinstance(plain, list):
        raise TypeError(f"{plain!r} is not what was written for {origin}")
    kinds = [arguments[0]] * len(plain) if arguments[-1] is Ellipsis else list(arguments)
    return tuple(_build(inner, entry) for inner, entry in zip(kinds, plain, strict=True))


_AS_THEY_ARE = (float, int, bool, NoneType)
_SCALARS: Mapping[object, Callable[..., object]] = {
    str: str,
    int: int,
    float: float,
    bool: bool,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    time: time.fromisoformat,
}


@lru_cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@lru_cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)

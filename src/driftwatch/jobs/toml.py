"""driftwatch.toml as a program changes it: read into tables, written from them."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Toml: TypeAlias = "str | int | float | bool | Sequence[Toml] | Mapping[str, Toml]"
Tables: TypeAlias = Mapping[str, Toml]
"""What a file holds, by the names of its tables."""
_HEAD = "# Written by driftwatch; change the programme through the API, which keeps what is said here.\n"


def parsed(text: str) -> dict[str, Toml]:
    """The tables of a file that our own settings reader took."""
    return tomllib.loads(text)


def written(tables: Tables) -> str:
    """The same as a file: tables and lists of tables, one key a line."""
    sections = [section for name, value in tables.items() for section in _sections(name, value)]
    return "\n".join([_HEAD, *sections])


def _sections(name: str, value: Toml) -> list[str]:
    if isinstance(value, Mapping):
        return [_section(f"[{name}]", value)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_section(f"[[{name}]]", entry) for entry in value if isinstance(entry, Mapping)]
    raise TypeError(f"`{name}` stands outside all tables; our settings know no such key")


def _section(head: str, entries: Tables) -> str:
    return "\n".join([head, *(f"{name} = {_value(value)}" for name, value in entries.items())]) + "\n"


def _value(value: Toml) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A basic string of TOML takes all escapes of JSON; the one control character that JSON leaves as it is, TOML does not.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(name, ensure_ascii=False)} = {_value(entry)}" for name, entry in value.items()) + "}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_value, value))}]"
    return repr(value)

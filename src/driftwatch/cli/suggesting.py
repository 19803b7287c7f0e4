"""Suggested partners as text for a driftwatch.toml."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from driftwatch.settings import Settings
    from driftwatch.stages.suggest import Suggestion

MOST_PARTNERS = 20
MOST_PEOPLE = 60
_MOST_NAMED = 40
_WIDTH = 120


def partners_toml(suggestions: "Sequence[Suggestion]", settings: "Settings") -> str:
    """Valid TOML: a `[[partner]]` for each of the most frequent, the others named in a comment; with a head where no file is there yet."""
    parts = [] if settings.file.is_file() else [f"[programme]\nname = {_quoted(settings.name)}\n"]
    parts += [_block(each) for each in suggestions[:MOST_PARTNERS]]
    if more := suggestions[MOST_PARTNERS:]:
        named = ", ".join(f"{each.partner.name} ({each.listed})" for each in more[:_MOST_NAMED])
        parts.append(_comment(f"{len(more)} more organisations: {named}{', …' if len(more) > _MOST_NAMED else ''}"))
    return "\n".join(parts)


def _block(suggestion: "Suggestion") -> str:
    partner = suggestion.partner
    lines = [f"# listed {suggestion.listed:,} times", "[[partner]]", f"id = {_quoted(partner.id)}", f"name = {_quoted(partner.name)}"]
    for key, values in (("aliases", partner.aliases), ("domains", partner.domains), ("people", partner.people[:MOST_PEOPLE])):
        if values:
            lines.append(_array(key, values))
    if len(partner.people) > MOST_PEOPLE:
        lines.append(f"# and {len(partner.people) - MOST_PEOPLE} more people who are listed less often")
    if suggestion.shared:
        lines.append("# people who are listed with several organisations; put each name where it belongs, if any one will do:")
    lines += [_comment(f"  {name}: {', '.join(organisations)}") for name, organisations in suggestion.shared.items()]
    return "\n".join([*lines, ""])


def _array(key: str, values: Sequence[str]) -> str:
    one_line = f"{key} = [{', '.join(map(_quoted, values))}]"
    return one_line if len(one_line) <= _WIDTH else "\n".join([f"{key} = [", *(f"    {_quoted(value)}," for value in values), "]"])


def _quoted(text: str) -> str:
    """A basic string; what TOML does not allow in one is escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return "# " + "".join(sign if sign.isprintable() else " " for sign in text).rstrip()

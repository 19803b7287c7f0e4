"""`driftwatch terms`: the compared terms as JSON lines."""

import json
import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.programmes import Programme
from driftwatch.cli.terminal import prepare_stdout, progress
from driftwatch.domain.talk import Partner
from driftwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from driftwatch.records import TermRecord


def terms(
    programme: Programme,
    partner: Annotated[
        list[str] | None, typer.Option("--partner", metavar="A", help="Compare these two partners only; give it twice.", show_default=False)
    ] = None,
    term: Annotated[list[str] | None, typer.Option("--term", "-t", metavar="T", help="Compare exactly these terms.", show_default=False)] = None,
) -> None:
    """Compare terms between partners, as JSON lines. Each has term, partners, n, divergence, p_value, q_value, verdict, smallest_shift and glosses.

    smallest_shift is the smallest share of a side's usages in another sense that so few usages would have shown; none where not even all would.

    Example: driftwatch terms horizon --partner techinnovate --partner globallogistics --term efficiency
    """
    from driftwatch.wiring import programme_settings, store_of, watch

    settings = programme_settings(programme)
    pair = _pair(partner or [], settings.partners)
    with closing(store_of(settings, os.environ)) as store, progress() as told:
        found = watch(settings, store, told=told).terms(tuple(term or ()))
    prepare_stdout()
    for record in found:
        if not pair:
            print(_line(record))
        elif set(record.partners) == set(pair):
            print(_line(_turned(record) if record.partners != pair else record))


def _pair(wanted: Sequence[str], partners: Sequence[Partner]) -> tuple[str, ...]:
    """The ids of the two partners that are meant; empty where none is named."""
    ids = tuple(_identifier(name, partners) for name in wanted)
    if ids and (len(ids) != 2 or len(set(ids)) != 2):
        raise ConfigurationError(f"--partner names {', '.join(ids)}: a comparison takes two different partners, so give it twice or not at all")
    return ids


def _identifier(name: str, partners: Sequence[Partner]) -> str:
    known = {written.casefold(): partner.id for partner in reversed(partners) for written in (partner.name, *partner.aliases, partner.id)}
    if name.casefold() in known:
        return known[name.casefold()]
    near = get_close_matches(name.casefold(), known, n=1)
    meant = f"; did you mean `{known[near[0]]}`?" if near else ""
    raise ConfigurationError(f"--partner `{name}`: no such partner; there is {', '.join(partner.id for partner in partners)}{meant}")


def _turned(record: "TermRecord") -> "TermRecord":
    """The same comparison with the other side first."""
    return replace(record, partners=record.partners[::-1], n=record.n[::-1], glosses=record.glosses and record.glosses[::-1])


def _line(record: "TermRecord") -> str:
    content = {
        "term": record.term,
        "partners": list(record.partners),
        "n": list(record.n),
        "divergence": _rounded(record.divergence),
        "p_value": _rounded(record.p_value),
        "q_value": _rounded(record.q_value),
        "verdict": str(record.verdict),
        "smallest_shift": record.smallest_shift,
        "glosses": None if record.glosses is None else list(record.glosses),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False)


def _rounded(figure: float | None) -> float | None:
    """Six significant digits, as in alerts.json."""
    return None if figure is None else float(f"{figure:.6g}")

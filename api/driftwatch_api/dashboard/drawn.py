"""What pages show of the last scan's pictures: as the key may see them, with the words behind them, or why there is nothing to see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from driftwatch.domain.meaning import AlertKind, CoverageStatus
from driftwatch.domain.pictures import Pictures
from driftwatch.report.cards import Context
from driftwatch.report.inputs import coverage_row
from driftwatch.store import SeenStore
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.shell import below
from driftwatch_api.listing import CSV, prefers_csv

NOT_SCANNED = "This programme was not scanned yet. Import its minutes, chats and mails, then start a scan."
SCAN_AGAIN = "This was scanned by an earlier version of driftwatch, which drew nothing. Scan once more to see this."


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Why a page has nothing, or not everything, to show."""

    says: str
    missing: tuple[str, ...] = ()
    """What would be needed, in a line each."""


def unseen(seen: SeenStore, place: Place, pictures: Pictures) -> Lack | None:
    """Why nothing was drawn at all; None where something was. `pictures` must hold the part `kinds`."""
    if pictures.kinds:
        return None
    return Lack(says=NOT_SCANNED if seen.lists.run(place.key) is None else SCAN_AGAIN)


def lacking(seen: SeenStore, place: Place, *kinds: AlertKind, of: str) -> Lack:
    """What the checks of these kinds missed; `of` says what cannot be shown."""
    run, context = seen.lists.run(place.key), Context(partners=place.partners, statements={})
    rows = [coverage_row(row, context) for row in (run.coverage if run else ()) if row.check in kinds and row.status is not CoverageStatus.RAN]
    return Lack(says=f"Not enough data to show {of}.", missing=tuple(dict.fromkeys(f"{row.between}: {row.why}" for row in rows if row.why)))


def context_of(seen: SeenStore, place: Place, *, statements: Iterable[str], alerts: Iterable[str | None] = ()) -> Context:
    """Names, the texts of these statements as far as they may be read, and where these alerts stand."""
    return Context(
        partners=place.partners,
        statements=seen.lists.texts(place.key, frozenset(statements)),
        alert_links={alert: below(place, "alerts", alert) for alert in alerts if alert},
        statements_at=f"{below(place, 'statements')}/",
    )


def wants_csv(request: Request, asked: str) -> bool:
    """Whether the address, or the header Accept, asks for CSV."""
    return asked == "csv" or prefers_csv(request.headers.get("accept", ""))


def csv_answer(place: Place, name: str, lines: Iterator[str]) -> Response:
    """A file of these lines, which no spreadsheet takes for formulas."""
    named = {"Content-Disposition": f'attachment; filename="{place.key[:80]}-{name}.csv"', "Vary": "Accept"}
    return Response("".join(lines), media_type=f"{CSV}; charset=utf-8", headers=named)

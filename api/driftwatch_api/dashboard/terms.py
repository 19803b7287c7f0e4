"""The term explorer: every compared term, and for each a page with both senses beside each other."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from driftwatch.domain.keys import Scope
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Verdict
from driftwatch.domain.pictures import Course, Pictures, TermMap
from driftwatch.domain.searches import StatementSearch
from driftwatch.errors import UnknownAlertError
from driftwatch.records import StatementRecord, TermRecord
from driftwatch.report.cards import Context, Quote
from driftwatch.report.drawings import quotes_of
from driftwatch.report.spreadsheet import csv_line
from driftwatch.report.wording import STATUS_WORDS
from driftwatch.store import SeenStore
from driftwatch.store.documents import read
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.chart_data import CourseView, course_view
from driftwatch_api.dashboard.drawn import Lack, context_of, csv_answer, lacking, unseen, wants_csv
from driftwatch_api.dashboard.entry import Guest, Place, the_place
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import Shown, below, page
from driftwatch_api.dashboard.term_views import VERDICTS, Pair, map_view, statements_of, term_rows
from driftwatch_api.service import Parts, Service

router = APIRouter(route_class=PageRoute, include_in_schema=False)
PAGE = 40
"""Terms a page of the list."""
MOST_DEFINITIONS = 6
_DOOR = "terms"
_ABSENT = "No term of this name was compared in a programme of this name, as far as your key may see."
_COLUMNS = (
    "term",
    "partner_a",
    "partner_b",
    "usages_a",
    "usages_b",
    "divergence",
    "low",
    "high",
    "q_value",
    "verdict",
    "alert",
    "gloss_a",
    "gloss_b",
)
_WORD_COLUMNS = ("term", "partner", "what", "word", "share", "x", "y", "statements")


class TermsAsked(BaseModel):
    """The query of the list; what it does not know it ignores."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    q: str = Field("", max_length=200)
    verdict: Verdict | None = None
    partner: str = Field("", max_length=100)
    start: int = Field(0, ge=0, le=100_000, alias="from")
    format: str = Field("", max_length=10)

    def query(self) -> dict[str, object]:
        """As it stands in addresses, without the place in the list."""
        return {"q": self.q.strip(), "verdict": self.verdict.value if self.verdict else "", "partner": self.partner}

    def wants(self, record: TermRecord) -> bool:
        """Whether the record belongs to the list, whatever its verdict."""
        return self.q.strip().casefold() in record.term.casefold() and (not self.partner or self.partner in record.partners)


@router.get("/p/{programme}/terms", openapi_extra=needs(Scope.READ_ALERTS))
def terms(programme: str, asked: Annotated[TermsAsked, Query()], guest: Guest, parts: Parts, request: Request) -> Response:
    """List the compared terms, those first that mean different things."""
    place = the_place(guest, parts, programme)
    seen = guest.sees(parts.store)
    outlined = seen.lists.outlined(place.key)
    everything = _compared(seen.terms(place.key), outlined)
    found = [record for record in everything if asked.wants(record)]
    chosen = [record for record in found if asked.verdict in (None, Verdict(record.verdict))]
    if wants_csv(request, asked.format):
        return csv_answer(place, "terms", _csv(chosen, outlined))
    context = context_of(seen, place, statements=(), alerts=(one.alert for one in outlined.terms))
    rows = term_rows(chosen, _by_pair(outlined), context, page_of=lambda term: below(place, _DOOR, term))
    query = asked.query()
    return page(
        request,
        guest,
        "terms.html",
        title="Terms",
        where=Shown(place=place, at=_DOOR),
        asked=asked,
        columns=[context.column(partner.id) for partner in place.partners],
        rows=rows[asked.start : asked.start + PAGE],
        count=len(rows),
        counts=[(verdict, sign, words, sum(record.verdict == verdict for record in found)) for verdict, (sign, words) in VERDICTS.items()],
        all=len(found),
        lack=None
        if everything
        else unseen(seen, place, seen.pictures(place.key, "kinds")) or lacking(seen, place, AlertKind.TERM_MEANING, of="terms"),
        links={verdict.value: below(place, _DOOR, **{**query, "verdict": verdict.value}) for verdict in Verdict},
        any_verdict=below(place, _DOOR, **{**query, "verdict": ""}),
        further=below(place, _DOOR, **query, **{"from": asked.start + PAGE}) if asked.start + PAGE < len(rows) else "",
        before=below(place, _DOOR, **query, **{"from": max(0, asked.start - PAGE) or ""}) if asked.start else "",
        csv=below(place, _DOOR, **query, format="csv"),
    )


@router.get("/p/{programme}/terms/{term:path}", openapi_extra=needs(Scope.READ_ALERTS))
def term(programme: str, term: str, guest: Guest, parts: Parts, request: Request, *, format: str = "") -> Response:  # noqa: A002
    """Show how each partner uses one term."""
    place = _the_place(guest, parts, programme)
    seen = guest.sees(parts.store)
    maps = seen.lists.term_maps(place.key, term)
    records = [record for record in seen.terms(place.key) if record.term == term]
    if not maps and not records:
        raise HTTPException(404, _ABSENT)
    if wants_csv(request, format):
        return csv_answer(place, "term", _map_csv(maps))
    courses = seen.lists.courses(place.key, [one.alert for one in maps if one.alert])
    definitions = _definitions(seen, place, term)
    context = context_of(seen, place, statements={*statements_of(maps), *definitions}, alerts=(one.alert for one in maps))
    return page(
        request,
        guest,
        "term.html",
        title=f"“{term}”",
        where=Shown(place=place, at=_DOOR),
        term=term,
        statuses=_statuses(seen, place, maps),
        maps=[
            (map_view(_sided(one, courses), context, name=f"map-{number}"), _course(one, courses, seen, place)) for number, one in enumerate(maps, 1)
        ],
        columns=[context.column(partner.id) for partner in place.partners],
        undrawn=_undrawn(records, maps, context, place),
        lack=None if maps else _why_undrawn(seen, place),
        definitions=_quotes(definitions, context),
        more_definitions=below(place, "statements", q=term, label=Label.DEFINITION.value),
        said=below(place, "statements", q=term),
        everything=below(place, _DOOR),
        csv=below(place, _DOOR, term, format="csv") if maps else "",
    )


def _the_place(guest: Guest, parts: Service, programme: str) -> Place:
    """What is foreign is told as what is absent, in the same words."""
    try:
        return the_place(guest, parts, programme)
    except HTTPException as error:
        raise HTTPException(404, _ABSENT) from error


def _compared(records: Sequence[TermRecord], outlined: Pictures) -> list[TermRecord]:
    """Every record, and what was drawn beside them."""
    known = {(record.term, record.partners) for record in records}
    return [*records, *(_record(one, pair) for (term, pair), one in _by_pair(outlined).items() if (term, pair) not in known)]


def _record(drawn: TermMap, pair: Pair) -> TermRecord:
    senses = {sense.partner: sense for sense in drawn.senses}
    return TermRecord(
        term=drawn.term,
        partners=pair,
        n=(senses[pair[0]].usages, senses[pair[1]].usages),
        divergence=drawn.divergence.value if drawn.divergence else None,
        p_value=None,
        q_value=None,
        verdict=drawn.verdict.value,
        glosses=(senses[pair[0]].gloss, senses[pair[1]].gloss),
    )


def _by_pair(outlined: Pictures) -> Mapping[tuple[str, Pair], TermMap]:
    found: dict[tuple[str, Pair], TermMap] = {}
    for one in outlined.terms:
        first, second = sorted(sense.partner for sense in one.senses)
        found[one.term, (first, second)] = one
    return found


def _sided(drawn: TermMap, courses: Mapping[str, Course]) -> TermMap:
    """With the sides in the order in which the alert on it has them."""
    partners = course.partners if (course := courses.get(drawn.alert or "")) else ()
    places = {partner: place for place, partner in enumerate(partners)}
    return replace(drawn, senses=tuple(sorted(drawn.senses, key=lambda sense: places.get(sense.partner, len(places)))))


def _statuses(seen: SeenStore, place: Place, maps: Sequence[TermMap]) -> Mapping[str, str]:
    """Address of an alert -> how it stands: a word that differs may be settled."""
    found: dict[str, str] = {}
    for identifier in sorted({one.alert for one in maps if one.alert}):
        with suppress(UnknownAlertError):
            alert, _ = seen.lists.alert(place.key, identifier)
            found[below(place, "alerts", identifier)] = STATUS_WORDS[alert.status]
    return found


def _course(drawn: TermMap, courses: Mapping[str, Course], seen: SeenStore, place: Place) -> CourseView | None:
    course = courses.get(drawn.alert or "")
    if course is None:
        return None
    landmarks = seen.pictures(place.key, "landmarks").landmarks
    return course_view(course, landmarks, Context(partners=place.partners, statements={}))


def _undrawn(records: Sequence[TermRecord], maps: Sequence[TermMap], context: Context, place: Place) -> list[object]:
    """Pairs that were compared, but whose map was not drawn."""
    drawn = _by_pair(Pictures(terms=tuple(maps)))
    rows = term_rows(records, {}, context, page_of=lambda term: below(place, _DOOR, term))
    return [row for row, record in zip(rows, records, strict=True) if (record.term, record.partners) not in drawn]


def _why_none(seen: SeenStore, place: Place) -> Lack:
    return unseen(seen, place, seen.pictures(place.key, "kinds")) or lacking(seen, place, AlertKind.TERM_MEANING, of="shared words")


def _why_undrawn(seen: SeenStore, place: Place) -> Lack:
    why = unseen(seen, place, seen.pictures(place.key, "kinds"))
    return why or Lack(says="Maps are drawn of the terms that differ and of those that both sides use most; this one is not among them.")


def _definitions(seen: SeenStore, place: Place, term: str) -> tuple[str, ...]:
    """Ids of a few statements that define it."""
    search = StatementSearch(programmes=(place.key,), labels=(Label.DEFINITION,), text=term)
    found = seen.lists.statements(search, limit=MOST_DEFINITIONS)
    return tuple(read(StatementRecord, row.body).id for row in found.rows)


def _quotes(statements: Sequence[str], context: Context) -> tuple[Quote, ...]:
    return quotes_of(statements, context, most=MOST_DEFINITIONS)


def _csv(records: Sequence[TermRecord], outlined: Pictures) -> Iterator[str]:
    yield csv_line(_COLUMNS)
    drawn = _by_pair(outlined)
    for record in records:
        one = drawn.get((record.term, record.partners))
        bounds = one.divergence if one else None
        figures = [record.divergence, bounds.low if bounds else None, bounds.high if bounds else None, record.q_value]
        numbers = ["" if value is None else f"{value:.6g}" for value in figures]
        glosses = record.glosses or ("", "")
        yield csv_line([record.term, *record.partners, *map(str, record.n), *numbers, record.verdict, (one.alert or "") if one else "", *glosses])


def _map_csv(maps: Sequence[TermMap]) -> Iterator[str]:
    """What the map shows: its words, then its usages."""
    yield csv_line(_WORD_COLUMNS)
    for one in maps:
        for sense in one.senses:
            for near in sense.neighbours:
                place = f"{near.x:.4g}", f"{near.y:.4g}"
                yield csv_line([one.term, sense.partner, "word", near.word, f"{near.weight:.4g}", *place, " ".join(near.statements)])
        for point in one.points:
            yield csv_line([one.term, point.partner, "usage", "", "", f"{point.x:.4g}", f"{point.y:.4g}", point.statement])

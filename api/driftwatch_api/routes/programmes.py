"""Programmes and their partners."""

from collections import Counter

from fastapi import APIRouter, Response

from driftwatch.domain.alerts import Outcome
from driftwatch.domain.keys import Scope
from driftwatch.ports import Store
from driftwatch_api.admission import GuardedRoute, Guest, needs
from driftwatch_api.documents import CoverageDocument, PartnerDocument, ProgrammeDocument, ProgrammeList, ProgrammeState, RunDocument
from driftwatch_api.hosting import tag
from driftwatch_api.service import Parts

router = APIRouter(prefix="/v1/programmes", tags=["programmes"], route_class=GuardedRoute)


@router.get("", operation_id="list_programmes", openapi_extra=needs(Scope.READ_ALERTS))
def list_programmes(guest: Guest, parts: Parts) -> ProgrammeList:
    """List the programmes that the key may see, with their partners."""
    rows = guest.programmes(parts.store)
    return ProgrammeList(programmes=[ProgrammeDocument(id=key, name=name, partners=_partners(parts.store, key)) for key, name in rows])


@router.get("/{programme_id}", operation_id="get_programme", openapi_extra=needs(Scope.READ_ALERTS))
def get_programme(programme_id: str, guest: Guest, parts: Parts, response: Response) -> ProgrammeState:
    """Show one programme: its last run, what the checks could see, and how its alerts stand."""
    [(key, name)] = guest.programme(parts.store, programme_id)
    outcome = guest.sees(parts.store).outcome(key)
    response.headers["ETag"] = tag(parts, key, outcome)
    return ProgrammeState(
        id=key,
        name=name,
        partners=_partners(parts.store, key),
        run=outcome and _run(outcome),
        coverage=_coverage(outcome) if outcome else [],
        alerts=Counter(alert.status for alert in outcome.alerts) if outcome else {},
    )


def _partners(store: Store, programme: str) -> list[PartnerDocument]:
    return [PartnerDocument(id=partner.id, name=partner.name) for partner in store.partners(programme)]


def _run(outcome: Outcome) -> RunDocument:
    run = outcome.run
    return RunDocument(at=run.at.isoformat(), driftwatch=run.driftwatch, models=dict(run.models), config=run.config)


def _coverage(outcome: Outcome) -> list[CoverageDocument]:
    return [CoverageDocument(check=row.check, partners=list(row.partners), status=row.status, why=row.why) for row in outcome.coverage]

"""Labels for texts that somebody sends: nothing is kept, counted by content, or logged."""

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request

from driftwatch.domain.keys import Scope
from driftwatch.labelling import LabelledText
from driftwatch_api.admission import GuardedRoute, Guest, needs
from driftwatch_api.documents import LabelledDocument, LabelledList
from driftwatch_api.questions import ClassifyRequest
from driftwatch_api.service import Parts

router = APIRouter(prefix="/v1/classify", tags=["classify"], route_class=GuardedRoute)


@router.post("", operation_id="classify_texts", openapi_extra=needs(Scope.READ_ALERTS))
async def classify_texts(asked: ClassifyRequest, guest: Guest, parts: Parts, request: Request) -> LabelledList:
    """Label texts, in the order in which they come; stateless."""
    # One model at work at a time: more would not be faster, and whoever waits here holds no thread that others need.
    limiter: CapacityLimiter = request.app.state.model_turns
    labelled = await to_thread.run_sync(parts.label, asked.texts, limiter=limiter)
    return LabelledList(results=[_document(row) for row in labelled])


def _document(row: LabelledText) -> LabelledDocument:
    return LabelledDocument(text=row.text, labels=dict(row.labels), predicted=list(row.predicted), unsure=list(row.unsure), foreign=row.foreign)

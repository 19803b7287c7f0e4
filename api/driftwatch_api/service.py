"""What the service stands on: a store, the labels of texts, a clock."""

import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from driftwatch.jobs.hosting import Hosting
from driftwatch.notifiers.safe_http import SafeHttp
from driftwatch.store.watermark import Usage
from driftwatch_api.logs import RequestLine, json_lines
from driftwatch_api.uploads import UploadLimits

if TYPE_CHECKING:
    from driftwatch.labelling import LabelledText
    from driftwatch.store import SqlStore


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The parts that requests are answered with."""

    store: "SqlStore"
    label: "Callable[[Sequence[str]], list[LabelledText]]"
    """Labels for each text in the order given; raises ModelError where no model can be loaded."""
    explain: "Callable[[Sequence[str]], list[LabelledText]] | None" = None
    """The same with the words that carried each label, which takes many times longer; None where nobody can say."""
    hosting: Hosting | None = None
    """Where programmes lie that are made through the API; None where none can be."""
    random: Callable[[int], bytes] = secrets.token_bytes
    uploads: UploadLimits = UploadLimits()
    usage: Callable[[Path], Usage] = shutil.disk_usage
    clock: Callable[[], datetime] = _now
    ticks: Callable[[], float] = time.monotonic
    log: Callable[[RequestLine], None] = field(default_factory=lambda: json_lines(sys.stderr))
    http: SafeHttp = field(default_factory=lambda: SafeHttp(ticks=time.monotonic))
    """Knows where webhooks may lie."""
    processes: int = 1
    """So many answer together; each lets in its part of what is allowed."""
    shared: Path | None = None
    """The folder of these processes, in which they count together; None for one alone."""
    failures_per_minute: int = 10
    """Failed authentications of one address, after which it has to wait."""
    key_requests_per_minute: int = 12_000
    address_requests_per_minute: int = 24_000
    """Behind a proxy that does not say whom it speaks for, all requests come from one address."""

    def part(self, allowed: int) -> int:
        """What one process may let in, so that all together let in no more than this."""
        return max(1, allowed // self.processes)


def from_environment() -> Service:
    """The service of the store that DRIFTWATCH_STORE names."""
    from driftwatch import wiring

    hosting = Hosting(data=wiring.data_folder(os.environ), settings=wiring.programme_settings)
    shared = os.environ.get(wiring.SHARED_VARIABLE)
    return Service(
        store=wiring.store_from_environment(os.environ),
        label=_label,
        explain=_explain,
        hosting=hosting,
        http=wiring.safe_http(os.environ),
        processes=int(os.environ.get(wiring.PROCESSES_VARIABLE, "1")),
        shared=None if shared is None else Path(shared),
    )


def _label(texts: Sequence[str]) -> "list[LabelledText]":
    return _labellers()[0](texts)


def _explain(texts: Sequence[str]) -> "list[LabelledText]":
    return _labellers()[1](texts)


@cache
def _labellers() -> "tuple[Callable[[Sequence[str]], list[LabelledText]], Callable[[Sequence[str]], list[LabelledText]]]":
    """Made at first use: where the model is missing, everything that needs none still works."""
    from driftwatch import wiring

    return wiring.labellers()


async def _of_request(request: Request) -> Service:
    """Without a thread of its own, as a plain function would get."""
    service: Service = request.app.state.service
    return service


Parts = Annotated[Service, Depends(_of_request)]
"""The service, as an endpoint's argument."""

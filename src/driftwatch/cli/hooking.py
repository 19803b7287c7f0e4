"""What a worker hands over by HTTP."""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from driftwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from driftwatch.jobs.worker import Errand, World
    from driftwatch.settings import Settings
    from driftwatch.store.sql import SqlStore


def hooks_of(store: "SqlStore", world: "World", *, settings_of: "Callable[[str], Settings]") -> "Errand":
    """Hands the webhooks of all programmes what waits for them, and says which of them were switched off."""
    from driftwatch.jobs.hooks import Sender, hook_errand
    from driftwatch.wiring import safe_http

    http = safe_http(os.environ)
    sender = Sender(store=store, http=http, clock=world.clock, chance=world.chance, base_url=partial(_base_url, settings_of))
    return hook_errand(sender, told=world.log)


def _base_url(settings_of: "Callable[[str], Settings]", programme: str) -> str | None:
    """Where people read the programme's alerts; None where its driftwatch.toml does not say, or cannot be read just now."""
    try:
        return settings_of(programme).digest.base_url
    except ConfigurationError:
        return None

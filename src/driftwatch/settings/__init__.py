"""The settings of a programme: what its driftwatch.toml says, checked."""

from driftwatch.domain.mailing import Frequency, MailFormat
from driftwatch.domain.schedules import Rhythm
from driftwatch.settings.reading import read_settings, read_unfinished_settings
from driftwatch.settings.values import (
    COLUMNS,
    FILE_NAME,
    Detection,
    DigestSettings,
    Quiet,
    Recipient,
    ScheduleSettings,
    Settings,
)

__all__ = [
    "COLUMNS",
    "FILE_NAME",
    "Detection",
    "DigestSettings",
    "Frequency",
    "MailFormat",
    "Quiet",
    "Recipient",
    "Rhythm",
    "ScheduleSettings",
    "Settings",
    "read_settings",
    "read_unfinished_settings",
]

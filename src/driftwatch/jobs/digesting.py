"""What a mail job does: send the mail of a week to everybody on the list, once the scan that it is to tell of has been made."""

from collections.abc import Callable
from datetime import timedelta

from driftwatch.domain.jobs import scan_slot
from driftwatch.errors import ConfigurationError
from driftwatch.jobs.mailing import Post, send_digest, tally
from driftwatch.jobs.task import Task
from driftwatch.jobs.worker import Result
from driftwatch.store.sql import SqlStore

PERIOD = "period"
"""Word of a job: the ISO week, `2026-W14`."""
_PATIENCE = timedelta(seconds=20)


def digest(task: Task, *, store: SqlStore, post: Callable[[], Post]) -> Result:
    """Send the mails; those that the mail server does not take now stay in the outbox, from which they are tried again."""
    job = task.job
    scan = store.jobs.holder(scan_slot(job.programme))
    if scan is not None and scan.due <= job.due:
        return _PATIENCE
    if PERIOD not in job.words:
        raise ConfigurationError(f"the job does not say of which week the mail is to tell: give it `{PERIOD}`, such as 2026-W14")
    task.told(f"sending the mail of {job.words[PERIOD]}")
    return tally(send_digest(post(), job.programme, job.words[PERIOD]))

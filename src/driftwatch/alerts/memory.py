"""What is remembered of an alert from window to window, and what follows from it: pure functions of the memory alone.

A window is a calendar week of what was said. Each scan leaves one mark for its window, and a second scan of the same window writes over the
first: scanning twice is not two windows. All thresholds of the life cycle stand here, but for the two that a programme sets itself
(`raise_windows`, `clear_windows`).

- **moved**: the severity is another, or the effect lies outside the interval that was measured before. Two scans share most of their
  statements, so that a value inside the interval says nothing; an effect without an interval moves only by its severity. Marks of different
  models are not compared: a new model must neither escalate nor narrow what nobody has said anew.
- **flapping**: SWITCHES changes between found and not found within FLAPPING_WINDOWS marks. One return is a slip of the data (2 changes);
  the third change shows that it comes and goes.
- **regressed**: found again after it was cleared, or after a settlement had resolved it.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from itertools import pairwise

from driftwatch.domain.alerts import Alert, AlertStatus, BaselineState, RunRecord, Substatus
from driftwatch.domain.meaning import Severity
from driftwatch.domain.weeks import UNKNOWN, order

MOST_MARKS = 26
"""Half a year of weeks."""
FLAPPING_WINDOWS = 8
SWITCHES = 3
_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How grave a difference was when it was found."""

    severity: Severity
    basis: str
    """What measured it, as a digest of program and models; numbers of two bases are not compared."""
    settled: bool = False
    measure: str = ""
    value: float | None = None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the last scan of a window saw; without a standing it was looked for and not found."""

    window: str
    standing: Standing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """An alert's past, as far as it bears on its future."""

    marks: tuple[Mark, ...] = ()
    """Oldest first, one a window."""
    since: str | None = None
    """The window in which it was first found."""
    cleared: str | None = None
    """The window in which it had been gone for long enough; None while it is not."""
    returned: str | None = None
    """The window in which it last came back after it was cleared."""
    kept: str | None = None
    """The window in which people opened it although it was gone: its absence is counted from there."""
    agreed: Standing | None = None
    """What people agreed to differ in."""
    agreed_in: str | None = None
    """The last window that was scanned by then: what a scan of an earlier one finds is no news to them."""
    over: bool = False
    """Whether what people said last no longer holds, since what they said it of has changed."""
    alone: Alert | None = None
    """The alert by itself, where others are told with it."""

    @property
    def last(self) -> Standing | None:
        """What the last mark saw."""
        return self.marks[-1].standing if self.marks else None


def standing(alert: Alert, *, basis: str) -> Standing:
    """What is remembered of an alert's weight."""
    effect = alert.effect
    settled = alert.status is AlertStatus.RESOLVED
    if effect is None:
        return Standing(severity=alert.severity, basis=basis, settled=settled)
    return Standing(severity=alert.severity, basis=basis, settled=settled, measure=effect.measure, value=effect.value, interval=effect.interval)


def basis_of(run: RunRecord) -> str:
    """What measures in a run, in a few letters: numbers of another program or other models are not compared with its own."""
    about = json.dumps([run.driftwatch, sorted(run.models)])
    return hashlib.blake2b(about.encode("ascii"), digest_size=6).hexdigest()


def moved(before: Standing, now: Standing) -> int:
    """1 where it has become graver, -1 where it has become less grave, 0 where nothing can be said."""
    if before.basis != now.basis:
        return 0
    graver = _SEVERITIES.index(now.severity) - _SEVERITIES.index(before.severity)
    if graver:
        return 1 if graver > 0 else -1
    if before.value is None or now.value is None or before.interval is None or before.measure != now.measure:
        return 0
    low, high = before.interval
    if min(low, before.value) <= now.value <= max(high, before.value):
        return 0
    return 1 if abs(now.value) > abs(before.value) else -1


def until(memory: Memory, window: str) -> Memory:
    """The memory as it was in this window: a scan of an earlier period knows nothing of what came later."""

    def known(at: str | None) -> str | None:
        return None if at is None or order(at) > order(window) else at

    return replace(
        memory,
        marks=tuple(mark for mark in memory.marks if known(mark.window) is not None),
        since=known(memory.since),
        cleared=known(memory.cleared),
        returned=known(memory.returned),
        kept=known(memory.kept),
    )


def marked(memory: Memory, mark: Mark, *, most: int = MOST_MARKS) -> Memory:
    """The memory with one more mark; a mark of the same window is written over, and of all the newest stay."""
    marks = (*(before for before in memory.marks if before.window != mark.window), mark)
    found = mark.window if memory.since is None and mark.standing else memory.since
    return replace(memory, marks=marks[-most:], since=found)


def baseline_state(memory: Memory) -> BaselineState:
    """Against the last earlier window; what was missing there and not yet cleared still belongs to the baseline."""
    now, earlier = memory.last, _earlier(memory)
    if now is None:
        return BaselineState.ABSENT
    if earlier is None or memory.returned == memory.marks[-1].window:
        return BaselineState.NEW
    return BaselineState.UPDATED if moved(earlier, now) else BaselineState.UNCHANGED


def substatus(memory: Memory) -> Substatus:
    """Which way it goes; one that is missing is on its way out, and told as narrowing."""
    now, earlier = memory.last, _earlier(memory)
    if switches(memory) >= SWITCHES:
        return Substatus.FLAPPING
    if now is None:
        return Substatus.NARROWING
    if memory.returned == memory.marks[-1].window or (earlier is not None and earlier.settled and not now.settled):
        return Substatus.REGRESSED
    if earlier is None:
        return Substatus.NEW
    return {1: Substatus.ESCALATING, 0: Substatus.ONGOING, -1: Substatus.NARROWING}[moved(earlier, now)]


def switches(memory: Memory) -> int:
    """How often it changed between found and not found in the last windows."""
    found = [mark.standing is not None for mark in memory.marks[-FLAPPING_WINDOWS:]]
    return sum(before is not after for before, after in pairwise(found))


def absences(memory: Memory) -> int:
    """Windows in a row, up to the last, that were without it."""
    count = 0
    for mark in reversed(memory.marks):
        if mark.standing is not None or (memory.kept is not None and order(mark.window) <= order(memory.kept)):
            break
        count += 1
    return count


def last_found(memory: Memory) -> Standing | None:
    """What the last window saw in which it was found."""
    return memory.last or _earlier(memory)


def of_old(alert: Alert, *, raised: bool) -> Memory:
    """What can be said of an alert that was stored before anything was remembered."""
    before = standing(alert, basis="")
    return Memory(
        marks=(Mark(window=UNKNOWN, standing=before if raised else None),),
        since=UNKNOWN,
        cleared=None if raised else UNKNOWN,
        agreed=before if alert.status is AlertStatus.AGREED else None,
    )


def _earlier(memory: Memory) -> Standing | None:
    """What the last window before this one saw in which it was found."""
    return next((mark.standing for mark in reversed(memory.marks[:-1]) if mark.standing), None)

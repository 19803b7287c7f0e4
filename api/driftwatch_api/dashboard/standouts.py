"""What a profile or a silence map says at a glance, in a line or two over the table."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from driftwatch.domain.pictures import Part, Profile, SilenceMap
from driftwatch.report.cards import Context
from driftwatch.report.wording import counted, joined, share


def profile_lines(profile: Profile, context: Context, *, what: str) -> tuple[str, ...]:
    """What each partner names most, and where they are apart beyond their intervals; `what` is "outcome" or "attitude"."""
    partners = [part.partner for part in profile.rows[0].parts] if profile.rows else []
    most = [line for partner in partners if (line := _most(profile, partner, context))]
    if len(most) < 2:
        return ()
    apart = [f"“{row.name}”" for row in profile.rows if _is_apart(row.parts)]
    if apart:
        told = f"Clearly apart, as the intervals do not overlap: {joined(apart)}."
    else:
        told = f"On no {what} are they clearly apart: all intervals overlap."
    return (f"Most often: {'; '.join(most)}.", told)


def silence_lines(silence: SilenceMap, context: Context) -> tuple[str, ...]:
    """The topics with an alert: who raises them, and how often nobody takes them up."""
    return tuple(_raised(silence, context))


def _most(profile: Profile, partner: str, context: Context) -> str:
    column = context.column(partner)
    own = [(row.name, part) for row in profile.rows for part in row.parts if part.partner == partner and part.share is not None]
    top = max((part.count for _, part in own), default=0)
    names = [name for name, part in own if part.count == top]
    if not top or len(names) > 2:
        return ""
    part = next(part for _, part in own if part.count == top)
    each = " each" if len(names) > 1 else ""
    return f"{column.mark} {column.name} {joined([f'“{name}”' for name in names])} ({share(top / part.of)} of its statements{each})"


def _is_apart(parts: Sequence[Part]) -> bool:
    bounds = [(part.share.low, part.share.high) for part in parts if part.share is not None]
    known = [(low, high) for low, high in bounds if low is not None and high is not None]
    return any(one[1] < other[0] or other[1] < one[0] for one, other in combinations(known, 2))


def _raised(silence: SilenceMap, context: Context) -> Iterator[str]:
    for row in silence.rows:
        if row.alert:
            raising = max(row.raisings, key=lambda raising: raising.unanswered)
            column = context.column(raising.partner)
            yield (
                f"“{row.topic}” was raised by {column.mark} {column.name} in {counted(raising.raised, 'document')} "
                f"and not taken up in {raising.unanswered:,} of them."
            )

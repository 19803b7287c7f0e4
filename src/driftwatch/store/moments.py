"""Times as the store keeps them: as they were told, and as a number that compares across zones."""

from datetime import UTC, datetime, timedelta

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def instant(moment: datetime) -> int:
    """Microseconds since 1970; negative before."""
    return (moment - _BEGINNING) // timedelta(microseconds=1)


def moment(instant: int) -> datetime:
    """The time in UTC that this number tells."""
    return _BEGINNING + timedelta(microseconds=instant)

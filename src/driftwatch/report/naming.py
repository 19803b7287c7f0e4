"""Whom texts of a report or a mail must not name."""

from functools import lru_cache

from driftwatch.domain.persons import Persons
from driftwatch.domain.talk import Partner


@lru_cache(maxsize=8)
def persons_of(partners: tuple[Partner, ...]) -> Persons:
    """Finds the people of these partners, and whoever else has a name."""
    return Persons(partners)

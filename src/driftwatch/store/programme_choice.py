"""The programmes that a list has to look at."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, or_, select

from driftwatch.store.columns import clean
from driftwatch.store.documents import written
from driftwatch.store.schema import StoredProgramme

MOST_STREAMS = 50
"""So many programmes are asked one by one; more are asked all at once, and those that are not wanted sifted out."""


def chosen_programmes(connection: Connection, programmes: Sequence[str] | None, partners: Sequence[str] = ()) -> tuple[str, ...] | None:
    """The wanted programmes that have one of these partners, sorted; None for all there are.

    A partner is mostly in one programme: looking for it in the others would be looking in vain.
    """
    if not partners:
        return None if programmes is None else tuple(sorted(set(programmes)))
    place = func.strpos if connection.dialect.name == "postgresql" else func.instr
    named = or_(*(place(StoredProgramme.partners, f'"id":{written(clean(partner))}') > 0 for partner in partners))
    keys = connection.scalars(select(StoredProgramme.key).where(named).order_by(StoredProgramme.key)).all()
    return tuple(key for key in keys if programmes is None or key in set(programmes))

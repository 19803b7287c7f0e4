"""On what an effect rests, statement by statement."""

from collections.abc import Collection, Iterable, Mapping

from driftwatch.domain.meaning import Basis, Item, Reckoning
from driftwatch.statistics.stances import Items
from driftwatch.tables import Statements


def basis_of(items: Items, pair: tuple[str, str], statements: Statements, *, scale: float = 1.0) -> Basis:
    """The items with their statements; raises ValueError where they do not say which these are."""
    if items.row is None:
        raise ValueError("items without rows have no basis")
    ids = statements.id
    columns = items.values[:, None] if items.values.ndim == 1 else items.values
    return Basis(
        reckoning=Reckoning.DIFFERENCE,
        scale=scale,
        items=_ordered(
            Item(statement=str(ids.iloc[row]), partner=pair[0 if first else 1], values=tuple(map(float, values)), weight=float(weight))
            for row, first, values, weight in zip(items.row.tolist(), items.side.tolist(), columns, items.weights, strict=True)
        ),
    )


def share_of(documents: Mapping[str, Collection[int]], such: Collection[str], statements: Statements, *, beside: Iterable[int] = ()) -> Basis:
    """The share of the documents that are such, each with the rows of statements that speak of it; those `beside` count and weigh nothing."""
    own = {row: (float(document in such), 1 / len(rows)) for document, rows in documents.items() for row in rows}
    known = own | {row: (0.0, 0.0) for row in beside if row not in own}
    return Basis(
        reckoning=Reckoning.SHARE,
        items=_ordered(
            Item(statement=str(statements.id.iloc[row]), partner=str(statements.partner.iloc[row]), values=(value,), weight=weight)
            for row, (value, weight) in known.items()
        ),
    )


def _ordered(items: Iterable[Item]) -> tuple[Item, ...]:
    """By what they are, so that neither the order of files nor that of partners shows."""
    return tuple(sorted(items, key=lambda item: (item.statement, item.values, item.weight)))

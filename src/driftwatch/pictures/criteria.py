"""One criterion of a gate as a reader is shown it: in words that name nobody, where it is verified, and who names it how often."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from driftwatch.domain.criteria import Criterion, criteria_in
from driftwatch.domain.criterion_marks import durations
from driftwatch.domain.gate_matrix import LEAST_DOCUMENTS, OFTEN, GateMatrix, Named, Row, Standing

LEAST_SHARE = 0.25
"""Of a side's statements that name criteria, from which on what it only mentions is a criterion, though of no known kind."""
MOST_STATEMENTS = 6
_LEVELS = {Criterion.STAGED: "staging", Criterion.USED: "field", Criterion.ACCEPTED: "accepted"}
_SIMULATED = re.compile(r"\b(?:simulat|emulat|replay|synthetic|mock|stub|dry[- ]run)\w{0,5}", re.IGNORECASE)
_INTENT = re.compile(r"^(?:(?:and|but|so|then) )?(?:i|we)\b(?:['’]d|['’]ll| will| would| won['’]t)", re.IGNORECASE)
"""What somebody will do is no criterion."""
_UNNAMED = re.compile(r"(?:it|that|this|they|he|she)\b", re.IGNORECASE)
LEAST_WORDS = 3
_UNITS = (("week", 604_800), ("day", 86_400), ("hour", 3_600), ("minute", 60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A criterion as one partner tells it."""

    criterion: str
    level: str
    partner: str
    pieces: tuple[Named, ...]

    @property
    def standing(self) -> Standing:
        """Required where it is said as a condition at least once."""
        return Standing.REQUIRED if any(piece.required for piece in self.pieces) else Standing.MENTIONED

    def statements(self) -> tuple[int, ...]:
        """Rows that name it, the plainest first."""
        ranked = sorted(self.pieces, key=lambda piece: (not piece.required, not piece.plain, len(piece.text), piece.text, piece.statement))
        return tuple(dict.fromkeys(piece.statement for piece in ranked))


def told(matrix: GateMatrix, partners: tuple[str, str]) -> list[Told]:
    """What each of two partners names, criterion by criterion; what is no criterion, or told by another one already, is left out."""
    kept: list[Row] = []
    for row in sorted(matrix.rows, key=lambda row: (-len(_pieces(row)), row.kind is None, row.mark)):
        again = row.kind in (None, Criterion.TESTED) and any(_pieces(row) <= _pieces(other) for other in kept)
        if _is_criterion(row, matrix) and not again:
            kept.append(row)
    return [one for row in kept for one in _sides(row, partners) if one.criterion]


def _sides(row: Row, partners: tuple[str, str]) -> list[Told]:
    """Where the two verify it in different places, these are two criteria; what is said of no place joins the other's."""
    levels = [_level(row.kind, pieces) for pieces in row.named]
    apart = all(levels) and levels[0] != levels[1]
    both = [*row.named[0], *row.named[1]]
    return [
        Told(
            criterion=_name(row, row.named[side] if apart else both),
            level=levels[side] or levels[1 - side],
            partner=partners[side],
            pieces=row.named[side],
        )
        for side in (0, 1)
        if row.named[side]
    ]


def _is_criterion(row: Row, matrix: GateMatrix) -> bool:
    required = [row.documents(side) for side in (0, 1) if row.standing(side) is Standing.REQUIRED]
    often = [side for side in (0, 1) if row.documents(side) >= OFTEN]
    if row.kind is not None:
        return bool(required or often)
    if sum(required) >= LEAST_DOCUMENTS:
        return True
    if required:
        return not any(_INTENT.search(piece.text) or _is_bare(piece.text) for pieces in row.named for piece in pieces)
    return any(matrix.share(row, side) >= LEAST_SHARE and (piece := row.plainest(side)) is not None and piece.plain for side in often)


def _is_bare(text: str) -> bool:
    """Whether it says of something unnamed too little to stand alone: "it's frozen"."""
    return len(text.split()) <= LEAST_WORDS and _UNNAMED.match(text) is not None


def _name(row: Row, pieces: Sequence[Named]) -> str:
    """The kind, with the lengths of time in these pieces, or the criterion in the words of whoever names it most."""
    if row.kind is Criterion.LASTING:
        return _lasting(pieces)
    if row.kind is not None:
        return row.kind.value
    sides = sorted((0, 1), key=lambda side: (row.standing(side) is not Standing.REQUIRED, -row.statements(side)))
    piece = next((piece for side in sides if (piece := row.plainest(side)) is not None), None)
    return f"“{' '.join(piece.text.split())}”" if piece else ""


def _lasting(pieces: Sequence[Named]) -> str:
    """With the lengths of time that recur, the most frequent first."""
    counted = Counter(length for piece in pieces for length in durations(piece.text))
    documents = {length: {piece.document for piece in pieces if length in durations(piece.text)} for length in counted}
    often = sorted((length for length in counted if len(documents[length]) >= LEAST_DOCUMENTS), key=lambda length: (-counted[length], length))
    return f"{Criterion.LASTING.value}: {' or '.join(map(_written, often[:2]))}" if often else Criterion.LASTING.value


def _written(length: str) -> str:
    seconds = int(length.removesuffix(" s"))
    unit, size = next(((unit, size) for unit, size in _UNITS if seconds % size == 0), ("second", 1))
    return f"{seconds // size} {unit}{'' if seconds == size else 's'}"


def _level(kind: Criterion | None, pieces: Iterable[Named]) -> str:
    """Where it is verified: by its kind, else where half of what the side says of it speaks of one place."""
    if kind in _LEVELS:
        return _LEVELS[kind]
    found = [_place(piece.text) for piece in pieces]
    counted = Counter(level for level in found if level)
    likely = min(counted, key=lambda level: (-counted[level], level), default="")
    return likely if kind is Criterion.SIMULATED or 2 * counted[likely] >= len(found) else ""


def _place(text: str) -> str:
    """The one nearest to real use that the words name."""
    named = criteria_in(text)
    near = next((_LEVELS[kind] for kind in (Criterion.ACCEPTED, Criterion.USED, Criterion.STAGED) if kind in named), "")
    return near or (("simulated" if _SIMULATED.search(text) else "lab") if Criterion.SIMULATED in named else "")


def _pieces(row: Row) -> frozenset[tuple[int, int, str]]:
    return frozenset((piece.side, piece.statement, piece.text) for pieces in row.named for piece in pieces)


def merged(told_by: Iterable[Told]) -> Mapping[tuple[str, str], Mapping[str, Told]]:
    """By criterion and level, partner by partner: what one partner is compared in with several others is one."""
    found: dict[tuple[str, str], dict[str, Told]] = {}
    for one in told_by:
        row = found.setdefault((one.criterion, one.level), {})
        before = row.get(one.partner)
        pieces = {(piece.statement, piece.text): piece for piece in (*(before.pieces if before else ()), *one.pieces)}
        row[one.partner] = Told(criterion=one.criterion, level=one.level, partner=one.partner, pieces=tuple(pieces.values()))
    return found

"""What two sides name beside one gate, criterion by criterion: required, mentioned or absent on each side, and how that is told."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from driftwatch.domain.criteria import Criterion
from driftwatch.domain.criterion_marks import durations, kind_of
from driftwatch.domain.ordinary import CALENDAR
from driftwatch.domain.words import words

LEAST_DOCUMENTS = 2
"""In which a mark must stand, whoever says it, to be a criterion that can recur."""
COVERED = 0.5
"""Share of a mark's pieces that belong to another criterion already from which on it is a word of that criterion."""
OFTEN = 3
"""Documents of one side from which on what it merely mentions is told as missing on the other."""
MOST_REQUIRED, MOST_MENTIONED, MOST_ABSENT, MOST_COMMON = 3, 2, 3, 3
_DAYS = frozenset("today tonight tomorrow yesterday tonight's today's".split())
LONGEST_PHRASE = 80
"""Characters of a piece that is quoted in a summary."""
SHORTEST_PHRASE = 3
"""Words; a shorter piece is quoted only where there is no other."""
_POINTING = re.compile(
    r"(?:that|this|these|those)(?:['’]s|['’]re| is| are| was| were|['’]d| would)?\b|(?:their|his|her|your|its)\b"
    r"|(?:he|she|they)(?:['’](?:s|re|ve|d|ll)|\b)|there(?:['’]s| is| are) (?:that|this|those)\b",
    re.IGNORECASE,
)
"""What begins so points to something that is not quoted with it: "that's two weeks"."""
_PASSING = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|(?:last|this|next) (?:night|morning|evening|week|month|year|time|one)"
    r"|(?:last|this|next) (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
"""What is said of one day only."""
_OWN_DOING = re.compile(r"(?:and )?i\b|we\b", re.IGNORECASE)
_LINKED = re.compile(r"\b(?:either|too|as well|instead|and|or|but|so|because|that|which|of|to|the|a|an|in|on|for|with)\W*\Z", re.IGNORECASE)
"""What ends so goes on, or hangs on what stands before it."""


class Standing(StrEnum):
    """What one side makes of a criterion."""

    REQUIRED = "required"
    MENTIONED = "mentioned"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One piece that a side (0 or 1) names beside the gate."""

    side: int
    statement: int
    document: str
    text: str
    required: bool
    marks: frozenset[str]
    quotable: bool = True
    """Whether it names no person and no partner."""
    plain: bool = True
    """Whether the statement is labelled as a criterion: one said only once counts then."""


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion with the pieces in which each side names it."""

    mark: str
    named: tuple[tuple[Named, ...], tuple[Named, ...]]

    @property
    def kind(self) -> Criterion | None:
        """The known kind, if it is one."""
        return kind_of(self.mark)

    def standing(self, side: int) -> Standing:
        """Required where it is said as a condition at least once."""
        if not self.named[side]:
            return Standing.ABSENT
        return Standing.REQUIRED if any(each.required for each in self.named[side]) else Standing.MENTIONED

    def statements(self, side: int) -> int:
        """How many statements of the side name it."""
        return len({each.statement for each in self.named[side]})

    def documents(self, side: int) -> int:
        """In how many documents the side names it."""
        return len({each.document for each in self.named[side]})

    def plainest(self, side: int, said: Sequence[Named] = ()) -> Named | None:
        """The piece that tells it in the side's own words: a condition if there is one, the most like its others, nothing like `said`."""
        own = self.named[side]
        asked = [each for each in own if each.required] or list(own)
        typical = Counter(mark for each in own for mark in each.marks)
        fitting = [each for each in asked if each.quotable and len(each.text) <= LONGEST_PHRASE and not any(_overlap(each, other) for other in said)]
        fitting = [each for each in fitting if not (_POINTING.match(each.text) or _PASSING.search(each.text))]
        ranked = sorted(
            fitting,
            key=lambda each: (
                len(words(each.text)) < SHORTEST_PHRASE or _LINKED.search(each.text) is not None,
                _dated(each.text),
                not each.plain,
                _OWN_DOING.match(each.text) is not None,
                -_alike(each, typical),
                len(each.text),
                each.text,
            ),
        )
        return ranked[0] if ranked else None

    def label(self, side: int) -> str | None:
        """The kind, or the criterion as that side says it."""
        piece = self.plainest(side)
        quoted = f"“{piece.text}”" if piece else None
        return self.kind.value if self.kind else quoted


@dataclass(frozen=True, slots=True)
class GateMatrix:
    """The criteria of one gate, and how many statements of each side name any."""

    rows: tuple[Row, ...]
    statements: tuple[int, int]

    def share(self, row: Row, side: int) -> float:
        """0 … 1: share of the side's statements with criteria that name this one."""
        return row.statements(side) / max(self.statements[side], 1)

    def own(self, side: int) -> list[Row]:
        """What this side names more often than the other, the most telling first; what it requires before what it mentions."""
        found = [row for row in self.rows if self.share(row, side) > self.share(row, 1 - side)]
        return sorted(
            found,
            key=lambda row: (row.standing(side) is not Standing.REQUIRED, -round(self.share(row, side) - self.share(row, 1 - side), 9), row.mark),
        )

    def absent(self, side: int) -> list[Row]:
        """What the other side requires, or names often, and this side never does; what is required first, then the other's most frequent.

        What nobody requires and is of no known kind is told beside the gate rather than missing.
        """
        rows = [row for row in self.rows if row.standing(side) is Standing.ABSENT and row.documents(1 - side) >= LEAST_DOCUMENTS]
        told = [row for row in rows if row.standing(1 - side) is Standing.REQUIRED or (row.kind and row.documents(1 - side) >= OFTEN)]
        return sorted(told, key=lambda row: (row.standing(1 - side) is not Standing.REQUIRED, -row.documents(1 - side), row.mark))

    def required_in(self, side: int) -> int:
        """In how many documents the side says something as a condition."""
        return len({each.document for row in self.rows for each in row.named[side] if each.required})

    def common(self) -> list[Row]:
        """What both sides say as a condition, in two documents each; of a time that it must hold the same."""
        asked = [row for row in self.rows if all(row.standing(side) is Standing.REQUIRED for side in (0, 1))]
        often = [row for row in asked if min(row.documents(0), row.documents(1)) >= LEAST_DOCUMENTS]
        return [row for row in often if row.kind is not Criterion.LASTING or _lengths(row.named[0]) & _lengths(row.named[1])]

    def summary(self, side: int) -> str:
        """ "requires …; also names …; does not name …", made in the same way for both sides; empty where the side names nothing."""
        said: list[Named] = []
        required = self._told(side, Standing.REQUIRED, MOST_REQUIRED, said)
        mentioned = self._told(side, Standing.MENTIONED, MOST_MENTIONED, said)
        if not required and not mentioned:
            mentioned = self._told(side, Standing.MENTIONED, MOST_MENTIONED, said, rare=True)
        absent = list(dict.fromkeys(label for row in self.absent(side) if (label := row.label(1 - side))))[:MOST_ABSENT]
        parts = [
            f"requires {', '.join(required)}" if required else "",
            f"{'also ' if required else ''}names {', '.join(mentioned)}" if mentioned else "",
            f"does not name: {', '.join(absent)}" if absent else "",
        ]
        return "; ".join(part for part in parts if part) if required or mentioned else ""

    def asked(self, side: int, most: int) -> list[str]:
        """The side's own criteria: conditions in its words, then what it merely mentions, by its kind."""
        said: list[Named] = []
        found: list[str] = []
        for row in self.own(side):
            if row.standing(side) is Standing.REQUIRED:
                piece = row.plainest(side, said)
                said += [piece] if piece else []
                found += [f"“{piece.text}”"] if piece else []
            elif row.kind and (self._worth(row, side) if found else row.documents(side) >= LEAST_DOCUMENTS):
                found.append(row.kind.value)
        return found[:most]

    def _worth(self, row: Row, side: int) -> bool:
        """Whether what a side merely mentions is more than talk: often, and of a known kind."""
        return row.documents(side) >= OFTEN and row.kind is not None

    def common_ground(self) -> tuple[str, ...]:
        """What both sides name, each in its words."""
        found = []
        for row in self.common():
            own = [piece.text for side in (0, 1) if (piece := row.plainest(side))]
            in_words = f" (“{own[0]}”, “{own[1]}”)" if len(own) == 2 and own[0] != own[1] else ""
            if row.kind or in_words:
                found.append(f"both name: {row.kind.value}{in_words}" if row.kind else f"both name{in_words}")
        return tuple(found[:MOST_COMMON])

    def _told(self, side: int, standing: Standing, most: int, said: list[Named], *, rare: bool = False) -> list[str]:
        found: list[str] = []
        for row in self.own(side):
            seldom = standing is Standing.MENTIONED and not (row.documents(side) >= LEAST_DOCUMENTS if rare else self._worth(row, side))
            if row.standing(side) is not standing or seldom or len(found) == most:
                continue
            piece = row.plainest(side, said)
            if piece and not (piece.plain or piece.required or rare):
                piece = None
            if label := f"“{piece.text}”" if piece else row.kind and row.kind.value:
                unit = "" if said else " statements that name any"
                found.append(f"{label} ({row.statements(side)} of {self.statements[side]}{unit})")
                said += [piece] if piece else []
        return found


def matrix_of(named: Sequence[Named], recurring: Collection[str]) -> GateMatrix:
    """The pieces of both sides by criterion; `recurring` are the marks that can be one of their own."""
    holding: defaultdict[str, list[Named]] = defaultdict(list)
    for each in named:
        for mark in each.marks & frozenset(recurring):
            holding[mark].append(each)
    order = sorted(holding, key=lambda mark: (kind_of(mark) is None, -_leaning(holding[mark]), -len({each.document for each in holding[mark]}), mark))
    chosen: list[tuple[str, list[Named]]] = []
    taken: set[int] = set()
    for mark in order:
        fresh = [each for each in holding[mark] if id(each) not in taken]
        if kind_of(mark) is None and len(fresh) <= COVERED * len(holding[mark]):
            continue
        chosen.append((mark, holding[mark]))
        taken |= {id(each) for each in holding[mark]}
    chosen += [(each.text, [each]) for each in named if each.required and each.plain and id(each) not in taken]
    statements = [len({each.statement for each in named if each.side == side}) for side in (0, 1)]
    return GateMatrix(rows=tuple(_row(mark, pieces) for mark, pieces in chosen), statements=(statements[0], statements[1]))


def _lengths(pieces: Iterable[Named]) -> frozenset[str]:
    return frozenset(length for each in pieces for length in durations(each.text))


def _dated(text: str) -> bool:
    """Whether it is said of one day: what holds for one thing only is a poorer example."""
    return any(word.folded in CALENDAR or word.folded in _DAYS for word in words(text))


def _alike(piece: Named, typical: Counter[str]) -> float:
    """How much of what the side says beside the gate again and again is in the piece, for its length."""
    return round(sum(typical[mark] - 1 for mark in piece.marks) / (3 + len(words(piece.text))), 9)


def _overlap(piece: Named, other: Named) -> bool:
    """Whether the two pieces say much the same."""
    return 2 * len(piece.marks & other.marks) >= min(len(piece.marks), len(other.marks))


def _leaning(pieces: Sequence[Named]) -> int:
    """By how many documents one side names it in more than the other."""
    sides = [{each.document for each in pieces if each.side == side} for side in (0, 1)]
    return abs(len(sides[0]) - len(sides[1]))


def _row(mark: str, pieces: Iterable[Named]) -> Row:
    sides: tuple[list[Named], list[Named]] = ([], [])
    for each in pieces:
        sides[each.side].append(each)
    return Row(mark, (tuple(sides[0]), tuple(sides[1])))

"""What each statement says of the measures that it names or continues: a target, a reading, a way of counting."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.assertion import withdraws, withheld
from driftwatch.domain.counting import averages, bases, of_what, stem, stems
from driftwatch.domain.facets import VALUES, Facet
from driftwatch.domain.figures_said import Figure, Role, figures
from driftwatch.domain.measures import Measure, Mention, Named, Saying, Value, Way
from driftwatch.domain.ordinary import CALENDAR, GRAMMAR
from driftwatch.domain.own_figures import names_a_thing, only_passed, parts_of_wholes, stands_alone
from driftwatch.domain.quantities import is_unit
from driftwatch.domain.talk import Partner
from driftwatch.domain.words import folded_phrase, words
from driftwatch.ports import Vectors
from driftwatch.tables import StatementRow, Statements

CHIEF_UNIT = 0.6
"""Share of the figures with a unit that must have one dimension, for it to be the measure's."""
LEAST_UNITS = 0.1
"""Figures with that unit, as a share of those without one: a single "26 weeks" beside thirty bare figures is another quantity."""
FARTHEST = 90
"""Characters between a measure's name and a reading of it."""
BEFORE = 12
"""The same where the reading stands before the name: "81 per cent availability"."""
BESIDE = 25
"""The same where nothing tells a reading but its place."""
SURE = 0.6
"""Probability from which on the model says what a figure is where no phrase does."""
PLAUSIBLE = 12.0
"""How many times a figure without a unit may exceed, or fall short of, those with one."""
PLAUSIBLE_UNNAMED = 4.0
"""The same where the statement does not name the measure."""
LIKE_SHARES = 4.0
"""How many times bare percentages may fall short of the middle one."""
LEAST_SHARE = 10.0
"""Smallest bare figure that is taken for a percentage without its sign; 0.6 or 4 can be anything."""
LOOK_LIKE = 0.8
SHARES = frozenset("rate share percentage proportion quota".split())

_DUE = re.compile(
    r"\b(?:by|until|till|from|before|for|in|during|end of)\b (?:the )?(?:end of |first half of |second half of |next )?"
    r"(january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|20\d\d|year|quarter|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"^(?: \w{1,12})? (?:for|at|in|on|of) (?:the |our |my |all |a )?([\w'’-]{2,24}(?: [\w'’-]{2,24})?)")
_PLACE = re.compile(r"^ (?:for|at|in|on) (?:the |our |my |all |a )?([\w'’-]{2,24}(?: [\w'’-]{2,24})?)")
_OWN_READING = re.compile(r"^\W{0,3}(?:and )?(?:mine|ours|we(?: are|['’]re| have| had)|i (?:have|get|count))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One figure of a statement as it belongs to a measure."""

    saying: Saying
    figure: Figure
    due: frozenset[str]
    object: frozenset[str]
    part: bool = False
    """Whether it is a share that is written as a part of a whole: a reading of nothing but a measure that is a share."""


def sayings(named: Named, statements: Statements, partners: Sequence[Partner], sides: Vectors) -> tuple[Measure, ...]:
    """The measures with all that is said of them, those first that most statements name; `sides` are the probabilities of the facet `figure`."""
    people = _people(partners)
    said: defaultdict[int, list[_Said]] = defaultdict(list)
    echoes: defaultdict[int, list[_Said]] = defaultdict(list)
    ways: defaultdict[int, list[Way]] = defaultdict(list)
    for at, row in enumerate(statements.voiced()):
        if row.partner is None or not (at in named.mentions or at in named.context):
            continue
        for measure in _measure_of(at, named):
            saying = _saying(at, row, named=at in named.mentions)
            echoes[measure] += [_Said(saying=saying, figure=figure, due=frozenset(), object=frozenset()) for figure in figures(row.text)]
        if withdraws(row.text):
            _take_back(said, row, _measure_of(at, named))
        if (at not in named.mentions and not figures(row.text)) or withheld(row.text) is not None:
            continue
        for measure, one in _figures_of(at, row, named, people, sides[at]):
            said[measure].append(one)
        for measure, way in _ways_of(at, row, named, sides[at]):
            ways[measure].append(way)
    rows: defaultdict[int, set[int]] = defaultdict(set)
    for at, hits in named.mentions.items():
        for hit in hits:
            rows[hit.measure].add(at)
    numbers = range(len(named.names))
    found = [_measure(number, named, said[number], ways[number], echoes[number], rows=rows[number]) for number in numbers]
    return tuple(sorted((each for each in found if each.rows), key=lambda each: (-len(each.rows), each.name)))


def _people(partners: Sequence[Partner]) -> dict[str, frozenset[str]]:
    """Partner -> the folded words by which the others and their people are named."""
    own = {
        partner.id: {word for name in (partner.name, *partner.aliases, *partner.people) for word in folded_phrase(name) if len(word) > 1}
        for partner in partners
    }
    return {one: frozenset(word for other, names in own.items() if other != one for word in names - own[one]) - GRAMMAR for one in own}


def _measure_of(at: int, named: Named) -> set[int]:
    return {hit.measure for hit in named.mentions.get(at, ())} or ({named.context[at]} if at in named.context else set())


def _take_back(said: Mapping[int, list[_Said]], row: StatementRow, measures: set[int]) -> None:
    """What a partner withdraws was its position no longer than that."""
    named = {figure.value for figure in figures(row.text)}
    for measure in measures & said.keys():
        own = [one for one in said[measure] if one.saying.partner == row.partner and one.figure.role is not Role.READING]
        gone = [one for one in own if one.figure.value in named] or own[-1:]
        said[measure][:] = [one for one in said[measure] if one not in gone]


def _figures_of(
    at: int, row: StatementRow, named: Named, people: Mapping[str, frozenset[str]], sides: NDArray[np.float32]
) -> Iterator[tuple[int, _Said]]:
    hits = named.mentions.get(at, ())
    due = frozenset(hit[1].lower() for hit in _DUE.finditer(row.text))
    saying = _saying(at, row, named=bool(hits))
    spoken_of = _measure_of(at, named)
    own = named.words[next(iter(spoken_of))] if len(spoken_of) == 1 else None
    given = _weighed(figures(row.text), sides)
    things = [figure for figure in given if (hit := _nearest(hits, figure)) is not None and names_a_thing(row.text, figure, since=hit.end)]
    amounts = [figure for figure in given if figure not in things] or given
    found = [
        (figure, hit)
        for figure in amounts
        if not (figure.window or figure.proposed or figure.others or _is_year(figure) or _others_named(row, figure, people))
        and not only_passed(row.text, figure)
        if (hit := _nearest(hits, figure)) or not hits
        if not figure.counted or (hit and stem(figure.counted) in {stem(word) for word in named.words[hit.measure]})
        if _is_of(hit, figure, row.text, amounts) or _continues(row, figure, own, named=bool(hits))
    ]
    for figure, hit in found:
        yield hit.measure if hit else named.context[at], _Said(saying=saying, figure=figure, due=due, object=_object(hit, figure, row.text))
    if not found and len({hit.measure for hit in hits}) == 1 and not any(each.proposed for each in given):
        for figure in parts_of_wholes(row.text):
            yield hits[0].measure, _Said(saying=saying, figure=figure, due=due, object=frozenset(), part=True)


def _is_of(hit: Mention | None, figure: Figure, text: str, amounts: Sequence[Figure]) -> bool:
    """Whether the figure is said of the measure that is named."""
    if hit is None:
        return False
    if figure.role in (Role.READING, Role.OTHER):
        between = any(hit.end <= other.start < figure.start for other in amounts)
        return not between and _close(hit, figure, text) and (figure.role is Role.READING or _beside(hit, figure))
    return True


def _object(hit: Mention | None, figure: Figure, text: str) -> frozenset[str]:
    """What the figure is said of: the words behind the measure's name and behind the figure."""
    found = [_OBJECT.match(text[hit.end :]) if hit else None, _PLACE.match(text[figure.end :])]
    said = [word for each in found if each for word in folded_phrase(each[1])]
    return frozenset(word for word in said if word not in GRAMMAR | CALENDAR and not is_unit(word) and not word[0].isdecimal())


def _weighed(found: Sequence[Figure], sides: NDArray[np.float32]) -> list[Figure]:
    """The figures, a role given by the model where no phrase gives one and a single figure is a value of its own; `sides` has shape (values,)."""
    values = VALUES[Facet.FIGURE]
    own = [figure for figure in found if not (figure.counted or figure.window or figure.proposed or figure.others or _is_year(figure))]
    told = [(value, role) for value, role in ((values.index("target"), Role.TARGET), (values.index("reading"), Role.READING)) if sides[value] >= SURE]
    if len(own) != 1 or own[0].role is not Role.OTHER or not told:
        return list(found)
    return [replace(figure, role=told[0][1]) if figure is own[0] else figure for figure in found]


def _saying(at: int, row: StatementRow, *, named: bool) -> Saying:
    return Saying(row=at, partner=str(row.partner), speaker=row.speaker or "", document=row.document, said_at=row.said_at, named=named)


def _is_year(figure: Figure) -> bool:
    return not figure.dimension and 1900 <= figure.value <= 2100 and figure.value == int(figure.value)


def _others_named(row: StatementRow, figure: Figure, people: Mapping[str, frozenset[str]]) -> bool:
    before = row.text[max(0, figure.start - 40) : figure.start]
    return bool({word.folded for word in words(before)} & people.get(str(row.partner), frozenset()))


def _nearest(hits: Sequence[Mention], figure: Figure) -> Mention | None:
    """The measure that the figure counts ("97.8 availability"), else the last before it, else the first behind it."""
    counted = next((hit for hit in hits if figure.counted and figure.start < hit.end and hit.start < figure.end), None)
    if counted:
        return counted
    before = [hit for hit in hits if hit.end <= figure.start]
    behind = [hit for hit in hits if hit.start >= figure.end]
    first = min(behind, key=lambda hit: hit.start, default=None)
    if first and first.start - figure.end <= 2:
        return first
    return max(before, key=lambda hit: hit.end, default=first)


def _close(hit: Mention, figure: Figure, text: str) -> bool:
    if hit.start >= figure.end:
        return hit.start - figure.end <= BEFORE
    between = text[hit.end : figure.start]
    return len(between) <= FARTHEST and not re.search(r"[;.!?]\s", between)


def _beside(hit: Mention, figure: Figure) -> bool:
    return max(figure.start - hit.end, hit.start - figure.end) <= BESIDE and not figure.direction


def _continues(row: StatementRow, figure: Figure, own: frozenset[str] | None, *, named: bool) -> bool:
    """Whether a figure with no name beside it is of the measure spoken of: it is a target, or a reading and nothing else is named."""
    if own is None:
        return False
    if not named and (figure.role in (Role.TARGET, Role.BOUND) or (figure.role is Role.READING and _OWN_READING.match(row.text) is not None)):
        return True
    return figure.role in (Role.READING, Role.OTHER) and stands_alone(row.text, figure, own=own)


def _ways_of(at: int, row: StatementRow, named: Named, sides: NDArray[np.float32]) -> Iterator[tuple[int, Way]]:
    measures = _measure_of(at, named)
    if len(measures) != 1:
        return
    measure = measures.pop()
    if at not in named.mentions and not _speaks_of(row.text, named.words[measure]):
        return
    found = bases(row.text, without=named.words[measure]) | averages(row.text)
    found |= frozenset(word for hit in named.mentions.get(at, ()) for word in of_what(row.text[hit.end :], without=named.words[measure]))
    if sides[VALUES[Facet.FIGURE].index("counting")] >= SURE:
        found |= stems(row.text, without=named.words[measure])
    if found:
        yield measure, Way(saying=_saying(at, row, named=at in named.mentions), words=found)


def _speaks_of(text: str, own: frozenset[str]) -> bool:
    """Whether a statement that does not name the measure still gives a figure of it, by half of its name, by "mine", or names nothing else."""
    said = {word.folded for word in words(text)}
    found = figures(text)
    return bool(found) and (len(said & own) >= 2 or _OWN_READING.match(text) is not None or any(stands_alone(text, each, own=own) for each in found))


def _measure(number: int, named: Named, said: Sequence[_Said], ways: Sequence[Way], echoes: Sequence[_Said], *, rows: Set[int]) -> Measure:
    dimension = _dimension([one for one in said if one.saying.named and not one.part], named.words[number])
    written = [one for one in said if dimension and one.figure.dimension == dimension]
    sized = [one.figure.value * one.figure.factor for one in said if one.figure.dimension == dimension and one.saying.named and not one.part]
    values = [(one, value) for one in said if (value := _in_unit(one, dimension, written, sized)) is not None]
    return Measure(
        name=named.names[number],
        key=named.keys[number],
        dimension=dimension,
        targets=tuple(_value(one, amount) for one, amount in values if one.figure.role in (Role.TARGET, Role.BOUND)),
        readings=tuple(_value(one, amount) for one, amount in values if one.figure.role in (Role.READING, Role.OTHER)),
        ways=tuple(ways),
        echoes=tuple(_value(one, amount) for one in echoes if (amount := _in_unit(one, dimension, written, sized)) is not None),
        rows=tuple(sorted(rows)),
    )


def _dimension(said: Sequence[_Said], own: frozenset[str]) -> str:
    """The dimension that most figures with a unit have; bare figures that look like percentages are, where anybody writes one or the name says it."""
    units = Counter(one.figure.dimension for one in said if one.figure.dimension)
    chief = max(sorted(units), key=lambda unit: units[unit], default="")
    bare = [one.figure.value for one in said if not one.figure.dimension]
    if bare and units.total() - units["share"] <= 0.5 * len(bare):
        middle = median(one.figure.value for one in said if one.figure.dimension in ("share", ""))
        like = sum(max(LEAST_SHARE, middle / LIKE_SHARES) <= value <= 100 for value in bare)
        if like >= LOOK_LIKE * len(bare) and (units["share"] or own & SHARES):
            return "share"
    if not units or units[chief] < max(CHIEF_UNIT * units.total(), LEAST_UNITS * len(bare)):
        return ""
    return chief


def _in_unit(one: _Said, dimension: str, written: Sequence[_Said], sized: Sequence[float]) -> float | None:
    """The amount in the dimension's first unit; a figure without a unit stands in the one that its side wrote nearest to that day."""
    figure = one.figure
    if figure.dimension:
        return figure.value * figure.factor if figure.dimension == dimension else None
    own = [other for other in written if other.saying.partner == one.saying.partner and not other.part]
    own = own or [other for other in written if not other.part]
    nearest = min(own, key=lambda other: (_days(one, other), other.saying.row), default=None)
    amount = figure.value * (nearest.figure.factor if nearest else 1.0)
    positive = [abs(each) for each in sized if each]
    allowed = PLAUSIBLE if one.saying.named else PLAUSIBLE_UNNAMED
    if dimension == "share" and amount > 1:
        return None
    if positive and (dimension or not one.saying.named) and not min(positive) / allowed <= abs(amount) <= max(positive) * allowed:
        return None
    return amount


def _days(one: _Said, other: _Said) -> int:
    days = (one.saying.said_at, other.saying.said_at)
    return 0 if days[0] is None or days[1] is None else abs((days[0].date() - days[1].date()).days)


def _value(one: _Said, amount: float) -> Value:
    return Value(saying=one.saying, amount=amount, words=one.figure.words, direction=one.figure.direction.value, due=one.due, object=one.object)

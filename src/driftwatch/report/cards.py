"""One alert as people see it: both sides in parallel, how sure, since when, what speaks against it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import zip_longest

from driftwatch.domain.alerts import Alert, Evidence, Substatus
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.persons import Persons
from driftwatch.domain.pictures import Pictures
from driftwatch.domain.talk import Partner
from driftwatch.domain.weeks import UNDATED
from driftwatch.records import StatementRecord
from driftwatch.report.charts import Strip, strip
from driftwatch.report.grounds import basis, clauses, linked, readers, since
from driftwatch.report.standing import UNSETTLED, Told
from driftwatch.report.wording import KIND_NAMES, STATUS_WORDS, SUBSTATUS_WORDS, WHY_IT_MATTERS, cut, day, figure, likelihood, odds

QUOTE_LIMIT = 280
QUOTES_IN_SIGHT = 3
MARKS = ("●", "◆", "▲", "■", "★", "✚")
"""One mark a partner, so that nobody has to tell them by colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Verbatim words and where to find them again."""

    text: str
    cut: bool
    source: str
    locator: str
    said: str
    moment: str
    labels: str
    partner: str = ""
    statement: str = ""
    """Its id, where it is a whole statement."""
    link: str = ""
    """Where the statement has a page of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A partner as every picture heads it."""

    name: str
    mark: str
    hue: int
    """Number of the partner's colour, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One partner's column."""

    name: str
    mark: str
    hue: int
    """Number of the partner's colour, from 1."""
    statements: int
    summary: str
    quotes: tuple[Quote, ...]
    more: tuple[Quote, ...]
    """Quotes behind the first few; as many on every side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One alert, ready for the template."""

    id: str
    anchor: str
    title: str
    kind: str
    why: str
    subject: str
    severity: str
    bars: int
    """Filled bars of three: 1 low, 2 medium, 3 high."""
    likelihood: str
    confidence: str
    status: str
    unsettled: bool
    new: bool
    sides: tuple[SideView, ...]
    common_ground: tuple[str, ...]
    effect: Strip | None
    p_value: str
    p_odds: str
    q_value: str
    q_odds: str
    since: str
    against: tuple[Quote, ...]
    against_count: int
    against_ids: tuple[str, ...]
    questions: tuple[str, ...]
    clears_when: str
    merged: tuple[str, ...]
    """What else was found on the same matter."""
    state: str = ""
    """Which way it goes, in words; empty where it is as before."""
    basis: str = ""
    charter: str = ""
    """The clauses that it names; empty without a charter."""
    linked: tuple[str, ...] = ()
    readers: str = ""
    """Which of its quotes may go where."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What cards need besides their alert."""

    partners: tuple[Partner, ...]
    statements: Mapping[str, StatementRecord]
    """Those that the reader may read."""
    told: Told | None = None
    alert_links: Mapping[str, str] = field(default_factory=dict)
    """Alert id -> where it is shown."""
    charter: tuple[str, ...] = ()
    """The charter's paths; empty without one."""
    pictures: Pictures = Pictures()
    window: str = UNDATED
    """The calendar window in which the last was said."""
    statements_at: str = ""
    """What stands before a statement's id in the address of its page; empty where statements have none."""

    @cached_property
    def persons(self) -> Persons:
        """Finds whom a text names: people of the partners, speakers, and whoever else has a name."""
        return Persons(self.partners, speakers=sorted({record.speaker for record in self.statements.values() if record.speaker}))

    def name(self, partner: str | None) -> str:
        """The partner's name; its id where nobody knows it."""
        if partner is None:
            return "no partner"
        return next((known.name for known in self.partners if known.id == partner), partner)

    def number(self, partner: str) -> int:
        """The partner's place in the programme, from 0."""
        return next((place for place, known in enumerate(self.partners) if known.id == partner), len(self.partners))

    def named(self, text: str) -> str:
        """A line with the partners' names where their ids stood."""
        for partner in self.partners:
            text = re.sub(rf"(?<![\w“-]){re.escape(partner.id)}(?![\w”-])", partner.name.replace("\\", r"\\"), text)
        return text

    def column(self, partner: str) -> Column:
        """The partner's name, mark and colour."""
        number = self.number(partner)
        return Column(name=self.name(partner), mark=MARKS[number % len(MARKS)], hue=number % len(MARKS) + 1)


def card(alert: Alert, context: Context, *, place: int) -> Card:
    """The view of one alert, its sides in the order that the alert gives them."""
    p_value, q_value = alert.p_value, alert.q_value
    against = [context.statements[statement] for statement in alert.against if statement in context.statements]
    return Card(
        id=alert.id,
        anchor=f"alert-{place + 1}",
        title=alert.title,
        kind=KIND_NAMES[alert.kind],
        why=WHY_IT_MATTERS[alert.kind],
        subject=alert.subject,
        severity=alert.severity.value,
        bars={Severity.LOW: 1, Severity.MEDIUM: 2, Severity.HIGH: 3}[alert.severity],
        likelihood=likelihood(alert.confidence),
        confidence=figure(alert.confidence),
        status=STATUS_WORDS[alert.status],
        unsettled=alert.status in UNSETTLED,
        new=alert.status in UNSETTLED and context.told is not None and alert.id not in context.told,
        sides=side_views(alert, context),
        common_ground=alert.common_ground,
        effect=strip(alert.effect) if alert.effect else None,
        p_value="" if p_value is None else figure(p_value),
        p_odds="" if p_value is None else _about(p_value),
        q_value="" if q_value is None else figure(q_value),
        q_odds="" if q_value is None else _about(q_value),
        since=since(alert, context.window),
        against=tuple(spoken(statement, context) for statement in _in_turn(against, context)[: 2 * QUOTES_IN_SIGHT]),
        against_count=len(alert.against),
        against_ids=tuple(statement for statement in alert.against if statement not in context.statements)[: 2 * QUOTES_IN_SIGHT],
        merged=tuple(f"{KIND_NAMES[other.kind]}: {other.title}" for other in alert.merged),
        questions=alert.questions,
        clears_when=alert.clears_when,
        state="" if alert.substatus in (Substatus.NEW, Substatus.ONGOING) else SUBSTATUS_WORDS[alert.substatus],
        basis=basis(alert, context, context.pictures),
        charter=clauses(alert, context.charter),
        linked=linked(alert, context.pictures.landmarks),
        readers=readers(alert, context),
    )


def _about(probability: float) -> str:
    told = odds(probability)
    return told if told.startswith("fewer") else f"about {told}"


def side_views(alert: Alert, context: Context) -> tuple[SideView, ...]:
    """The sides with the same number of quotes each (but where one side alone raises the matter)."""
    said = [alert.evidence_of(place) for place in range(len(alert.sides))]
    each = min(map(len, said), default=0)
    views = []
    for side, own in zip(alert.sides, said, strict=True):
        pieces = own if alert.kind is AlertKind.ONE_SIDED_TOPIC else own[:each]
        quotes = tuple(quote(piece) for piece in pieces)
        column = context.column(side.partner)
        views.append(
            SideView(
                name=column.name,
                mark=column.mark,
                hue=column.hue,
                statements=side.statements,
                summary=side.summary,
                quotes=quotes[:QUOTES_IN_SIGHT],
                more=quotes[QUOTES_IN_SIGHT:],
            )
        )
    return tuple(views)


def _in_turn(against: Sequence[StatementRecord], context: Context) -> list[StatementRecord]:
    """What speaks against an alert, one of each side in turn; without what names somebody or tells of somebody's family or health."""
    persons = context.persons
    sides: dict[str | None, list[StatementRecord]] = {}
    for record in against:
        if persons.search(record.text) is None and not persons.personal(record.text):
            sides.setdefault(record.partner, []).append(record)
    return [record for turn in zip_longest(*sides.values()) for record in turn if record is not None]


def quote(piece: Evidence) -> Quote:
    """A piece of evidence with its words cut to the length that may be quoted."""
    return replace(_quote(piece.quote, piece.source, piece.locator, piece.said_at, piece.label), statement=piece.statement_id)


def spoken(statement: StatementRecord, context: Context) -> Quote:
    """A statement by itself, with the partner whose it is."""
    found = _quote(statement.text, statement.source, statement.locator, statement.said_at, statement.predicted)
    link = f"{context.statements_at}{statement.id}" if context.statements_at else ""
    return replace(found, partner=context.name(statement.partner), statement=statement.id, link=link)


def _quote(text: str, source: str, locator: str, said_at: datetime | None, labels: Sequence[Label]) -> Quote:
    shown = cut(text, limit=QUOTE_LIMIT)
    return Quote(
        text=shown.removesuffix("…") if shown != text else text,
        cut=shown != text,
        source=source,
        locator=locator,
        said=day(said_at) if said_at else "no date",
        moment=said_at.isoformat() if said_at else "",
        labels=", ".join(label.value for label in labels),
    )

"""What must stand on top of a page: that it quotes what not everybody may read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from driftwatch.report.cards import Context, Quote
from driftwatch.report.grounds import PRIVATE
from driftwatch.report.wording import counted, joined


def cautions(shown: object, context: Context) -> tuple[str, str]:
    """How many quotes come from chats, mails and transcripts, and how many from sources of one partner alone; empty where none does."""
    cited = {quote.statement for quote in quotes_in(shown)}
    records = [context.statements[statement] for statement in cited if statement in context.statements]
    registers = Counter(record.register for record in records)
    owners = Counter(record.own.partner for record in records if record.own is not None)
    private = joined([counted(registers[register], noun) for register, noun in PRIVATE.items() if registers[register]])
    own = joined([f"{counted(owners[partner.id], 'statement')} of {partner.name}" for partner in context.partners if owners[partner.id]])
    return private, own


def quotes_in(shown: object) -> Iterator[Quote]:
    """Every quote of whatever is shown, however deep it lies."""
    if isinstance(shown, Quote):
        yield shown
    elif isinstance(shown, tuple | list):
        for part in shown:
            yield from quotes_in(part)
    elif is_dataclass(shown):
        for field in fields(shown):
            yield from quotes_in(getattr(shown, field.name))

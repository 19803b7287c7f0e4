"""Numbers that nobody expects ("at least 0 days", "² hours", four hundred nines) end no scan: whatever reads a text comes to an end with them."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import product

import pytest

import driftwatch.domain

LEADS = (
    *("more than 0", "at least 0", "no more than 0", "0 or more", "over 0", "less than 0", "fewer than 0", "0", "-0", "0.0", "0/0", "0 to 0"),
    *("between 0 and 0", "from 0 to", "1e400", "0,0", "∞", "NaN", "inf", "1/0", "0 of 0", "none of 0", "two thirds of 0", "²", "3²", "½", "٣", "Ⅷ"),
    *("9" * 400, "at least " + "9" * 400, "1" + ",000" * 120),
)
UNITS = ("days", "%", "euros", "engineers", "pages a day", "times a week", "", "of 0")
FRAMES = ("Done means {} without a fault.", "We promised you {} and you gave none.", "{}", "Only {} of the week are left, {} open, every {}.")
TEXTS = [frame.replace("{}", f"{lead} {unit}") for lead, unit, frame in product(LEADS, UNITS, FRAMES)]


def readers_of_texts() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Every function of the domain for others that needs nothing but a text."""
    for module in pkgutil.iter_modules(driftwatch.domain.__path__):
        held = import_module(f"driftwatch.domain.{module.name}")
        for name, function in vars(held).items():
            plain = inspect.unwrap(function) if callable(function) else function
            if not inspect.isfunction(plain) or plain.__module__ != held.__name__ or name.startswith("_"):
                continue
            needed = [each for each in inspect.signature(plain).parameters.values() if each.default is each.empty]
            if len(needed) == 1 and needed[0].name == "text":
                yield f"{module.name}.{name}", plain


READERS = dict(readers_of_texts())


@pytest.mark.parametrize("name", READERS)
def test_whatever_reads_a_text_comes_to_its_end(name: str) -> None:
    for text in TEXTS:
        READERS[name](text)


def test_those_that_read_numbers_are_among_them() -> None:
    assert {"quantities.quantities", "tempo.tempos", "criterion_marks.durations", "figures_said.figures", "paces.paces"} <= set(READERS)

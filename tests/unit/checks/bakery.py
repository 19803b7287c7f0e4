"""An invented programme in memory: a bakery and its carrier, who share most words; what stands beside a word depends on the thing."""

import numpy as np
from tests.unit.stages.said import statements

from driftwatch.domain.talk import Partner
from driftwatch.ports import Material
from driftwatch.stages.locate import locate
from driftwatch.stages.terms import find_terms
from driftwatch.tables import Statements

PARTNERS = (Partner(id="alder", name="Alder Bakery"), Partner(id="birch", name="Birch Carriers"))
THINGS = (
    "oven crate van tray flour invoice label scale mixer rack shift depot "
    "pallet apron timer recipe basket thermometer counter freezer ledger dough hatch ramp"
).split()
VERBS = "cleaned weighed opened signed counted lifted checked moved stored loaded emptied sealed".split()
PLACES = "yard bench kitchen harbour cellar garage corner market bridge tower garden chapel quay".split()
HOURS = "dawn noon dusk midnight breakfast supper teatime".split()
TURNS = 12


def said_of(thing: str, kind: int, partner: str) -> list[tuple[str, str, str]]:
    """What one partner says of a thing in twelve documents; the words beside it depend on the kind of thing alone."""
    found = []
    for turn in range(TURNS):
        verb = VERBS[(kind + turn % 3) % len(VERBS)]
        place = PLACES[(5 * kind + turn % 4) % len(PLACES)]
        hour = HOURS[(kind + turn % 2) % len(HOURS)]
        found.append((f"Number {turn} of {partner}: they {verb} the {thing} near the {place} at {hour}", partner, f"d{turn:02}-{partner}"))
    return found


def talk(*, alder: str, birch: str, further: tuple[tuple[str, str, str], ...] = ()) -> Statements:
    """All things from both, and one thing for which the partners have these words."""
    kind = len(THINGS)
    rows = [row for number, thing in enumerate(THINGS) for partner in ("alder", "birch") for row in said_of(thing, number, partner)]
    return statements(*rows, *said_of(alder, kind, "alder"), *said_of(birch, kind, "birch"), *further, days=False)


def material(said: Statements) -> Material:
    """The statements as a check sees them, every one alike in its labels."""
    terms = find_terms(said)
    return Material(
        partners=PARTNERS,
        statements=said,
        probabilities=np.full((len(said), 7), 0.3, dtype=np.float32),
        labels=[()] * len(said),
        usages=locate(said, terms),
        terms=terms,
    )

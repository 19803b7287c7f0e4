"""A few invented statements whose form alone tells their label."""

from driftwatch.domain.labels import Label
from driftwatch.learn.statements import LabelledStatement

OPENINGS = {
    Label.GOAL: "We want to reach",
    Label.DONE: "It is not finished until we see",
    Label.RISK: "I am worried that we lose",
    Label.METRIC: "We measure success by 90 percent of",
    Label.COMMITMENT: "I will send",
    Label.PROCESS: "The board decides about",
    Label.DEFINITION: "By this word we mean",
}
THINGS = "the valve;the crane;a ward;the canteen;our ledger;a sample;the mast;the archive;the pump;a kiln;the hall;the yard".split(";")


def statements(things: int) -> tuple[LabelledStatement, ...]:
    """Of each thing one statement a label, and one without any; documents by thing."""
    return tuple(
        LabelledStatement(text=f"{opening} {thing}.", labels=frozenset([label] if label else []), document=f"d{n}", series=f"s{n % 4}")
        for n, thing in enumerate(THINGS[:things])
        for label, opening in [*OPENINGS.items(), (None, "Yesterday somebody painted")]
    )

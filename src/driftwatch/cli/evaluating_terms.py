"""`driftwatch evaluate terms`: how well meanings, words, definitions and their change over time are compared."""

from collections.abc import Callable, Collection, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.terminal import progress
from driftwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from driftwatch.encoders.usage_model import UsageModel
    from driftwatch.learn.answers import Answer
    from driftwatch.learn.evaluate_candidates import Found
    from driftwatch.learn.evaluate_variants import Raised
    from driftwatch.learn.scores import Score
    from driftwatch.ports import Encoder
    from driftwatch.tables import Statements

SEED = 20261121
DRIFTING = (15, 30)
"""Usages of a word in each half of the time."""


class Part(StrEnum):
    """What can be measured for itself."""

    PAIRS = "pairs"
    DEFINITIONS = "definitions"
    CANDIDATES = "candidates"
    PLANTED = "planted"
    DEALT = "dealt"
    VARIANTS = "variants"
    DRIFT = "drift"


def evaluate_terms(
    series: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FOLDER]...", help="Minutes, each folder a series, in which words are planted.", show_default=False),
    ] = None,
    *,
    pairs: Annotated[
        list[Path] | None, typer.Option("--pairs", metavar="FILE", help="Word-in-context pairs; several times.", show_default=False)
    ] = None,
    judged: Annotated[
        Path | None,
        typer.Option("--judged", metavar="FOLDER", help="Judged terms of two organisations: terms.tsv and usages.jsonl.", show_default=False),
    ] = None,
    deft: Annotated[
        Path | None, typer.Option("--deft", metavar="FILE", help="Sentences of the form of DEFT: tokens, has_definition.", show_default=False)
    ] = None,
    only: Annotated[list[Part] | None, typer.Option("--only", help="Measure this part alone; several times.", show_default=False)] = None,
    beds: Annotated[int, typer.Option("--beds", min=1, help="Of each kind and series.")] = 3,
    seed: Annotated[int, typer.Option("--seed", help="What is dealt and planted hangs on it.")] = SEED,
) -> None:
    """Measure how well terms are compared. Without arguments on what we wrote and nothing was trained on: usages, definitions, candidates.

    In real minutes words are merged, renamed, or change their sense at a day: how often is that found, and how often is it said where
    nothing differs? Intervals are exact, as if words were independent.

    Example: driftwatch evaluate terms minutes-a minutes-b --pairs pairs.jsonl
    """
    from driftwatch.cli.term_figures import print_judged
    from driftwatch.encoders.usage_model import usage_model
    from driftwatch.learn.answers import Memory
    from driftwatch.learn.evaluate_judged_terms import evaluate_judged

    wanted, model = frozenset(only or Part), usage_model()
    with progress() as told:
        _of_corpora(model, wanted, pairs=pairs or (), deft=deft, told=told)
        of_series = [_of_series(folder, model, wanted, seed=seed, beds=beds, told=told) for folder in series or ()]
        of_readers = evaluate_judged(judged, model, Memory()) if judged else None
    _print_series(series or (), of_series)
    print_judged(of_readers)


def _print_series(series: Sequence[Path], found: "Sequence[tuple[list[Answer], list[Raised]]]") -> None:
    from driftwatch.cli.term_figures import print_answers, print_scores

    print_answers([answer for answers, _ in found for answer in answers])
    renamed = [(folder.name, raised) for folder, (_, raised) in zip(series, found, strict=True)]
    print_scores(_of_renamed(renamed), title="Words renamed on one side")


def _of_corpora(
    model: "UsageModel", wanted: Collection[Part], *, pairs: Sequence[Path], deft: Path | None, told: Callable[[str], None]
) -> None:
    """What is measured on what we wrote, and on sets that are named."""
    from driftwatch.cli.term_figures import print_found, print_pairs, print_scores
    from driftwatch.learn.evaluate_usages import pair_figures

    if Part.PAIRS in wanted:
        told("measuring pairs of usages")
        print_pairs(pair_figures(model, pairs))
    if Part.DEFINITIONS in wanted:
        told("measuring definitions")
        print_scores(_definitions(deft), title="What defines a term")
    if Part.CANDIDATES in wanted:
        told("measuring candidates and usages")
        print_found(_candidates())


def _of_series(
    folder: Path, model: "Encoder", wanted: Collection[Part], *, seed: int, beds: int, told: Callable[[str], None]
) -> "tuple[list[Answer], list[Raised]]":
    """All that is asked of one series; raises NothingToReadError where the folder holds none."""
    from driftwatch.learn.evaluate_terms import MOST_STATEMENTS, bed_answers, dealt_answers
    from driftwatch.learn.term_beds import read_series

    told(f"reading {folder.name}")
    statements = read_series(folder, most=MOST_STATEMENTS)
    answers: list[Answer] = []
    if Part.PLANTED in wanted:
        told(f"{folder.name}: planting words")
        answers += bed_answers(model, folder.name, statements, seed=seed, beds=beds)
    if Part.DEALT in wanted:
        told(f"{folder.name}: dealing sides at random")
        answers += dealt_answers(model, folder.name, statements, seed=seed, beds=beds)
    if Part.DRIFT in wanted:
        told(f"{folder.name}: letting words drift")
        answers += _drifting(model, folder.name, statements, seed=seed, runs=beds)
    told(f"{folder.name}: renaming words")
    return answers, _renamed(folder, seed=seed, beds=beds) if Part.VARIANTS in wanted else []


def _drifting(model: "Encoder", name: str, statements: "Statements", *, seed: int, runs: int) -> "Iterator[Answer]":
    from driftwatch.learn.answers import Memory
    from driftwatch.learn.evaluate_drift import DriftBench, Schedule, drift_answers

    bench = DriftBench(encoder=model, cache=Memory())
    for usages in DRIFTING:
        for schedule in (Schedule.STEP, Schedule.RAMP, Schedule.PULSE, Schedule.BOTH, Schedule.RISE):
            yield from drift_answers(bench, name, statements, schedule=schedule, usages=usages, seed=seed, runs=runs)


def _renamed(folder: Path, *, seed: int, beds: int) -> "list[Raised]":
    from driftwatch.learn.evaluate_variants import MOST_STATEMENTS, null_beds, planted_beds
    from driftwatch.learn.term_beds import dealt_by_document, dealt_by_speaker, read_series

    statements = read_series(folder, most=MOST_STATEMENTS)
    seeds = [f"{folder.name} {seed} {number}" for number in range(beds)]
    found = [bed for deal in (dealt_by_document, dealt_by_speaker) for bed in planted_beds(statements, deal, seeds=seeds)]
    nothing = [bed for deal in (dealt_by_document, dealt_by_speaker) for bed in null_beds(statements, deal, seeds=seeds)]
    return [*found, *nothing]


def _of_renamed(series: "Sequence[tuple[str, Sequence[Raised]]]") -> "list[Score]":
    from driftwatch.learn.evaluate_variants import scored

    with_beds = [(name, beds) for name, beds in series if beds]
    every = [("all", [bed for _, beds in with_beds for bed in beds])] if len(with_beds) > 1 else []
    return [score for name, beds in [*with_beds, *every] for score in scored(beds, benchmark=name)]


def _definitions(deft: Path | None) -> "Sequence[Score]":
    from driftwatch.learn.evaluate_definitions import evaluate_definitions, evaluate_deft

    found = [evaluate_definitions(), *([evaluate_deft(deft)] if deft else [])]
    return [score for each in found for score in (each.sentences, each.spans) if score is not None]


def _candidates() -> "Sequence[Found]":
    from driftwatch.corpora import corpora, corpus
    from driftwatch.learn.evaluate_candidates import evaluate_candidates, evaluate_marks
    from driftwatch.learn.term_corpus import read_marked

    if "terms" not in corpora():
        raise ConfigurationError("corpora/terms does not ship with this driftwatch; leave --only candidates out")
    texts = read_marked(corpus("terms") / "test.jsonl")
    return [*evaluate_candidates(texts), *evaluate_marks(texts)]

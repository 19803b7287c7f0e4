"""`driftwatch learn`: trains the statement model, and teaches it what one programme's users mean."""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.evaluate import held_out, labelled
from driftwatch.cli.figures import print_labels
from driftwatch.cli.programmes import Programme
from driftwatch.cli.terminal import Told, draws_progress, progress, say, table
from driftwatch.errors import ConfigurationError, ModelError

if TYPE_CHECKING:
    from driftwatch.encoders.adaptation import Adaptation
    from driftwatch.encoders.statement_model import StatementModel
    from driftwatch.learn.evaluate_adaptation import Change
    from driftwatch.learn.statements import LabelledStatement

OUT = Path("statements-model")
USAGES_OUT = Path("usages-model")
DEFINITIONS_OUT = Path("definitions-model")
FACETS_OUT = Path("facets-model")
NEEDED = ("torch", "sentence_transformers", "onnx")
FEW_SECONDS = 10.0
"""Between two lines about one and the same work, where each stays."""
LOOKED_AT = 400
"""Statements that nobody spoke of, on which a change would be seen."""
FORGOTTEN = 0.02
"""Mean F1 that lessons may cost elsewhere without a warning."""

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Train the statement model, or teach it what one programme's users mean.\n\nExample: driftwatch learn adapt horizon corrected.jsonl",
)


@app.command("statements")
def statements(
    *,
    real: Annotated[Path, typer.Option("--real", metavar="FILE", help='Sentences of public talk, JSON lines {"text", "labels", "source"}.')],
    talk: Annotated[
        Path | None, typer.Option("--talk", metavar="FOLDER", help="Public talk to which our corpora hold further labels.", show_default=False)
    ] = None,
    choose: Annotated[
        Path | None,
        typer.Option("--choose", metavar="FILE", help="Labelled statements that choose thresholds, and train nothing.", show_default=False),
    ] = None,
    measure: Annotated[
        list[Path] | None,
        typer.Option(
            "--measure", metavar="FILE", help="Labelled statements to measure with, JSON lines or a gold.json; several times.", show_default=False
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the model is written: not there yet, or empty.")] = OUT,
) -> None:
    """Train the statement model and measure it. On the CPU, with a fixed seed; our own labelled corpora are always learnt from.

    Example: driftwatch learn statements --real train.jsonl --talk data --choose dev.jsonl --measure programme/gold.json --out statements-model
    """
    files = [*(measure or ())]
    _check_training([real, *([choose] if choose else []), *files], out, talk)
    from driftwatch.learn import train
    from driftwatch.learn.recipe import Recipe

    with progress() as shown:
        told = shown if draws_progress() else _sparing(shown)
        told("reading what is learnt from")
        taught = train.lessons(real, talk, Recipe(), choose=choose, told=told)
        made = train.train(taught, out, told=told)
        figures = train.measure(out, taught, made, files, told=told)
    for evaluation in figures:
        print_labels(evaluation)
        print()
    print(f"Model: {out / 'card.md'}")


@app.command("usages")
def usages(
    *,
    talk: Annotated[Path, typer.Option("--talk", metavar="FOLDER", help="Public talk: a folder for each series of minutes or chats.")],
    measure: Annotated[
        list[Path] | None,
        typer.Option("--measure", metavar="FILE", help="Word-in-context pairs to measure with, JSON lines; several times.", show_default=False),
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the model is written: not there yet, or empty.")] = USAGES_OUT,
) -> None:
    """Train the usage model, which compares what words mean, and measure it. On the CPU, with a fixed seed.

    Example: driftwatch learn usages --talk data --measure pairs.jsonl --out usages-model
    """
    _check_training([], out, talk)
    from driftwatch.learn.evaluate_usages import read_pairs
    from driftwatch.learn.recipe import UsageRecipe
    from driftwatch.learn.usage_training import train_usages

    for file in measure or ():
        read_pairs(file)
    with progress() as shown:
        told = shown if draws_progress() else _sparing(shown)
        made = train_usages(talk, out, UsageRecipe(), pairs=measure or (), told=told)
    table(
        ("Set", "Pairs", "Words", "Area under the curve", "Accuracy"),
        [(each.name, f"{each.pairs:,}", f"{each.words:,}", str(each.area), str(each.accuracy)) for each in made.figures],
    )
    print(f"Model: {out / 'card.md'}")


@app.command("definitions")
def definitions(
    *,
    talk: Annotated[Path, typer.Option("--talk", metavar="FOLDER", help="Public talk to which our corpora hold labels.")],
    deft: Annotated[
        Path | None, typer.Option("--deft", metavar="FILE", help="Sentences of the form of DEFT to measure with.", show_default=False)
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the model is written: not there yet, or empty.")] = DEFINITIONS_OUT,
) -> None:
    """Fit the weights of form by which definitions are recognised, and measure them.

    Example: driftwatch learn definitions --talk data --out definitions-model
    """
    if not talk.is_dir():
        raise ConfigurationError(f"{talk}: no such folder; --talk names the folder of public talk")
    _make(out)
    from driftwatch.cli.figures import SCORE_HEADS, score_row
    from driftwatch.learn.definition_training import train_definitions

    with progress() as told:
        told("fitting the marks of definitions")
        made = train_definitions(talk, out, deft=deft)
    table(SCORE_HEADS, [score_row(score) for score in made.figures])
    print(f"Model: {out / 'card.md'}")


@app.command("facets")
def facets(
    *,
    real: Annotated[Path, typer.Option("--real", metavar="FILE", help='Sentences of public talk, JSON lines {"text", "labels", "source"}.')],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the model is written: not there yet, or empty.")] = FACETS_OUT,
) -> None:
    """Train the facet model, which says on what statements take sides, and measure it. On the CPU, with a fixed seed.

    Example: driftwatch learn facets --real train.jsonl --out facets-model
    """
    _check_training([real], out, None)
    from driftwatch.learn.facet_training import train_facets
    from driftwatch.learn.recipe import FacetRecipe

    with progress() as shown:
        told = shown if draws_progress() else _sparing(shown)
        made = train_facets(out, real, FacetRecipe(), told=told)
    heads = ("Facet", "Value", "Expected", "Said", "Right", "F1")
    table(heads, [(each.facet, each.value, str(each.expected), str(each.said), str(each.right), f"{each.f1:.2f}") for each in made.figures])
    print(f"Model: {out / 'card.md'}")


@app.command("adapt")
def adapt(
    programme: Programme,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help='The corrected labels, JSON lines {"text", "labels"}: all of them.', show_default=False)
    ] = None,
    *,
    undo: Annotated[bool, typer.Option("--undo", help="Take all lessons back.")] = False,
) -> None:
    """Teach the labels as this programme's users give them. For this programme alone, and taken back at will.

    FILE holds all corrections there are: what was taught before is replaced, and of two labellings of one text the later counts.

    Example: driftwatch learn adapt horizon corrected.jsonl
    """
    from driftwatch.wiring import programme_settings, state_folder

    state = state_folder(programme_settings(programme).folder, os.environ)
    if undo == (file is not None):
        raise ConfigurationError("name either a file of corrected labels, or --undo to take back what was taught")
    if file is None:
        _undo(state, programme)
        return
    lessons = list({lesson.text: lesson for lesson in labelled(file)}.values())
    with progress() as told:
        told(f"learning from {len(lessons):,} statements")
        adaptation, model = _taught(lessons, file)
        told("looking at what that changes")
        changed = _change(lessons, model, adaptation)
        _write(state, adaptation)
    _print_change(changed, programme)


def _check_training(files: "Sequence[Path]", out: Path, talk: Path | None) -> None:
    """What is wrong is better told before the training than after it."""
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise ModelError(f"training needs {', '.join(missing)}; run: pip install 'driftwatch-alignment[st]'")
    for file in files:
        labelled(file)
    if talk is not None and not talk.is_dir():
        raise ConfigurationError(f"{talk}: no such folder; --talk names the folder of public talk, or is left out")
    _make(out)


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        taken = any(out.iterdir())
    except OSError as error:
        raise ConfigurationError(f"{out}: no folder to write to ({error.strerror or error}); name another one with --out") from error
    if taken:
        raise ConfigurationError(f"{out}: this folder is not empty; name another one with --out")


def _sparing(told: Told) -> Told:
    """A line for each kind of work, and then one every few seconds."""
    last = ("", 0.0)

    def tell(what: str) -> None:
        nonlocal last
        work, now = what.partition(":")[0], time.monotonic()
        if work != last[0] or now - last[1] >= FEW_SECONDS:
            last = (work, now)
            told(what)

    return tell


def _taught(lessons: "Sequence[LabelledStatement]", file: Path) -> "tuple[Adaptation, StatementModel]":
    from driftwatch.encoders.statement_model import statement_model
    from driftwatch.learn.adapting import teach

    model = statement_model()
    try:
        return teach(lessons, model), model
    except ConfigurationError as error:
        raise ConfigurationError(f"{file}: {error}") from error


def _change(lessons: "Sequence[LabelledStatement]", model: "StatementModel", adaptation: "Adaptation") -> "Change":
    from driftwatch.learn.evaluate_adaptation import change

    others = [statement for _, statements in held_out() for statement in statements]
    some = others[:: 1 + len(others) // LOOKED_AT]
    return change(lessons, some, before=model, after=replace(model, adaptation=adaptation))


def _write(state: Path, adaptation: "Adaptation") -> None:
    from driftwatch.encoders.adaptation import write_adaptation

    try:
        write_adaptation(state, adaptation)
    except OSError as error:
        raise ConfigurationError(f"{state}: cannot be written ({error.strerror or error}); nothing was taught") from error


def _undo(state: Path, programme: Path) -> None:
    from driftwatch.encoders.adaptation import forget

    try:
        known = forget(state)
    except OSError as error:
        raise ConfigurationError(f"{state}: cannot be written ({error.strerror or error}); what was taught stays") from error
    print(f"{programme}: all lessons are taken back; the next scan labels as before" if known else f"{programme}: nothing was taught")


def _print_change(changed: "Change", programme: Path) -> None:
    rows = [(row.label.value, f"{row.lessons:,}", f"{row.right_before:,}", f"{row.right_after:,}") for row in changed.labels]
    table(("Label", "Taught by", "Right before", "Right now"), rows, title=f"{changed.lessons:,} statements have taught")
    before, after = changed.mean_f1_before, changed.mean_f1_after
    print(
        f"\nOf {changed.others:,} other statements {changed.others_changed:,} have other labels now; mean F1 on them {before:.2f}, now {after:.2f}."
    )
    print(f"The next scan labels so. Take it back: driftwatch learn adapt {programme} --undo")
    if before - after > FORGOTTEN:
        say("warning: the lessons make the labels of other statements worse; look for labels given by mistake, or take them back")

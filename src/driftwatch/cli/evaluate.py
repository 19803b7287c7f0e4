"""`driftwatch evaluate`: how good it is, on what ships with it or on statements of one's own."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.evaluating_terms import evaluate_terms
from driftwatch.cli.figures import SCORE_HEADS, print_groups, print_labels, score_row
from driftwatch.cli.terminal import prepare_stdout, progress, table
from driftwatch.errors import ConfigurationError
from driftwatch.settings import FILE_NAME

if TYPE_CHECKING:
    from driftwatch.learn.evaluate_recognition import Recognition
    from driftwatch.learn.scores import Score
    from driftwatch.learn.statements import LabelledStatement

    Benchmark = Callable[[], Sequence[Score]]


SEED = 20261121


app = typer.Typer(rich_markup_mode=None)
app.command("terms")(evaluate_terms)


@app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    programme: Annotated[
        Path | None,
        typer.Option(
            "--programme", metavar="FOLDER", help="Score this programme instead: its gold.json, and halves of each partner.", show_default=False
        ),
    ] = None,
) -> None:
    """Run every benchmark that ships with it. Prints one table, with 95 % intervals.

    Of halves of one partner's own documents every alert is false.

    Example: driftwatch evaluate
    """
    if context.invoked_subcommand is not None:
        if programme:
            raise ConfigurationError(f"--programme goes without `{context.invoked_subcommand}`: one of them at a time")
        return
    benchmarks = _programme(programme, programme.name) if programme else shipped()
    if not benchmarks:
        raise ConfigurationError("no benchmark ships with this driftwatch; score statements of yours: driftwatch evaluate statements FILE")
    scores: list[Score] = []
    with progress() as told:
        for number, benchmark in enumerate(benchmarks, start=1):
            told(f"benchmark {number} of {len(benchmarks)}")
            scores += benchmark()
    table(SCORE_HEADS, [score_row(score) for score in scores])


@app.command("statements")
def statements(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help='JSON lines {"text", "labels"}, or a gold.json; else what ships with it.', show_default=False),
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--everything", help="Without the cascade: the network sees every statement.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one object, with all figures of each set.")] = False,
) -> None:
    """Measure the labels on labelled statements. Label by label with 95 % intervals, then by stratum and by series.

    n is how many statements carry the label. Average precision needs no threshold; the calibration error is the expected one, in ten bins.
    The last table means over the labels that occur in a part.

    Example: driftwatch evaluate statements labelled.jsonl
    """
    from driftwatch.encoders.statement_model import statement_model
    from driftwatch.learn.evaluate_groups import evaluate_set

    sets = [(str(file), labelled(file)) for file in files or ()] or held_out()
    model = replace(statement_model(), everything=everything)
    evaluations = []
    with progress() as told:
        for name, content in sets:
            told(f"measuring {len(content):,} statements: {name}")
            evaluations.append(evaluate_set(content, model, name=name))
    if as_json:
        prepare_stdout()
        print(
            json.dumps({"model": model.model, "everything": everything, "sets": [asdict(each) for each in evaluations]}, indent=1, ensure_ascii=False)
        )
        return
    for number, evaluation in enumerate(evaluations):
        print("\n" * bool(number), end="")
        print_labels(evaluation.whole)
        print_groups(evaluation)


@app.command("programmes")
def programmes(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FOLDER]...", help="Programmes with a gold.json; else those that ship with it.", show_default=False),
    ] = None,
    *,
    nulls: Annotated[int, typer.Option("--nulls", min=0, help="Deals of each partner's speakers to two sides, of which no alert is true.")] = 0,
    everything: Annotated[bool, typer.Option("--list", help="Every planted difference and every alert as well.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one object, with all of it.")] = False,
) -> None:
    """Measure the alerts on programmes whose differences are known. Recall and precision with 95 % intervals, traps, what is settled, onset.

    An alert is right when kind, partners and subject (or two of its quotes) are those of a planted difference, or of one that the gold
    tolerates; the latter is no recall. Nobody is named.

    Example: driftwatch evaluate programmes --list --nulls 2
    """
    from driftwatch.cli.programme_figures import evaluation_content, print_examined, print_listed
    from driftwatch.learn.evaluate_programmes import evaluation_of
    from driftwatch.learn.programme_runs import examine

    examined = []
    with progress() as told:
        for folder in folders or with_gold():
            told(f"scanning {folder}")
            examined.append(examine(folder, nulls=nulls))
    if as_json:
        prepare_stdout()
        print(json.dumps(evaluation_content(evaluation_of(examined)), indent=1, ensure_ascii=False))
        return
    if everything:
        print_listed(examined)
    print_examined(evaluation_of(examined))


@app.command("recognition")
def recognition(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FOLDER]...", help="Programmes with a gold.json; else those that ship with it.", show_default=False),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the rows as JSON.")] = False,
) -> None:
    """Measure how many statements of planted differences the models take for one side of a matter, without phrases. With 95 % intervals.

    The bound is set so that one in twenty of the ordinary statements of the same programme passes.

    Example: driftwatch evaluate recognition my-programme
    """
    from driftwatch.cli.figures import print_recognition
    from driftwatch.learn.evaluate_recognition import pooled
    from driftwatch.learn.evaluate_recognition import recognition as recognised

    rows: list[Recognition] = []
    with progress() as told:
        for folder in folders or with_gold():
            told(f"reading {folder}")
            rows += recognised(folder)
    rows += pooled(rows, name="all")
    if as_json:
        prepare_stdout()
        print(json.dumps([asdict(row) | {"interval": row.interval} for row in rows], indent=1))
        return
    print_recognition(rows)


def labelled(file: Path) -> "Sequence[LabelledStatement]":
    """What a file of labelled statements holds; raises ConfigurationError where it is none, or empty."""
    from driftwatch.learn.statements import read_gold, read_labelled

    found = read_gold(file) if file.suffix == ".json" else read_labelled(file)
    if not found:
        raise ConfigurationError(f'{file}: holds no statement; each is a line {{"text": "…", "labels": ["goal"]}}')
    return found


def held_out() -> "Sequence[tuple[str, Sequence[LabelledStatement]]]":
    """The statements of the shipped corpora that nothing was trained on; raises ConfigurationError where there are none."""
    from driftwatch.corpora import corpora, corpus
    from driftwatch.learn.statements import Part, is_statement_corpus, read_part

    found = [(f"{name}, held out", read_part(corpus(name), Part.HELD_OUT)) for name in corpora() if is_statement_corpus(corpus(name))]
    if not found:
        raise ConfigurationError("no labelled statements ship with this driftwatch; name a file: driftwatch evaluate statements FILE")
    return found


def with_gold() -> list[Path]:
    """The programmes in corpora/ whose differences are known; raises ConfigurationError where there are none."""
    from driftwatch.corpora import corpora, corpus
    from driftwatch.learn.programme_gold import GOLD

    found = [folder for folder in map(corpus, corpora()) if (folder / GOLD).is_file() and (folder / FILE_NAME).is_file()]
    if not found:
        raise ConfigurationError("no programme with a gold.json ships with this driftwatch; name a folder: driftwatch evaluate programmes FOLDER")
    return found


def shipped() -> "list[Benchmark]":
    """Every benchmark in corpora/: statements that are kept for tests, programmes with their gold."""
    from driftwatch.corpora import corpora, corpus
    from driftwatch.learn.statements import Part, is_statement_corpus, read_part

    folders = [(name, corpus(name)) for name in corpora()]
    statements = [_statements(partial(read_part, folder, Part.HELD_OUT), name) for name, folder in folders if is_statement_corpus(folder)]
    programmes = [benchmark for name, folder in folders if (folder / FILE_NAME).is_file() for benchmark in _programme(folder, name)]
    return [*statements, *programmes]


def _programme(folder: Path, name: str) -> "list[Benchmark]":
    from driftwatch.learn.programme_gold import GOLD
    from driftwatch.learn.programme_runs import score_halves, score_programme

    planted: list[Benchmark] = [partial(score_programme, folder, benchmark=name)] if (folder / GOLD).is_file() else []
    return [*planted, partial(score_halves, folder, benchmark=name, seed=SEED)]


def _statements(read: "Callable[[], Sequence[LabelledStatement]]", name: str) -> "Benchmark":
    from driftwatch.learn.evaluate_statements import score_statements

    return lambda: score_statements(read(), benchmark=name)

"""`driftwatch evaluate`: how good it is, on what ships with it or on statements of one's own."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.terminal import progress, table
from driftwatch.errors import ConfigurationError
from driftwatch.settings import FILE_NAME

if TYPE_CHECKING:
    from driftwatch.learn.scores import Interval, Score
    from driftwatch.learn.statements import LabelledStatement

    Benchmark = Callable[[], Sequence[Score]]


SEED = 20261121


def evaluate(
    statements: Annotated[
        Path | None,
        typer.Option(
            "--statements", metavar="FILE", help='Score these labelled statements instead: JSON lines {"text", "labels"}.', show_default=False
        ),
    ] = None,
    programme: Annotated[
        Path | None,
        typer.Option(
            "--programme", metavar="FOLDER", help="Score this programme instead: its gold.json, and halves of each partner.", show_default=False
        ),
    ] = None,
) -> None:
    """Run every benchmark that ships with it. Prints one table, with 95 % intervals.

    Of halves of one partner's own documents every alert is false.

    Example: driftwatch evaluate --statements labelled.jsonl
    """
    named = [*([_labelled(statements)] if statements else []), *(_programme(programme, programme.name) if programme else [])]
    benchmarks = named or shipped()
    if not benchmarks:
        raise ConfigurationError("no benchmark ships with this driftwatch; name labelled statements with --statements")
    scores: list[Score] = []
    with progress() as told:
        for number, benchmark in enumerate(benchmarks, start=1):
            told(f"benchmark {number} of {len(benchmarks)}")
            scores += benchmark()
    heads = ("Benchmark", "What", "Expected", "Said", "Right", "Precision", "Recall", "F1")
    table(heads, [_row(score) for score in scores])


def shipped() -> "list[Benchmark]":
    """Every benchmark in corpora/: statements that are kept for tests, programmes with their gold."""
    from driftwatch.corpora import corpora, corpus
    from driftwatch.learn.statements import Part, is_statement_corpus, read_part

    folders = [(name, corpus(name)) for name in corpora()]
    statements = [_statements(partial(read_part, folder, Part.HELD_OUT), name) for name, folder in folders if is_statement_corpus(folder)]
    programmes = [benchmark for name, folder in folders if (folder / FILE_NAME).is_file() for benchmark in _programme(folder, name)]
    return [*statements, *programmes]


def _programme(folder: Path, name: str) -> "list[Benchmark]":
    from driftwatch.learn.evaluate_alerts import score_programme
    from driftwatch.learn.null_runs import score_halves

    planted: list[Benchmark] = [partial(score_programme, folder, benchmark=name)] if (folder / "gold.json").is_file() else []
    return [*planted, partial(score_halves, folder, benchmark=name, seed=SEED)]


def _labelled(file: Path) -> "Benchmark":
    from driftwatch.learn.statements import read_labelled

    return _statements(partial(read_labelled, file), str(file))


def _statements(read: "Callable[[], Sequence[LabelledStatement]]", name: str) -> "Benchmark":
    from driftwatch.learn.evaluate_statements import score_statements

    return lambda: score_statements(read(), benchmark=name)


def _row(score: "Score") -> tuple[str, ...]:
    figures = (
        _figure(score.precision, score.precision_interval),
        _figure(score.recall, score.recall_interval),
        _figure(score.f1, score.f1_interval),
    )
    return score.benchmark, score.what, f"{score.expected:,}", f"{score.said:,}", f"{score.right:,}", *figures


def _figure(value: float | None, interval: "Interval | None") -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" + (f" ({interval[0]:.2f}–{interval[1]:.2f})" if interval else "")

"""`driftwatch evaluate`: how good it is, on what ships with it or on statements of one's own."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.terminal import progress, table
from driftwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from driftwatch.learn.scores import Score
    from driftwatch.learn.statements import LabelledStatement

    Benchmark = Callable[[], Sequence[Score]]


def evaluate(
    statements: Annotated[
        Path | None,
        typer.Option(
            "--statements", metavar="FILE", help='Score these labelled statements instead: JSON lines {"text", "labels"}.', show_default=False
        ),
    ] = None,
) -> None:
    """Run every benchmark that ships with it. Prints one table.

    Example: driftwatch evaluate --statements labelled.jsonl
    """
    benchmarks = [_labelled(statements)] if statements else shipped()
    if not benchmarks:
        raise ConfigurationError("no benchmark ships with this driftwatch; name labelled statements with --statements")
    scores: list[Score] = []
    with progress() as told:
        for number, benchmark in enumerate(benchmarks, start=1):
            told(f"benchmark {number} of {len(benchmarks)}")
            scores += benchmark()
    heads = ("Benchmark", "What", "Expected", "Said", "Right", "Precision", "Recall", "F1", "95 %")
    table(heads, [_row(score) for score in scores])


def shipped() -> "list[Benchmark]":
    """Every benchmark in corpora/: statements that are kept for tests, programmes with their gold."""
    from driftwatch.corpora import corpora, corpus
    from driftwatch.learn.evaluate_alerts import score_programme
    from driftwatch.learn.statements import Part, is_statement_corpus, read_part

    folders = [(name, corpus(name)) for name in corpora()]
    statements = [_statements(partial(read_part, folder, Part.HELD_OUT), name) for name, folder in folders if is_statement_corpus(folder)]
    programmes = [partial(score_programme, folder, benchmark=name) for name, folder in folders if (folder / "gold.json").is_file()]
    return [*statements, *programmes]


def _labelled(file: Path) -> "Benchmark":
    from driftwatch.learn.statements import read_labelled

    return _statements(partial(read_labelled, file), str(file))


def _statements(read: "Callable[[], Sequence[LabelledStatement]]", name: str) -> "Benchmark":
    from driftwatch.learn.evaluate_statements import score_statements

    return lambda: score_statements(read(), benchmark=name)


def _row(score: "Score") -> tuple[str, ...]:
    figures = ("-" if figure is None else f"{figure:.2f}" for figure in (score.precision, score.recall, score.f1))
    interval = "{:.2f}–{:.2f}".format(*score.f1_interval) if score.f1_interval else "-"
    return score.benchmark, score.what, f"{score.expected:,}", f"{score.said:,}", f"{score.right:,}", *figures, interval

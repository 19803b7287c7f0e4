"""Scores of the statement labels against files of labelled statements."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from driftwatch.domain.labels import LABELS
from driftwatch.errors import ConfigurationError
from driftwatch.learn.scores import Score, score
from driftwatch.watch import LabelledText

Labeller = Callable[[Sequence[str]], list[LabelledText]]


def score_statements(file: Path, label: Labeller, *, benchmark: str) -> list[Score]:
    """A score for each label; the file holds JSON lines {"text": …, "labels": […]}."""
    statements = labelled_statements(file)
    found = [one.predicted for one in label([text for text, _ in statements])]
    expected = [labels for _, labels in statements]
    return [score(benchmark, name.value, expected=expected, said=found) for name in LABELS]


def labelled_statements(file: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Text and labels of each line; raises ConfigurationError naming the line that is of another form."""
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: cannot be read as UTF-8 text: {error}") from error
    return [_statement(line, f"{file}:{number}") for number, line in enumerate(lines, start=1) if line.strip()]


def _statement(line: str, place: str) -> tuple[str, tuple[str, ...]]:
    wanted = f'{place}: not of the form {{"text": "…", "labels": ["goal", …]}}'
    try:
        content = json.loads(line)
    except ValueError as error:
        raise ConfigurationError(f"{wanted}: {error}") from error
    text, labels = (content.get("text"), content.get("labels")) if isinstance(content, dict) else (None, None)
    if not isinstance(text, str) or not isinstance(labels, list) or not set(map(str, labels)) <= set(LABELS):
        raise ConfigurationError(f"{wanted}; known labels: {', '.join(LABELS)}")
    return text, tuple(map(str, labels))

"""Makes the model of definitions: weights of form, what they were fitted on, how good they are, and the card that says so."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from driftwatch.corpora import corpus
from driftwatch.domain.defining_form import FormWeights
from driftwatch.domain.definitions import CERTAIN, definitions
from driftwatch.encoders.artefact import CARD, DESCRIPTION, write_sums
from driftwatch.encoders.definition_model import MARKS, NAME
from driftwatch.learn.definition_filter import LEAST_LIKELY, LEAST_WEIGHT, ORDINARY, ROUNDS, STRENGTH, fitted
from driftwatch.learn.evaluate_definitions import DefinitionEvaluation, evaluate_definitions, evaluate_deft
from driftwatch.learn.scores import Score

_USE = """\
Tells by the form of a statement (how it begins, who speaks for whom, tense, number, the words that connect term and body) whether it says what a
term means. It is used for glosses, for definitions laid side by side, and for finding out whether partners came to define a term alike. English only.
Two definitions in three are found; what is found is right four times in five. It says nothing about a person and is not fit for judging anyone."""
_HOW = """\
Candidates come from patterns of defining phrases; a logistic regression over marks of their form weighs them. The marks name no word of a trade.
Fitted on the training part of corpora/definitions (each candidate right or wrong), on ordinary statements of ours and of public talk, at a lower
weight, and on statements labelled `definition` whose surest candidate counts as right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """One body of text that was learnt from."""

    name: str
    sha256: str | None
    """Of what we wrote; public text is not ours to name by one sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionDescription:
    """The content of model.json."""

    name: str
    recipe: dict[str, float]
    training: tuple[Learnt, ...]
    marks: int
    figures: tuple[Score, ...]


def train_definitions(talk: Path, out: Path, *, deft: Path | None = None) -> DefinitionDescription:
    """Fit, measure and write the model into a folder; `talk` is the folder of public talk, `deft` is measured with and never learnt from."""
    form = fitted(talk)
    description = DefinitionDescription(
        name=NAME,
        recipe={
            "strength": STRENGTH,
            "ordinary": ORDINARY,
            "least_weight": LEAST_WEIGHT,
            "rounds": float(ROUNDS),
            "least_likely": LEAST_LIKELY,
            "certain": CERTAIN,
        },
        training=(
            Learnt(name="corpora/definitions, training", sha256=_sum(corpus("definitions") / "training.jsonl")),
            Learnt(name="corpora/statements, training fields", sha256=_sum(*sorted(corpus("statements").glob("*.jsonl")))),
            Learnt(name="corpora/public-talk, what its references name", sha256=_sum(corpus("public-talk") / "labels.jsonl")),
        ),
        marks=len(form.weights),
        figures=tuple(_figures(form, deft)),
    )
    write_model(out, form, description)
    return description


def write_model(out: Path, form: FormWeights, description: DefinitionDescription) -> None:
    """The weights, what is said of them, and the checksums."""
    content = {"intercept": form.intercept, "weights": dict(sorted(form.weights.items()))}
    (out / MARKS).write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / DESCRIPTION).write_text(json.dumps(asdict(description), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / CARD).write_text(card(description), encoding="utf-8")
    write_sums(out)


def card(model: DefinitionDescription) -> str:
    """The text of card.md."""
    figures = [
        f"| {each.benchmark} | {each.what} | {each.expected} | {_share(each.precision, each.precision_interval)} | "
        f"{_share(each.recall, each.recall_interval)} | {_share(each.f1, each.f1_interval)} |"
        for each in model.figures
    ]
    parts = [
        f"# {model.name}",
        _USE,
        "## How it works",
        f"{_HOW} {model.marks} marks, as JSON; SHA256SUMS is checked before they are read.",
        "## Figures",
        "Nothing was fitted on these sets; 95 % intervals from drawing blocks of ten lines, or files. More: docs/evidence/terms.md.",
        "\n".join(["| set | what | expected | precision | recall | F1 |", "|---|---|---|---|---|---|", *figures]),
        "## Learnt from",
        "\n".join(["| material | sha256 |", "|---|---|", *(f"| {each.name} | `{(each.sha256 or '')[:16]}` |" for each in model.training)]),
        "## Recipe",
        "`driftwatch learn definitions --talk FOLDER` fits it again, with",
        f"```json\n{json.dumps(model.recipe, indent=1)}\n```",
        "Licence: Apache-2.0.",
    ]
    return "\n\n".join(parts) + "\n"


def _figures(form: FormWeights, deft: Path | None) -> Sequence[Score]:
    found: list[DefinitionEvaluation] = [evaluate_definitions(extract=lambda text: definitions(text, form))]
    if deft is not None:
        found.append(evaluate_deft(deft, extract=lambda text: definitions(text, form)))
    return [score for each in found for score in (each.sentences, each.spans) if score is not None]


def _share(value: float | None, interval: tuple[float, float] | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" + (f" ({interval[0]:.2f}–{interval[1]:.2f})" if interval else "")


def _sum(*files: Path) -> str:
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest()

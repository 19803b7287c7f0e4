"""Labels of texts that belong to no programme. Nothing here needs tables, so that ten lines have their answers at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from driftwatch.domain.labels import LABELS, Label
from driftwatch.ports import Classifier, Vectors

Reasons = Mapping[Label, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """One text with its labels."""

    text: str
    labels: Mapping[Label, float]
    """Probability of each label, 0 … 1."""
    predicted: tuple[Label, ...]
    unsure: tuple[Label, ...] = ()
    """Labels for which both ways are likely."""
    foreign: str | None = None
    """The language (ISO 639-1, or `und`) of a text for which no labels are claimed."""
    reasons: Reasons = field(default_factory=dict)
    """The words that carried each predicted label, the strongest first; empty where nobody asked."""


def label(texts: Sequence[str], *, classifier: Classifier) -> list[LabelledText]:
    """Labels of the texts, in their order; nothing is kept."""
    distinct = list(dict.fromkeys(texts))
    if not distinct:
        return []
    probabilities = classifier.probabilities(distinct)
    decisions = zip(classifier.predicted(probabilities), classifier.unsure(probabilities), classifier.foreign(distinct), strict=True)
    known = {
        text: LabelledText(text=text, labels=by_label(row), predicted=predicted, unsure=unsure, foreign=foreign)
        for text, row, (predicted, unsure, foreign) in zip(distinct, probabilities, decisions, strict=True)
    }
    return [known[text] for text in texts]


def explained(labelled: Sequence[LabelledText], reasons: Callable[[str], Reasons]) -> list[LabelledText]:
    """The same with the words that carried each label; each distinct text is looked at once."""
    known = {text: reasons(text) for text in {each.text: None for each in labelled if each.predicted}}
    return [replace(each, reasons=known.get(each.text, {})) for each in labelled]


def by_label(probabilities: Vectors) -> dict[Label, float]:
    """One row of probabilities by the names of its columns."""
    return {name: round(float(value), 4) for name, value in zip(LABELS, probabilities, strict=True)}

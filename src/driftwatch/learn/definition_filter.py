"""Fits the weights of form by which a definition is told from what only looks like one."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from driftwatch.corpora import corpus
from driftwatch.domain.defining_candidates import candidates
from driftwatch.domain.defining_form import FormWeights, marks
from driftwatch.domain.defining_spans import line_of, pieces
from driftwatch.domain.labels import Label
from driftwatch.learn.definition_corpus import DefinitionPart, MarkedStatement, read_definitions
from driftwatch.learn.references import read_references, resolved
from driftwatch.learn.statements import Part, read_part

STRENGTH = 1.0
"""Inverse of the penalty on the squares of the weights; chosen with the next by cross-validation on the training part."""
ORDINARY = 0.1
"""How much a candidate counts that stands in a statement which defines nothing, ours or of public talk; one of the marked set counts 1."""
LEAST_WEIGHT = 0.02
ROUNDS = 3
LEAST_LIKELY = 0.05
"""How sure the last round must be of a statement's best candidate for it to count as a definition in the next."""
_UNSETTLED = re.compile(
    r"\?|\b(?:whether|unclear|asked|ask|disput\w{1,5}|disagree\w{0,5}|unsettled|define|settle|understand(?:s)? by|not (?:agreed|been)|wdym)\b",
    re.IGNORECASE,
)
"""The label `definition` is also given to doubts about what a term means; these define nothing."""

Example = tuple[frozenset[str], bool, float]
Unmarked = list[frozenset[str]]
"""The candidates of a statement that defines something, nobody has marked where."""


def examples(statements: Sequence[MarkedStatement]) -> Iterator[Example]:
    """Every candidate: its marks, whether it is one of the marked definitions, and how much it counts."""
    for statement in statements:
        line = line_of(statement.text)
        for candidate in candidates(line.text, list(pieces(line.text))):
            term, body = line.written(candidate.term), line.written(candidate.body)
            right = any(marked.is_found(statement.text[term.start : term.end], *body) for marked in statement.marked)
            yield marks(line.text, candidate), right, 1.0


def ordinary_examples(talk: Path) -> Iterator[Example]:
    """Candidates in statements of our training fields and of public talk that carry neither `definition` nor `done`: none of them defines."""
    references = resolved(read_references(corpus("public-talk") / "labels.jsonl"), talk)
    for labelled in (*read_part(corpus("statements"), Part.TRAINING), *references):
        if not labelled.labels & {Label.DEFINITION, Label.DONE}:
            yield from ((found, right, ORDINARY) for found, right, _ in examples([MarkedStatement(labelled.text, (), "")]))


def unmarked_definitions() -> list[Unmarked]:
    """Of the statements of our training fields that define something: other hands than those of the marked set."""
    defining = (
        each for each in read_part(corpus("statements"), Part.TRAINING) if Label.DEFINITION in each.labels and not _UNSETTLED.search(each.text)
    )
    found = ([marked for marked, _, _ in examples([MarkedStatement(each.text, (), "")])] for each in defining)
    return [each for each in found if each]


def fit(learnt_from: Sequence[Example], unmarked: Sequence[Unmarked] = ()) -> tuple[float, dict[str, float]]:
    """Intercept and weights of a logistic regression; of each unmarked statement the candidate that the last round likes best counts as right."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer().fit(
        [_counted(found) for found in (*(found for found, _, _ in learnt_from), *(each for group in unmarked for each in group))]
    )
    model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-6)
    chosen: list[Example] = []
    for _ in range(ROUNDS if unmarked else 1):
        given = [*learnt_from, *chosen]
        features = vectorizer.transform([_counted(found) for found, _, _ in given])
        model.fit(features, [right for _, right, _ in given], sample_weight=[weight for _, _, weight in given])
        chosen = []
        for group in unmarked:
            sure = model.predict_proba(vectorizer.transform([_counted(found) for found in group]))[:, 1]
            if sure.max() >= LEAST_LIKELY:
                chosen.append((group[int(sure.argmax())], True, 1.0))
    weights = {name: round(float(weight), 2) for name, weight in zip(vectorizer.feature_names_, model.coef_[0], strict=True)}
    return round(float(model.intercept_[0]), 2), {name: weight for name, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}


def _counted(found: frozenset[str]) -> dict[str, float]:
    return dict.fromkeys(sorted(found), 1.0)


def fitted(talk: Path) -> FormWeights:
    """From the training part of our definitions, from statements that define somewhere, and from ordinary ones."""
    intercept, weights = fit([*examples(read_definitions(DefinitionPart.TRAINING)), *ordinary_examples(talk)], unmarked_definitions())
    return FormWeights(intercept=intercept, weights=weights)

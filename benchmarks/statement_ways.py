"""The ways to give statements their labels that statement_models.py compares, each a function from what is learnt from to a scorer of texts."""

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_union

from driftwatch.domain.labels import LABELS
from driftwatch.encoders.artefact import LOWER, TOKENIZER, UPPER, WEIGHTS, read_arrays
from driftwatch.encoders.network import StatementNetwork
from driftwatch.encoders.packing import unpacked
from driftwatch.encoders.pieces import Pieces
from driftwatch.encoders.statement_model import statement_model
from driftwatch.encoders.transformer import load_sentence_transformer
from driftwatch.learn.exporting import scores_before_export
from driftwatch.learn.finetuning import fine_tune, label_loss, new_network
from driftwatch.learn.form_fitting import fit_forms
from driftwatch.learn.measures import average_precision
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import LabelledStatement, label_matrix

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

KEPT_WORDS = 1000
"""Words that delexicalising leaves as they are: those that stand in most documents."""
LEXICAL_C = 6.0
VECTOR_CS = (1.0, 4.0, 16.0, 64.0)
"""Regularisations of the regression on vectors, of which the documents kept back choose."""
SETFIT_PAIRS = 2000
SETFIT_BATCH = 16
SETFIT_RATE = 2e-5
SETFIT_WARM_UP = 0.1
SPACY_EPOCHS = 8
"""At most: the one after which the documents kept back come out best is taken."""
SPACY_BATCH = 32
SPACY_DROPOUT = 0.2

Floats = NDArray[np.floating]
Claims = NDArray[np.bool_]
Statements = tuple[LabelledStatement, ...]
Scorer = Callable[[Sequence[str]], Floats]
"""Scores of texts, shape (texts, labels): the higher the likelier, on any scale."""

_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|[^\w\s]")
_SHORT, _ENDING = 5, 3


@dataclass(eq=False)
class Bench:
    """What all learn from, and what was learnt so far."""

    training: Statements
    kept_back: Statements
    recipe: Recipe
    pieces: Pieces
    learnt: dict[str, Scorer] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def way(self, name: str) -> Scorer:
        """Learns it unless that was done; a way made of others takes their seconds, too."""
        if name not in self.learnt:
            known = sum(self.seconds.get(part, 0.0) for part in MADE_OF.get(name, ()))
            begun = time.perf_counter()
            self.learnt[name] = WAYS[name](self)
            self.seconds[name] = time.perf_counter() - begun + known
        return self.learnt[name]


def lexical(bench: Bench) -> Scorer:
    """The bar: delexicalised 1-4-grams, words' 1-2-grams, characters' 2-5-grams, TF-IDF, logistic regression."""
    spread = Counter(word for _, word in {(each.document, word) for each in bench.training for word in _tokens(each.text)})
    kept = frozenset(sorted(spread, key=lambda word: (-spread[word], word))[:KEPT_WORDS])
    shared = {"min_df": 2, "sublinear_tf": True, "lowercase": False}
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 4), tokenizer=partial(_delexicalised, kept=kept), token_pattern=None, **shared),
        TfidfVectorizer(ngram_range=(1, 2), tokenizer=_tokens, token_pattern=None, **shared),
        TfidfVectorizer(ngram_range=(2, 5), analyzer="char_wb", preprocessor=str.lower, **shared),
    )
    inputs = features.fit_transform(texts_of(bench.training))
    models = _regressions(inputs, label_matrix(bench.training), c=LEXICAL_C, solver="liblinear")
    return lambda texts: _decisions(models, features.transform(texts))


def forms(bench: Bench) -> Scorer:
    """Our form model, as it ships but for what it learnt from."""
    read, labels = bench.pieces.read(texts_of(bench.training)), label_matrix(bench.training)
    model = fit_forms(read, labels, vocabulary=bench.pieces.vocabulary(), recipe=bench.recipe)
    return lambda texts: model.scores(bench.pieces.read(texts))


def frozen(bench: Bench) -> Scorer:
    """all-MiniLM-L6-v2 as it comes, and logistic regression on its sentence vectors."""
    return _on_vectors(_sentence_transformer(bench.recipe.threads), bench)


def setfit(bench: Bench) -> Scorer:
    """Like SetFit (Tunstall et al. 2022, arXiv 2209.11055): first tuned so that statements with a label in common lie close."""
    import torch
    from sentence_transformers.sentence_transformer.losses import CosineSimilarityLoss
    from transformers import get_linear_schedule_with_warmup

    torch.manual_seed(bench.recipe.seed)
    transformer = _sentence_transformer(bench.recipe.threads)
    loss, pairs = CosineSimilarityLoss(transformer), _pairs(bench)
    optimizer = torch.optim.AdamW(transformer.parameters(), lr=SETFIT_RATE)
    steps = -(-len(pairs) // SETFIT_BATCH)
    schedule = get_linear_schedule_with_warmup(optimizer, int(SETFIT_WARM_UP * steps), steps)
    transformer.train()
    for begin in range(0, len(pairs), SETFIT_BATCH):
        some = pairs[begin : begin + SETFIT_BATCH]
        sides = [transformer.preprocess([pair[side] for pair in some]) for side in (0, 1)]
        loss(sides, torch.tensor([pair[2] for pair in some])).backward()
        torch.nn.utils.clip_grad_norm_(transformer.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
    return _on_vectors(transformer.eval(), bench)


def spacy_textcat(bench: Bench) -> Scorer:
    """spaCy's textcat_multilabel with its default architecture, on a blank English pipeline."""
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(bench.recipe.seed)
    pipeline = spacy.blank("en")
    pipeline.add_pipe("textcat_multilabel")
    examples = [
        Example.from_dict(pipeline.make_doc(each.text), {"cats": {label.value: float(label in each.labels) for label in LABELS}})
        for each in bench.training
    ]

    def scores(texts: Sequence[str]) -> Floats:
        return np.array([[document.cats[label.value] for label in LABELS] for document in pipeline.pipe(texts)])

    optimizer, unseen, truth = pipeline.initialize(lambda: examples), texts_of(bench.kept_back), label_matrix(bench.kept_back)
    chance, after = random.Random(bench.recipe.seed), list[tuple[float, bytes]]()
    for _ in range(SPACY_EPOCHS):
        chance.shuffle(examples)
        for some in minibatch(examples, SPACY_BATCH):
            pipeline.update(some, sgd=optimizer, drop=SPACY_DROPOUT)
        after.append((mean_precision(truth, scores(unseen)), pipeline.to_bytes()))
    pipeline.from_bytes(max(after)[1])
    return scores


def network(bench: Bench) -> Scorer:
    """all-MiniLM-L6-v2 with all layers tuned, before its weights are brought to bytes."""
    targets = label_matrix(bench.training).astype(np.float32)
    tuned = fine_tune(new_network(len(LABELS)), bench.training, label_loss(targets), read=bench.pieces.read_after, recipe=bench.recipe)
    return lambda texts: scores_before_export(tuned, bench.pieces.read_after(texts, [""] * len(texts)))


def network_and_forms(bench: Bench) -> Scorer:
    """The two, weighed on the documents kept back."""
    tiers = [bench.way(part) for part in MADE_OF[BOTH]]
    labels = label_matrix(bench.kept_back)
    seen = [tier(texts_of(bench.kept_back)) for tier in tiers]
    models = [LogisticRegression().fit(np.stack([part[:, i] for part in seen], axis=1), labels[:, i]) for i in range(len(LABELS))]

    def scores(texts: Sequence[str]) -> Floats:
        parts = [tier(texts) for tier in tiers]
        return np.stack([model.decision_function(np.stack([part[:, i] for part in parts], axis=1)) for i, model in enumerate(models)], axis=1)

    return scores


def shipped_forms(_: Bench) -> Scorer:
    folder = statement_model().folder
    model, pieces = unpacked(read_arrays(folder, WEIGHTS)).forms, Pieces(folder / TOKENIZER)
    return lambda texts: model.scores(pieces.read(texts))


def shipped_network(_: Bench) -> Scorer:
    folder = statement_model().folder
    model, pieces = StatementNetwork(folder / LOWER, folder / UPPER), Pieces(folder / TOKENIZER)
    return lambda texts: model.see(pieces.read_after(texts, [""] * len(texts))).scores


def shipped_both(_: Bench) -> Scorer:
    return replace(statement_model(), everything=True).probabilities


def shipped(_: Bench) -> Scorer:
    """With its gates: what a statement that the network does not see gets, is the form model's."""
    return statement_model().probabilities


BOTH = "network + forms"
WAYS: dict[str, Callable[[Bench], Scorer]] = {
    "lexical": lexical,
    "forms": forms,
    "frozen": frozen,
    "setfit": setfit,
    "spacy": spacy_textcat,
    "network": network,
    BOTH: network_and_forms,
    "shipped: forms": shipped_forms,
    "shipped: network": shipped_network,
    "shipped: both": shipped_both,
    "shipped": shipped,
}
MADE_OF = {BOTH: ("network", "forms")}
SHIPPED = frozenset(name for name in WAYS if name.startswith("shipped"))


# What they share


def mean_precision(truth: Claims, scores: Floats) -> float:
    return float(np.mean([average_precision(column, values) for column, values in zip(truth.T, scores.T, strict=True)]))


def texts_of(statements: Sequence[LabelledStatement]) -> list[str]:
    return [statement.text for statement in statements]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.lower().replace("’", "'"))


def _delexicalised(text: str, kept: Collection[str]) -> list[str]:
    return ["^", *(_shape(token, kept) for token in _tokens(text)), "$"]


def _shape(token: str, kept: Collection[str]) -> str:
    if token[0].isdigit():
        return "9"
    if token in kept or not token[0].isalpha():
        return token
    return "x" if len(token) <= _SHORT else "x" + token[-_ENDING:]


def _regressions(inputs: object, labels: Claims, *, c: float, solver: str = "lbfgs") -> list[LogisticRegression]:
    enough = 0.01 if solver == "liblinear" else 1e-4
    model = partial(LogisticRegression, C=c, class_weight="balanced", solver=solver, tol=enough, max_iter=1000, random_state=0)
    return [model().fit(inputs, column) for column in labels.T]


def _decisions(models: Sequence[LogisticRegression], inputs: object) -> Floats:
    return np.stack([model.decision_function(inputs) for model in models], axis=1)


def _sentence_transformer(threads: int) -> "SentenceTransformer":
    """A fresh one; loading it sets torch's threads to one."""
    import torch

    transformer = load_sentence_transformer()
    torch.set_num_threads(threads)
    return transformer


def _on_vectors(transformer: "SentenceTransformer", bench: Bench) -> Scorer:
    """A regression whose regularisation is the best on the documents kept back."""

    def vectors(texts: Sequence[str]) -> Floats:
        return transformer.encode(list(texts), show_progress_bar=False)

    inputs, labels = vectors(texts_of(bench.training)), label_matrix(bench.training)
    unseen, truth = vectors(texts_of(bench.kept_back)), label_matrix(bench.kept_back)
    tried = [_regressions(inputs, labels, c=c) for c in VECTOR_CS]
    best = max(tried, key=lambda models: mean_precision(truth, _decisions(models, unseen)))
    return lambda texts: _decisions(best, vectors(texts))


def _pairs(bench: Bench) -> list[tuple[str, str, float]]:
    """Half of them alike (of one label, or both without any), half with nothing in common; every label as often as another."""
    chance = random.Random(bench.recipe.seed)
    kinds = [frozenset({label}) for label in LABELS] + [frozenset()]
    alike = [[each for each in bench.training if (kind <= each.labels if kind else not each.labels)] for kind in kinds]
    found: list[tuple[str, str, float]] = []
    while len(found) < SETFIT_PAIRS:
        kind = chance.randrange(len(kinds))
        one, other = chance.sample(alike[kind], 2)
        found.append((one.text, other.text, 1.0))
        while kinds[kind] <= other.labels if kinds[kind] else not other.labels:
            other = chance.choice(bench.training)
        if not one.labels & other.labels:
            found.append((one.text, other.text, 0.0))
    chance.shuffle(found)
    return found

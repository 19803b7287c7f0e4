"""The numbers that a training run depends on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How the statement model is trained; chosen on statements-real/dev, which nothing is trained on: docs/evidence/labels.md."""

    seed: int = 20261122
    epochs: float = 2.5
    batch: int = 16
    rate: float = 1e-4
    """Of the last layer; each layer below learns at `decay` of the one above, embeddings not at all."""
    head_rate: float = 1e-3
    decay: float = 0.9
    warm_up: float = 0.08
    weight_decay: float = 0.01
    averaging: float = 0.99
    """The shipped weights are a moving average over the steps of training, taken every tenth step."""
    context: float = 0.2
    """Share of the statements that are shown with the one before them."""
    teacher_epochs: float = 1.5
    """A first network learns from our corpora and statements-real alone; its doubt tempers the labels of further public talk."""
    doubt: float = 0.5
    """Its share in their targets (the reader's label has the rest) ..."""
    doubt_of_checked: float = 0.25
    """... and where a second reader has settled them."""
    empty: float = 0.08
    """Further statements whose targets all lie below say little ..."""
    kept_empty: float = 0.35
    """... and so many of them are kept."""
    threads: int = 2
    kept_pieces: int = 1200
    least_statements: int = 2
    """Hashed n-grams that fewer statements hold carry no weight."""
    form_c: float = 4.0
    held_out: int = 8
    """One document of so many is kept for calibration, thresholds and gates."""
    exit_layer: int = 2
    """After so many of the network's layers a statement can be let go."""
    early_c: float = 0.1
    gate_loss: float = 0.002
    """Mean F1 that both gates together may cost, on each kind of statements kept out of training."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRecipe:
    """How the usage model is trained; chosen on word-in-context pairs and on series of minutes that it never saw: docs/evidence/terms.md."""

    seed: int = 20261122
    steps: int = 1000
    words: int = 8
    """Groups of usages a step, each of one word, of eight or nine usages."""
    own: float = 0.5
    """Share of the words that are of our corpus; the others are pseudo-words of public talk."""
    rate: float = 1e-4
    """Of the last layer; each layer below learns at `decay` of the one above, embeddings and the `frozen` lowest layers not at all."""
    decay: float = 0.9
    frozen: int = 2
    warm_up: int = 60
    """Steps."""
    weight_decay: float = 0.01
    temperature: float = 0.15
    threads: int = 2
    most_statements: int = 8000
    """Of each series of public talk."""
    measured_on: tuple[str, ...] = ("minutes-aswf-tac", "minutes-wicg-fledge", "minutes-hyperledger-tsc", "minutes-w3c-did-wg")
    """Series of public talk that are left out, because figures are measured on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetRecipe:
    """How the facet model is trained."""

    seed: int = 20261122
    epochs: float = 3.0
    rate: float = 1e-4
    public: int = 4000
    """Labelled sentences of public talk beside our own statements."""
    empty_weight: float = 0.5
    """Of statements without a label, which count as taking no side: so that sides are as rare as in talk."""
    ordinary_weight: float = 0.3
    """Of those that have a label, but none that goes with the facet."""
    smoothing: float = 0.05
    """Of the values to learn, so that the network is not surer than it may be."""
    label_weight: float = 0.3
    """Of the labels that are learnt beside the facets."""
    threads: int = 2
    cut_after: int = 2
    """Layers in the first of the two files."""

"""The statement model: what gives statements their labels.

A form model sorts out what is clearly nothing, the lower layers of a small network what is nothing at the second look; its upper layers see the rest.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np

from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.words import words
from driftwatch.encoders.adaptation import Adaptation
from driftwatch.encoders.artefact import FILES, LOWER, TOKENIZER, UPPER, WEIGHTS, read_arrays, verify
from driftwatch.encoders.combination import Floats, calibrated
from driftwatch.encoders.language import foreign
from driftwatch.encoders.network import PORTION, Seen, StatementNetwork
from driftwatch.encoders.packing import ModelParts, unpacked
from driftwatch.encoders.pieces import LONGEST, Pieces
from driftwatch.ports import Vectors

NAME = "statements"
_TELLING = 0.25
"""Log-odds that a word must carry to be named as a reason."""


@dataclass(frozen=True)
class StatementModel:
    """A classifier from an artefact folder; nothing is read before it is asked."""

    folder: Path
    name: str = NAME
    adaptation: Adaptation | None = None
    """What one programme's users have taught it."""
    everything: bool = False
    """Whether the network sees every statement, not only those that the form model leaves open."""

    @cached_property
    def sha256(self) -> str:
        """One checksum over all that decides, once every file of the folder was found unaltered."""
        sums = verify(self.folder)
        return hashlib.sha256("".join(sums[name] for name in FILES).encode()).hexdigest()

    @property
    def model(self) -> str:
        """Name and sha256 prefix of the weights, and of what a programme has taught it."""
        taught = f"+{self.adaptation.sha256[:12]}" if self.adaptation else ""
        return f"{self.name}@{self.sha256[:12]}{taught}{'+everything' if self.everything else ''}"

    def probabilities(self, texts: Sequence[str], before: Sequence[str] | None = None) -> Vectors:
        """Calibrated probabilities, shape (len(texts), 7), columns in the order of LABELS; `before` are the statements said before.

        Without words, or in a language that the model was not made for, a text has 0 everywhere.
        """
        plain = [" ".join(text.split()) for text in texts]
        earlier = [" ".join(text.split()) for text in before] if before is not None else [""] * len(plain)
        parts = [self._portion(plain[begin : begin + PORTION], earlier[begin : begin + PORTION]) for begin in range(0, len(plain), PORTION)]
        return np.concatenate(parts) if parts else np.empty((0, len(LABELS)), dtype=np.float32)

    def predicted(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        """The labels at or above each label's threshold, a row each."""
        return self._parts.combination.predicted(probabilities)

    def unsure(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        """The labels for which both ways are likely, a row each."""
        return self._parts.combination.unsure(probabilities)

    def foreign(self, texts: Sequence[str]) -> list[str | None]:
        """The language of each text that is clearly not in English; None otherwise."""
        return [foreign(text) for text in texts]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """What the network makes of each text before it decides, of length 1, shape (len(texts), dimensions)."""
        plain = [" ".join(text.split()) for text in texts]
        seen = self._network.see(self._pieces.read_after(plain, [""] * len(plain)))
        return _unit(seen)

    def scores(self, texts: Sequence[str]) -> Floats:
        """Calibrated log-odds from both tiers, whatever the gates say, shape (len(texts), 7)."""
        plain = [" ".join(text.split()) for text in texts]
        seen = self._network.see(self._pieces.read_after(plain, [""] * len(plain)))
        return self._both(seen, self._parts.forms.scores(self._pieces.read(plain)))

    def reasons(self, text: str, *, most: int = 3) -> dict[Label, tuple[str, ...]]:
        """For each label that the text gets, the words without which it would get it least; the strongest first.

        Each word is left out once (occlusion: Zeiler & Fergus 2014, ECCV).
        """
        plain = " ".join(text.split())
        found = list(islice(words(plain), LONGEST))
        shorter = [" ".join((plain[: word.start] + plain[word.end :]).split()) for word in found]
        scores = self.scores([plain, *shorter])
        carried = scores[0] - scores[1:]
        given = self.predicted(self.probabilities([text]))[0]
        return {label: _strongest([plain[word.start : word.end] for word in found], carried[:, LABELS.index(label)], most) for label in given}

    def _portion(self, texts: Sequence[str], before: Sequence[str]) -> Vectors:
        found = np.zeros((len(texts), len(LABELS)), dtype=np.float32)
        said = [i for i, text in enumerate(texts) if any(map(str.isalpha, text)) and foreign(text) is None]
        if not said:
            return found
        forms = self._parts.forms.scores(self._pieces.read([texts[i] for i in said]))
        combination = self._parts.combination
        inside = combination.by_form(forms)
        worth = combination.worth_seeing(forms) | self._gates_open
        if worth.any():
            inside[worth] = self._by_network([texts[i] for i in np.array(said)[worth]], [before[i] for i in np.array(said)[worth]], forms[worth])
        found[said] = inside
        return found

    def _by_network(self, texts: Sequence[str], before: Sequence[str], forms: Vectors) -> Vectors:
        """Probabilities of statements in which there may be something."""
        begun = self._network.begin(self._pieces.read_after(texts, before))
        early = self._parts.early.scores(begun.vectors, forms)
        found = self._parts.combination.withheld(early)
        worth = self._parts.early.worth_finishing(early) | self._gates_open
        if worth.any():
            found[worth] = calibrated(self._both(self._network.finish(begun.where(np.flatnonzero(worth).tolist())), forms[worth]))
        return found

    @property
    def _gates_open(self) -> bool:
        """What users have taught is known at the end only, so nothing may be let go before."""
        return self.everything or self.adaptation is not None

    def _both(self, seen: Seen, forms: Vectors) -> Floats:
        scores = self._parts.combination.scores(forms, seen.scores)
        return scores + self.adaptation.shift(_unit(seen)) if self.adaptation else scores

    @cached_property
    def _parts(self) -> ModelParts:
        return unpacked(read_arrays(self.folder, WEIGHTS))

    @cached_property
    def _pieces(self) -> Pieces:
        _ = self.sha256
        return Pieces(self.folder / TOKENIZER)

    @cached_property
    def _network(self) -> StatementNetwork:
        _ = self.sha256
        return StatementNetwork(self.folder / LOWER, self.folder / UPPER)


def statement_model() -> StatementModel:
    """The model that ships with driftwatch."""
    import driftwatch_models

    return StatementModel(Path(driftwatch_models.__path__[0]) / NAME)


def _unit(seen: Seen) -> Vectors:
    return np.asarray(seen.vectors / np.maximum(np.linalg.norm(seen.vectors, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _strongest(spoken: Sequence[str], carried: Vectors, most: int) -> tuple[str, ...]:
    order = sorted(range(len(spoken)), key=lambda i: (-carried[i], i))
    return tuple(spoken[i] for i in order[:most] if carried[i] >= _TELLING)

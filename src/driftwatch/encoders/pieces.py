"""A text as the word pieces of an artefact's vocabulary; the `tokenizers` library does the cutting."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from driftwatch.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 112
"""Word pieces of a statement that are read; what follows is ignored."""
BEFORE_CHARACTERS = 160
"""The end of the statement before, where it is given: so much of it is read."""
_CHARACTERS = 4096
"""A word piece of more than 36 characters is rare: nothing beyond is looked at, so that a line of 64 KiB costs no more than another."""


@dataclass(frozen=True, slots=True)
class Read:
    """One statement, as the networks read it."""

    ids: list[int]
    kinds: list[int]
    """0 for the statement before, 1 for the statement itself where one stands before it; else all 0."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One text, and where each of its pieces stands in it."""

    ids: list[int]
    places: list[tuple[int, int]]
    """Start and end in the text; both 0 for the marks."""


@dataclass(frozen=True)
class Pieces:
    """The tokenizer in a file of an artefact; nothing is loaded before the first text."""

    file: Path

    def read(self, texts: Sequence[str]) -> list[list[int]]:
        """The pieces of each text between the marks of start and end."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast([_head(text) for text in texts])]

    def read_after(self, texts: Sequence[str], before: Sequence[str]) -> list[Read]:
        """The pieces of each text after the end of the one before it; an empty one is none."""
        pairs = [(_tail(earlier), _head(text)) if earlier.strip() else _head(text) for text, earlier in zip(texts, before, strict=True)]
        return [Read(encoding.ids, encoding.type_ids) for encoding in self._tokenizer.encode_batch_fast(pairs)]

    def placed(self, texts: Sequence[str]) -> list[Placed]:
        """The pieces of each text with their places."""
        return [Placed(encoding.ids, encoding.offsets) for encoding in self._tokenizer.encode_batch([_head(text) for text in texts])]

    @property
    def size(self) -> int:
        """How many pieces there are."""
        return int(self._tokenizer.get_vocab_size())

    def vocabulary(self) -> dict[str, int]:
        """Every piece and its id."""
        return dict(self._tokenizer.get_vocab())

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(self.file))
        except Exception as error:  # the library raises nothing narrower
            raise ModelError(f"{self.file}: not a tokenizer file: {error}") from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST, strategy="longest_first")
        return tokenizer


def _head(text: str) -> str:
    return _printable(text[:_CHARACTERS])


def _tail(text: str) -> str:
    return _printable(text[-BEFORE_CHARACTERS:])


def _printable(text: str) -> str:
    """Lone surrogates, which no tokenizer takes, are replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")

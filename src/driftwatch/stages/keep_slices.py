"""Texts to slices: each distinct text is cut once, and only those that the cache does not hold."""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files

import numpy as np

from driftwatch.domain.slices import Passed, Slicer, Slices
from driftwatch.ports import VectorCache, Vectors

LONGEST = 1 << 24
"""Characters: up to here a place in a text is told exactly by a number of single precision, which is what the cache keeps."""


def keep_slices(texts: Sequence[Passed], slicer: Slicer, kept: VectorCache) -> list[Slices]:
    """What the slicer makes of the texts, in their order; what is new is kept."""
    model = f"slices {program()}"
    digests = [_digest(text) for text in texts]
    distinct = dict(zip(digests, texts, strict=True))
    known = {digest: _slices(row) for digest, row in kept.vectors(model, sorted(distinct)).items()}
    missing = [digest for digest in distinct if digest not in known]
    if missing:
        fresh = dict(zip(missing, slicer([distinct[digest] for digest in missing]), strict=True))
        kept.keep_vectors(model, {digest: _row(found) for digest, found in fresh.items() if len(distinct[digest].text) < LONGEST})
        known |= fresh
    return [known[digest] for digest in digests]


@cache
def program() -> str:
    """A digest of all that texts are cut by, with every line of code, so that nothing is kept beyond a change of it."""
    found = hashlib.blake2b(version("spacy").encode("ascii"), digest_size=8)
    for place, wanted in (("driftwatch.domain", ".py"), ("driftwatch.stages", "segment.py")):
        for file in sorted((file for file in files(place).iterdir() if file.name.endswith(wanted)), key=lambda file: file.name):
            found.update(file.name.encode("utf-8") + b"\0" + file.read_bytes())
    return found.hexdigest()


def _digest(text: Passed) -> str:
    return hashlib.sha256(f"{'lines' if text.by_line else 'prose'}\x1f{text.text}".encode("utf-8", "surrogatepass")).hexdigest()


def _row(found: Slices) -> Vectors:
    """Code, headings, then the two ends of each piece."""
    return np.array([found.code, found.headings, *(end for piece in found.pieces for end in piece)], dtype=np.float32)


def _slices(row: Vectors) -> Slices:
    code, headings, *ends = row.astype(np.int64).tolist()
    return Slices(tuple(zip(ends[::2], ends[1::2], strict=True)), code, headings)

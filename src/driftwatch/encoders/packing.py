"""The head's parts to named arrays and back; half precision keeps the file small."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from driftwatch.encoders.combination import Combination
from driftwatch.encoders.cues import FINGERPRINT
from driftwatch.encoders.network import Network, Networks
from driftwatch.encoders.ngrams import Block, Kind, LinearModel
from driftwatch.errors import ModelError

Arrays = Mapping[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadParts:
    """All that the head has learnt."""

    linear: LinearModel
    networks: Networks
    combination: Combination


def packed(parts: HeadParts) -> dict[str, NDArray[np.generic]]:
    """The parts as arrays of numbers and bytes."""
    arrays: dict[str, NDArray[np.generic]] = {"cues": _bytes([FINGERPRINT]), "kept": _bytes(parts.linear.kept)}
    for block in parts.linear.blocks:
        arrays[f"{block.kind}.vocabulary"] = _bytes(block.vocabulary)
        arrays[f"{block.kind}.idf"] = block.idf.astype(np.float16)
    arrays["linear.weights"] = parts.linear.weights.astype(np.float16)
    arrays["linear.intercepts"] = parts.linear.intercepts
    for number, network in enumerate(parts.networks.members):
        arrays |= {f"network{number}.{part.name}": getattr(network, part.name).astype(np.float16) for part in fields(Network)}
    return arrays | {f"combination.{part.name}": getattr(parts.combination, part.name) for part in fields(Combination)}


def unpacked(arrays: Arrays) -> HeadParts:
    """The parts that the arrays hold; raises ModelError where they were made for other cues."""
    if _texts(arrays["cues"]) != (FINGERPRINT,):
        raise ModelError("the statement head was trained on other cues than this version knows; train it again: python -m driftwatch.learn.train")
    blocks = tuple(_block(arrays, kind) for kind in Kind)
    linear = LinearModel(
        kept=_texts(arrays["kept"]), blocks=blocks, weights=_floats(arrays["linear.weights"]), intercepts=_floats(arrays["linear.intercepts"])
    )
    members = sum(name.endswith(".output_bias") for name in arrays)
    networks = Networks(members=tuple(_network(arrays, number) for number in range(members)))
    combination = Combination(**{part.name: _floats(arrays[f"combination.{part.name}"]) for part in fields(Combination)})
    return HeadParts(linear=linear, networks=networks, combination=combination)


def _block(arrays: Arrays, kind: Kind) -> Block:
    return Block(kind=kind, vocabulary=_texts(arrays[f"{kind}.vocabulary"]), idf=_floats(arrays[f"{kind}.idf"]))


def _network(arrays: Arrays, number: int) -> Network:
    return Network(**{part.name: _floats(arrays[f"network{number}.{part.name}"]) for part in fields(Network)})


def _floats(array: NDArray[np.generic]) -> NDArray[np.float64]:
    return array.astype(np.float64)


def _bytes(texts: Sequence[str]) -> NDArray[np.uint8]:
    """No n-gram holds a line feed, so one parts them."""
    return np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8)


def _texts(array: NDArray[np.generic]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode("utf-8").split("\n"))

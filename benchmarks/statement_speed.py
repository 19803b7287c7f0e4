"""How fast statements get their labels, and what the cascade costs: `python benchmarks/statement_speed.py [FILE] [--statements N]`.

On the plain random sample of real sentences (FILE, JSON Lines with `text`; of those with a `stratum` the random ones), or on N distinct statements
that our readers find in ../shared/data, in one process, every distinct sentence once, each way three times and in turns: all-MiniLM-L6-v2 through
sentence-transformers at the batch size that is fastest here, the cascade, the network on everything, the form model alone. FILE as it stands by
default was trained on, and the form model lets less of it pass than of new text: so the same for the random stratum of --dev, which was not.
Then what the cascade changes there, at the thresholds that ship; and in fresh processes `driftwatch classify`: start to end for ten lines
(files cached, nothing loaded), and its peak of resident memory for --lines lines, no two of them alike, above that for the ten.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.labels import LABELS
from driftwatch.domain.limits import Limits
from driftwatch.encoders.artefact import TOKENIZER, WEIGHTS, read_arrays
from driftwatch.encoders.language import foreign
from driftwatch.encoders.packing import ModelParts, unpacked
from driftwatch.encoders.pieces import Pieces
from driftwatch.encoders.statement_model import StatementModel, statement_model
from driftwatch.encoders.weights import minilm_folder
from driftwatch.intake.sandbox import Sandbox
from driftwatch.learn.measures import draws, measured
from driftwatch.learn.statements import LabelledStatement, label_matrix, read_labelled
from driftwatch.reading import Wanted
from driftwatch.stages.segment import segment
from driftwatch.tables import Messages

SHARED = Path(__file__).resolve().parents[2] / "shared"
REAL = SHARED / "bench" / "statements-real"
TALK = SHARED / "data"
BATCHES = (8, 16, 32, 64, 128)
TRIED_ON = 2400
"""Sentences that the batch size is chosen on."""
RUNS = 3
STARTS = 5
RESAMPLES = 1000
FILES = 40
"""Statements read from ../shared/data come from at least so many files."""
SEED = 7
RANDOM = "random"
LAUNCHER = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
with open(sys.argv[1], "wb") as answers:
    subprocess.run(sys.argv[2:], stdout=answers, check=True)
print(json.dumps([time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]))
"""
"""Starts a command from a small process: the peak that the system counts for a child holds that of what it was forked from."""
Claims = NDArray[np.bool_]
Way = Callable[[Sequence[str]], object]


@dataclass(frozen=True)
class Forms:
    """The first tier alone."""

    folder: Path

    @cached_property
    def parts(self) -> ModelParts:
        return unpacked(read_arrays(self.folder, WEIGHTS))

    @cached_property
    def pieces(self) -> Pieces:
        return Pieces(self.folder / TOKENIZER)

    def scores(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.parts.forms.scores(self.pieces.read(texts))

    def passes(self, texts: Sequence[str]) -> Claims:
        """Of each text whether the network begins with it."""
        claimed = np.array([any(map(str.isalpha, text)) and foreign(text) is None for text in texts], dtype=bool)
        return claimed & self.parts.combination.worth_seeing(self.scores(texts))


def main() -> None:
    """Print the speeds, the cost of the cascade, and what the command line takes."""
    options = _options()
    model = statement_model()
    forms = Forms(model.folder)
    texts = _statements(options.statements) if options.statements else _sentences(options.file)
    dev = read_labelled(options.dev)
    print(f"{model.model}; load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores", flush=True)
    encode, size = _encoder(texts)
    ways: dict[str, Way] = {
        f"all-MiniLM-L6-v2, sentence-transformers, batches of {size}": encode,
        "the cascade": model.probabilities,
        "the network on everything": replace(model, everything=True).probabilities,
        "the form model alone": forms.scores,
    }
    _speeds(f"{options.statements:,} statements of public talk" if options.statements else str(options.file.name), texts, ways, forms)
    _speeds(f"{options.dev.name}, not trained on", _drawn(dev), ways, forms)
    for name, part in (("all", dev), ("random stratum", tuple(each for each in dev if each.stratum == RANDOM))):
        _cost(f"{options.dev.parent.name}/{options.dev.stem}, {name}", part, model, forms)
    if options.lines:
        _command_line(texts, forms, options.lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, default=REAL / "train.jsonl")
    parser.add_argument("--statements", type=int, default=0, help="read so many from ../shared/data instead of FILE")
    parser.add_argument("--dev", type=Path, default=REAL / "dev.jsonl", help="labelled statements that the cost is measured on")
    parser.add_argument("--lines", type=int, default=100_000, help="for `driftwatch classify`; 0: leave the command line out")
    return parser.parse_args()


def _sentences(file: Path) -> list[str]:
    return _drawn(read_labelled(file))


def _drawn(statements: Sequence[LabelledStatement]) -> list[str]:
    """Distinct texts of the random stratum; all of them where there are no strata."""
    return list(dict.fromkeys([each.text for each in statements if each.stratum == RANDOM] or [each.text for each in statements]))


def _statements(most: int) -> list[str]:
    """Distinct statements of public talk: files in a fixed random order, of each no more than its share."""
    chance = random.Random(SEED)
    names = sorted(path.relative_to(TALK).as_posix() for path in TALK.rglob("*") if path.is_file())
    chance.shuffle(names)
    found: dict[str, None] = {}
    with closing(Sandbox(Limits(), latest=datetime.now(UTC), environ=os.environ)) as sandbox:
        for name in names:
            if len(found) >= most:
                break
            messages = [each for reading in sandbox.read(Wanted(folder=TALK, name=name, timezone=UTC)) for each in reading.messages]
            said = {" ".join(row.text.split()): None for row in segment(Messages.gathered(messages))[0].rows()} if messages else {}
            fresh = [text for text in said if text not in found]
            found |= dict.fromkeys(chance.sample(fresh, min(len(fresh), -(-most // FILES))))
    return list(found)[:most]


def _speeds(name: str, texts: Sequence[str], ways: dict[str, Way], forms: Forms) -> None:
    """One row a way, the best of its runs and all of their spread."""
    for way in ways.values():
        way(texts[:64])
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(RUNS):
        for way, run in ways.items():
            taken[way].append(_seconds(run, texts))
    baseline = min(next(iter(taken.values())))
    print(f"\n{name}: {len(texts):,} distinct sentences, of which the network sees {forms.passes(texts).mean():.1%}")
    print(f"\n| | sentences a second, best | of {RUNS} runs | times the first |\n|---|---|---|---|")
    for way, seconds in taken.items():
        best, worst = (len(texts) / edge(seconds) for edge in (min, max))
        print(f"| {way} | {best:,.0f} | {worst:,.0f} to {best:,.0f} | {baseline / min(seconds):.2f} |", flush=True)


def _encoder(texts: Sequence[str]) -> tuple[Way, int]:
    """sentence-transformers as it comes, at its best batch size; our own loader would set torch's threads."""
    import torch
    from sentence_transformers import SentenceTransformer

    transformer = SentenceTransformer(str(minilm_folder()), device="cpu", local_files_only=True)
    tried = {size: partial(transformer.encode, batch_size=size, show_progress_bar=False) for size in BATCHES}
    transformer.encode(list(texts[:64]), show_progress_bar=False)
    sample = list(texts[:TRIED_ON])
    seconds = {size: _seconds(encode, sample) for size, encode in tried.items()}
    speeds = ", ".join(f"{size}: {len(sample) / taken:.0f}" for size, taken in seconds.items())
    print(f"sentence-transformers, {torch.get_num_threads()} threads, sentences a second by batch size: {speeds}", flush=True)
    best = min(seconds, key=lambda size: seconds[size])
    return tried[best], best


def _seconds(way: Way, texts: Sequence[str]) -> float:
    begun = time.perf_counter()
    way(list(texts))
    return time.perf_counter() - begun


def _cost(name: str, statements: Sequence[LabelledStatement], model: StatementModel, forms: Forms) -> None:
    """Mean F1 of the cascade and of the network on everything, and the interval of their difference over the same draws of documents."""
    texts, truth = [each.text for each in statements], label_matrix(statements)
    ways = [_given(one, texts) for one in (model, replace(model, everything=True))]
    once = np.ones((1, len(texts)), dtype=int)
    cascade, whole = (float(_mean_f1(truth, given, once)[0]) for given in ways)
    drawn = draws([each.document for each in statements], resamples=RESAMPLES, seed=SEED)
    lost = measured(whole - cascade, _mean_f1(truth, ways[1], drawn) - _mean_f1(truth, ways[0], drawn))
    changed, passed = (ways[0] != ways[1]).any(axis=1), forms.passes(texts)
    print(
        f"\n{name} ({len(texts):,}): mean F1 of the cascade {cascade:.4f}, of the network on everything {whole:.4f}; the cascade costs "
        f"{lost.value:.4f} ({lost.low:.4f} to {lost.high:.4f}). {changed.sum()} get other labels; the network sees {passed.mean():.1%}",
        flush=True,
    )


def _given(model: StatementModel, texts: Sequence[str]) -> Claims:
    return np.array([[label in row for label in LABELS] for row in model.predicted(model.probabilities(texts))], dtype=bool)


def _mean_f1(truth: Claims, given: Claims, drawn: NDArray[np.int_]) -> NDArray[np.float64]:
    """For every draw; a label that nobody carries counts as 0 in both ways."""
    hits, claimed, wanted = (drawn @ part.astype(int) for part in (truth & given, given, truth))
    return np.asarray((2 * hits / np.maximum(claimed + wanted, 1)).mean(axis=1))


def _command_line(texts: Sequence[str], forms: Forms, lines: int) -> None:
    """At least one of the ten lines goes through the network, so that it is loaded for them too."""
    seen = next(text for text in texts if forms.passes([text])[0])
    with tempfile.TemporaryDirectory() as name:
        few, many = Path(name) / "few.txt", Path(name) / "many.txt"
        _write(few, [seen, *texts[:9]])
        _write(many, _unlike(texts, lines))
        starts = [_classified(few, 10) for _ in range(STARTS)]
        seconds, floor = min(taken for taken, _ in starts), max(peak for _, peak in starts)
        slowest = max(taken for taken, _ in starts)
        print(f"\ndriftwatch classify, ten lines: {seconds:.2f} s, best of {STARTS} (worst {slowest:.2f} s), peak {floor:,.0f} MiB", flush=True)
        seconds, peak = _classified(many, lines)
        print(f"driftwatch classify, {lines:,} lines ({many.stat().st_size / 1e6:.1f} MB): {seconds:.0f} s, {lines / seconds:,.0f} a second,")
        print(f"    peak {peak:,.0f} MiB, {peak - floor:,.0f} MiB above that for ten lines")


def _unlike(texts: Sequence[str], lines: int) -> list[str]:
    """So many lines without a second of any: from the second round on a number stands at the end."""
    found: list[str] = []
    for turn in count(1):
        found += texts if turn == 1 else [f"{text} ({turn})" for text in texts]
        if len(found) >= lines:
            break
    return found[:lines]


def _write(file: Path, lines: Sequence[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _classified(file: Path, lines: int) -> tuple[float, float]:
    """Seconds and MiB at the peak."""
    answers = file.with_suffix(".jsonl")
    program = str(Path(sys.executable).with_name("driftwatch"))
    command = [sys.executable, "-c", LAUNCHER, str(answers), program, "classify", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    with answers.open("rb") as stream:
        answered = sum(1 for _ in stream)
    if answered != lines:
        raise SystemExit(f"{lines:,} lines in, {answered:,} answers out")
    seconds, peak = json.loads(done.stdout)
    return seconds, peak


if __name__ == "__main__":
    main()

"""Each reader survives broken versions of its samples; DRIFTWATCH_FUZZ says how many, DRIFTWATCH_SEED which (.ci/nightly tries many more)."""

import os
from pathlib import Path

import pytest

from driftwatch.testing.fuzz import fuzz_reader
from driftwatch.wiring import readers

CORPUS = Path(__file__).parents[1] / "corpus"
INPUTS = int(os.environ.get("DRIFTWATCH_FUZZ", "200"))
SEED = int(os.environ.get("DRIFTWATCH_SEED", "20261121"))


@pytest.mark.parametrize("name", sorted(readers()))
def test_broken_files_are_survived(name: str, record_property) -> None:
    seeds = {file.name: file.read_bytes() for file in sorted((CORPUS / name).glob("*/*"))}
    assert len(seeds) >= 6, f"tests/corpus/{name} holds too few samples to break"

    fuzzed = fuzz_reader(name, readers()[name], seeds, inputs=INPUTS, seed=SEED)

    record_property("fuzzed", f"{name}: {fuzzed.inputs:,} inputs, seed {SEED}, {dict(fuzzed.statuses)}, {fuzzed.messages:,} messages")
    assert sum(fuzzed.statuses.values()) >= INPUTS

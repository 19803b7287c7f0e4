"""What driftwatch and its peers find, held against what people said: labelled statements, and the terms of programmes whose differences are known."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scores_of import mean_f1, mean_precision

from driftwatch.domain.labels import LABELS

Known = Mapping[str, "Programme"]
MEANING = "term_meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One pair of partners of a programme, and the terms that they are known to use in different senses."""

    asked: tuple[list[str], list[str]]
    """Every statement of the two, and whose it is."""
    differing: tuple[tuple[str, ...], ...]
    """For each known difference the names that it may go by."""
    ranked: tuple[str, ...]
    """Driftwatch's terms of this pair, the most divergent first."""
    divergent: int
    """How many of them driftwatch calls divergent: they stand first."""


def labels_of(file: Path) -> list[tuple[str, list[str]]]:
    """Text and labels of each line."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [(row["text"], row["labels"]) for row in rows]


def ours_on(labelled: Sequence[tuple[str, list[str]]]) -> list[float]:
    """Mean F1 and mean average precision of the statement model on labelled statements."""
    from driftwatch.encoders.statement_model import statement_model

    model = statement_model()
    probabilities = model.probabilities([text for text, _ in labelled])
    given = [[label in row for label in LABELS] for row in model.predicted(probabilities)]
    return _quality([labels for _, labels in labelled], given, probabilities.tolist())


def as_judged(answer: Mapping[str, Any], labelled: Sequence[tuple[str, list[str]]], known: Known) -> dict[str, Any]:
    """A peer's answer with figures in the place of what it says of each statement and word."""
    told = {name: value for name, value in answer.items() if name not in ("dev", "thresholds", "ranked")}
    if "dev" in answer:
        given = [[value >= limit for value, limit in zip(row, answer["thresholds"], strict=True)] for row in answer["dev"]]
        told["quality"] = _quality([labels for _, labels in labelled], given, answer["dev"])
    if "ranked" in answer:
        told["places"] = {pair: [place(names, answer["ranked"].get(pair, ())) for names in part.differing] for pair, part in known.items()}
    return told


def _quality(truth: Sequence[Sequence[str]], given: Sequence[Sequence[bool]], scores: Sequence[Sequence[float]]) -> list[float]:
    return [round(mean_f1(truth, given), 4), round(mean_precision(truth, scores), 4)]


def term_question(programmes: Path, work: Path) -> dict[str, Programme]:
    """Each pair of partners with a known difference of meaning; its statements and terms as driftwatch reads them now."""
    found = {}
    for gold in sorted(programmes.glob("*/gold.json")):
        statements, terms = _scanned(gold.parent, work / "known" / gold.parent.name)
        known = json.loads(gold.read_text(encoding="utf-8"))["divergences"]
        wanted = [each for each in known if MEANING in each["kinds"] and len(each["partners"]) > 1]
        for pair in sorted({tuple(sorted(each["partners"])[:2]) for each in wanted}):
            own = [row for row in statements if row["partner"] in pair]
            of_pair = sorted((row for row in terms if tuple(sorted(row["partners"])) == pair), key=_order)
            found[f"{gold.parent.name}: {pair[0]}, {pair[1]}"] = Programme(
                asked=([row["text"] for row in own], [row["partner"] for row in own]),
                differing=tuple(tuple(each["subjects"]) for each in wanted if tuple(sorted(each["partners"])[:2]) == pair),
                ranked=tuple(row["term"] for row in of_pair),
                divergent=sum(row["verdict"] == "divergent" for row in of_pair),
            )
    return found


def placed_terms(known: Known) -> dict[str, Any]:
    """Where the terms that differ stand among driftwatch's, by pair: names, places, how many are called divergent, and of how many."""
    return {
        pair: {
            "names": [names[0] for names in part.differing],
            "places": [place(names, part.ranked) for names in part.differing],
            "divergent": part.divergent,
            "of": len(part.ranked),
        }
        for pair, part in known.items()
    }


def place(names: Sequence[str], ranked: Sequence[str]) -> int | None:
    """The best rank, from 1, of any of the names; None where none is ranked."""
    wanted = {name.casefold() for name in names}
    return next((at for at, term in enumerate(ranked, start=1) if term.casefold() in wanted), None)


def _order(row: Mapping[str, Any]) -> tuple[object, ...]:
    """Divergent first, then by p value, then by distance; what could not be compared last."""
    p_value, distance = row["p_value"], row["divergence"]
    return row["verdict"] != "divergent", 2.0 if p_value is None else p_value, 0.0 if distance is None else -distance, row["term"]


def _scanned(programme: Path, work: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    program = str(Path(sys.executable).with_name("driftwatch"))
    work.mkdir(parents=True, exist_ok=True)
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(work), "DRIFTWATCH_STORE": f"sqlite:///{work / 'store.db'}"}
    subprocess.run([program, "scan", str(programme), "--out", str(work / "out"), "--quiet"], env=environ, check=True, capture_output=True)
    terms = subprocess.run([program, "terms", str(programme)], env=environ, check=True, capture_output=True, text=True).stdout
    statements = (work / "out" / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in statements], [json.loads(line) for line in terms.splitlines()]

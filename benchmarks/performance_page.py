"""docs/performance.md from docs/evidence/performance.json: nothing in it is written by hand."""

# ruff: noqa: E501  rows of Markdown are long

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from timed_scan import AFTER_EMBEDDING, STAGES

Found = Mapping[str, Any]
SIZES = (1_000, 10_000, 100_000, 1_000_000)
GOAL_TIMES, GOAL_RESCAN, GOAL_MEMORY, GOAL_AFTER, GOAL_TERMS = 8.0, 0.03, 1536, 0.20, 10.0
NOISE = 0.05
"""Seconds below which a stage is too short for its growth to mean anything."""
T95 = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447}
HEAD = """# How fast, how large, and beside what else

Made by `python benchmarks/performance.py DATA --work FOLDER` from [the figures](evidence/performance.json); no figure here is written by hand. The text is real public talk (minutes, transcripts, chats), each
statement a message of its own, speakers dealt to {partners} partners by chance; no two partners really differ, so that nearly nothing is raised. CPU is that of all processes together, peaks are
resident memory, the largest sum over the processes alive at one moment. Ranges are the smallest and the largest of the runs.
"""


IN_THE_WAY = """
## What stands in the way

Found by profiling (cProfile, py-spy) and by reading what grows; not changed unless it says so.

- After the networks, most of the time goes into reading every statement by the patterns of a dozen checks, one after the other, in one process: it grows with the text and no faster, but it is not kept, so that a second scan does it again
  (where the statements of a text stand is kept since 23 November 2026, and spaCy is loaded for new text only). Since decision 31 letters tell which patterns a statement may meet.
  That is why a rescan is far from 3 %. Keeping what each pattern found, as labels are kept, would take it from 22 s to perhaps 15: all tests of differences are new with new text.
- The facet model sees every distinct statement of a partner with its whole network; only the labels have tiers that let most of them go. Two gates were tried: by the labels' probabilities (at 0.05, 56 % of real talk still passes, and 1 to 4 in
  a hundred statements that take a side are lost), and a linear look after its lower layers (where 98 in a hundred are kept, 72 % pass: a fifth of the stage). Too much of real talk takes some side, 35 % at a probability of 0.2; both were left.
- `checks` are steeper than n log n in the last step: nearly every one of them takes 14 to 18 times as long for ten times the text, patterns too, which read statement by statement. Remembering what stands in all of 100,000 texts (instead of 32,768) was tried and
  brought nothing (138 s for 128, beside a machine that varies as much); the profile shows no loop over all pairs of statements any more. Promises take 27 times as long: there are more of them, and each is held against all that names it.
- Of the networks' time six tenths are products of bytes, near what the processor can do (180 to 190 thousand million a second and core); texts of one length run together (decision 30). Fewer passes would help, not faster ones: usages take a pass
  for each window, up to 100 a side of every term and of up to 100 ordinary words. Windows of one statement share a pass only where their pieces are the same, which they mostly are not, as the term stands in it in one form.
- Changed after profiling (decision 25): likeness of judgements, neighbourhoods of stances and matters of one side no longer grow with the square of all (likeness is worked out for those that answer each other or belong together); stances, ordinary words and speakers that are left out are sampled; vectors are filled in place;
  tokens are remembered for 131,072 texts; distances of all draws come from one product of matrices.
- A million statements were tried at `c92a0d7` (23 November 2026, beside other work): all models had answered after some 90 minutes of CPU, with 5.3 GB resident in the scanning process and 1.6 GB in the store; then `commitment_balance` did not end.
  What kept it, each speaker of a promise left out with two sorts of 9,999 draws over thousands of documents, was mended at `a81f313`. Two more tries on 24 November failed in `done_criteria`: at `5d6ff23` (all models had answered within an hour, beside
  other work, with 5.2 GB resident) as the number of arrangements of its documents fits no float, at `c4097c7` (with the answers kept, 2.8 GB resident when the checks began) on a statement with "at least 0" of a unit of time; both are mended (decision 31).
  A third (`a472e82`, with the answers kept, beside other work) came through `commitment_balance`, `done_criteria`, `goal_priority` and most of `metric_target` in 33 minutes, 3.4 GB resident at most, when the day was over. What held it there, every measure looked for among all mentions, is mended. So a million has not been scanned to its end.
- Statements, labels, facets and records are all in memory at once, beside about 0.6 GB for libraries and models: nothing is streamed after reading. What only some statements have takes no memory for the others since decision 31 (1.8 GB at 100,000 in place of 2.4);
  the vectors of 91,000 usages are 280 MB of it.
- Permutations are drawn for each term and pair by their content, so that a result hangs on nothing else; drawing them is a twentieth of a test.
"""


def page(found: Found) -> str:
    """The whole page."""
    parts = [
        _head(found),
        *_goals(found),
        *_stages(found),
        *_growth(found),
        *_rescan(found),
        *_peers(found),
        *_unattended(found),
        *_terms(found),
        IN_THE_WAY,
        *_not_run(found),
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip() + "\n"


def main() -> None:
    """Write it again without measuring."""
    docs = Path(__file__).resolve().parents[1] / "docs"
    (docs / "performance.md").write_text(page(json.loads((docs / "evidence" / "performance.json").read_text("utf-8"))), encoding="utf-8")


def _head(found: Found) -> str:
    partners = sorted({part["circumstances"].get("partners", 2) for part in found.values()} or {2})
    return HEAD.format(partners=" and ".join(map(str, partners)))


def _circumstances(part: Found) -> str:
    about = part["circumstances"]
    load = about.get("load", [["?"], ["?"]])
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    before, after = (" ".join(map(str, each)) for each in load)
    return f"*{about.get('at', '')}, commit {about['commit']}, {about['machine']}, seed {about['seed']}; load (1, 5, 15 minutes) before {before}, after {after}; {versions}.*"


# What was asked


def _goals(found: Found) -> Iterator[str]:
    yield "\n## What was asked for\n\n| goal | measured | |\n|---|---|---|"
    for goal, measured, reached in (_times(found), _quality(found), _again(found), _memory(found), _after(found), _compared(found)):
        yield f"| {goal} | {measured} | {'' if reached is None else 'reached' if reached else '**missed**'} |"


def _times(found: Found) -> tuple[str, str, bool | None]:
    goal = "first scan of 100,000 real statements at least 8 times as fast as encoding everything"
    ratios = _ratios(found, "encode everything", "driftwatch scan")
    if not ratios:
        return goal, "not run", None
    size = found["peers"]["statements"]
    note = "" if size == 100_000 else f" (on {size:,} statements, not 100,000)"
    return goal, f"{_range(ratios)} times{note}", median(ratios) >= GOAL_TIMES if size == 100_000 else False


def _quality(found: Found) -> tuple[str, str, bool | None]:
    goal = "… with the same quality of labels"
    rows = dict(_labels(found))
    if not {"driftwatch", "encode everything"} <= set(rows):
        return goal, "not run", None
    ours, theirs = rows["driftwatch"], rows["encode everything"]
    return (
        goal,
        f"mean F1 {ours[0]:.2f} against {theirs[0]:.2f}, average precision {ours[1]:.2f} against {theirs[1]:.2f}",
        ours[0] >= theirs[0] - 0.005,
    )


def _again(found: Found) -> tuple[str, str, bool | None]:
    goal = "rescan with 1 % of new text in at most 3 % of the first scan's time"
    turns = found.get("rescan", {}).get("turns", [])
    if not turns:
        return goal, "not run", None
    shares = [turn["more"]["run"]["wall"] / turn["first"]["run"]["wall"] for turn in turns]
    return goal, f"{_range([100 * share for share in shares])} % at {turns[0]['first']['statements']:,} statements", median(shares) <= GOAL_RESCAN


def _memory(found: Found) -> tuple[str, str, bool | None]:
    goal = "peak memory below 1.5 GB at 1,000,000 statements"
    scans = found.get("growth", {}).get("scans", [])
    if not scans:
        return goal, "not run", None
    largest = scans[-1]
    measured = f"{largest['run']['peak']:,.0f} MiB at {largest['statements']:,}"
    if largest["asked"] >= 1_000_000:
        return goal, measured, largest["run"]["peak"] <= GOAL_MEMORY
    return goal, f"1,000,000 not run; {measured}", False if largest["run"]["peak"] > GOAL_MEMORY else None


def _after(found: Found) -> tuple[str, str, bool | None]:
    goal = "everything after embedding together below 20 % of the total"
    scans = [*found.get("growth", {}).get("scans", [])] or found.get("stages", {}).get("scans", [])
    if not scans:
        return goal, "not run", None
    shares = {scan["asked"]: sum(_of(scan, stage, "cpu") for stage in AFTER_EMBEDDING) / scan["cpu"] for scan in scans}
    return goal, "of CPU, " + ", ".join(f"{100 * share:.0f} % at {size:,}" for size, share in shares.items()), list(shares.values())[-1] < GOAL_AFTER


def _compared(found: Found) -> tuple[str, str, bool | None]:
    goal = "500 terms x 6 partners x 2,000 usages, 1,000 permutations, in under 10 s"
    turns = found.get("terms", {}).get("turns", [])
    if not turns:
        return goal, "not run", None
    return goal, f"{_range([turn['goal'] for turn in turns])} s", median(turn["goal"] for turn in turns) < GOAL_TERMS


# Stage by stage


def _stages(found: Found) -> Iterator[str]:
    part = found.get("stages")
    if part is None:
        return
    scans = part["scans"]
    yield f"\n## Stage by stage\n\n{_circumstances(part)}\n\nFirst scans of {_counts(scans[0])}, runs: {len(scans)}; the median, and the range in brackets where there are several.\n"
    yield "| stage | seconds | CPU | seconds per 1,000 | share of the CPU | peak, MiB | above its beginning |\n|---|---|---|---|---|---|---|"
    for stage in STAGES:
        walls, cpus, peaks, growths = ([_of(scan, stage, key) for scan in scans] for key in ("wall", "cpu", "peak", "growth"))
        share = median(cpu / scan["cpu"] for cpu, scan in zip(cpus, scans, strict=True))
        thousand = median(walls) / scans[0]["statements"] * 1000
        yield f"| {stage} | {_range(walls)} | {median(cpus):.2f} | {thousand:.3f} | {100 * share:.1f} % | {max(peaks):,.0f} | {max(growths):,.0f} |"
    walls, cpus = ([scan["run"][key] for scan in scans] for key in ("wall", "cpu"))
    thousand = median(walls) / scans[0]["statements"] * 1000
    yield f"| all | {_range(walls)} | {median(cpus):.2f} | {thousand:.3f} | | {max(scan['run']['peak'] for scan in scans):,.0f} | |"
    yield (
        "\nThe peak of a stage is that of the scanning process; the process that reads strangers' bytes is in the last row's. CPU above the seconds that passed means both cores. "
        "`read` waits for that process; `locate` includes choosing which usages are compared, `segment` leaving out what several files hold, `rest` what is between the stages."
    )
    checks = {
        name: median([scan["stages"].get(name, {}).get("wall", 0.0) for scan in scans]) for name in scans[0]["stages"] if name.startswith("check ")
    }
    yield (
        "\nThe checks, seconds: "
        + ", ".join(f"{name.removeprefix('check ')} {seconds:.2f}" for name, seconds in sorted(checks.items(), key=lambda each: -each[1]))
        + "."
    )


def _growth(found: Found) -> Iterator[str]:
    part = found.get("growth")
    if part is None:
        return
    scans = part["scans"]
    yield f"\n## How it grows\n\n{_circumstances(part)}\n"
    yield "One first scan a size; " + "; ".join(f"{_counts(scan)}{_commit(scan)}, load {scan['load'][0][0]} to {scan['load'][1][0]}" for scan in scans) + "."
    yield "The exponent is the slope of CPU seconds against statements, both in logarithms; 95 % interval of the fit where there are three sizes or more.\n"
    yield (
        "| stage | "
        + " | ".join(f"{scan['statements']:,}: s (CPU)" for scan in scans)
        + " | exponent | last step |\n|---|"
        + "---|" * (len(scans) + 2)
    )
    steep = []
    for stage in (*STAGES, "all"):
        cells = " | ".join(f"{_of(scan, stage, 'wall'):.2f} ({_of(scan, stage, 'cpu'):.2f})" for scan in scans)
        points = [(scan["statements"], _of(scan, stage, "cpu")) for scan in scans if _of(scan, stage, "cpu") >= NOISE]
        slope, step = _slope(points), _slope(points[-2:])
        yield f"| {stage} | {cells} | {_told(slope)} | {'' if step is None else f'{step[0]:.2f}'} |"
        if step is not None and step[0] > _bound(points[-2:]):
            steep.append(f"{stage} ({step[0]:.2f} in the last step; n log n would be {_bound(points[-2:]):.2f})")
    yield (
        "| peak, MiB | "
        + " | ".join(f"{scan['run']['peak']:,.0f}" for scan in scans)
        + " | "
        + _told(_slope([(s["statements"], s["run"]["peak"]) for s in scans]))
        + " | |"
    )
    yield (
        "| store, MiB | "
        + " | ".join(f"{scan['store_mib']:,.0f}" for scan in scans)
        + " | "
        + _told(_slope([(s["statements"], s["store_mib"]) for s in scans]))
        + " | |"
    )
    yield (
        "\nSteeper than n log n between the two largest sizes: "
        + ("; ".join(steep) or "none")
        + f". A stage below {NOISE} s of CPU counts for no slope."
    )


def _rescan(found: Found) -> Iterator[str]:
    part = found.get("rescan")
    if part is None:
        return
    turns = part["turns"]
    yield f"\n## A second scan\n\n{_circumstances(part)}\n\n| | seconds | CPU | share of the first scan's time | peak, MiB |\n|---|---|---|---|---|"
    for key, name in (("first", "first scan"), ("same", "again, nothing new"), ("more", "again, 1 % of new text")):
        walls, cpus, peaks = ([turn[key]["run"][figure] for turn in turns] for figure in ("wall", "cpu", "peak"))
        shares = [100 * turn[key]["run"]["wall"] / turn["first"]["run"]["wall"] for turn in turns]
        yield f"| {name}, {turns[0][key]['statements']:,} statements | {_range(walls)} | {_range(cpus)} | {_range(shares)} % | {max(peaks):,.0f} |"
    largest = sorted(((stage, median([_of(turn["more"], stage, "wall") for turn in turns])) for stage in STAGES), key=lambda each: -each[1])
    yield "\nWhere the time of the last row goes, seconds: " + ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in largest[:10]) + "."


# Beside others


def _peers(found: Found) -> Iterator[str]:
    part = found.get("peers")
    if part is None:
        return
    rows = {name: runs for name, runs in part["rows"].items() if runs}
    yield f"\n## Beside what a user would take instead\n\n{_circumstances(part)}\n"
    yield f"{part['statements']:,} statements ({part['distinct']:,} distinct), each a process of its own from start to end, in turns, {len(next(iter(rows.values())))} rounds. What it takes a peer to learn from labelled statements, and what is only for the tables below, is not in its time.\n"
    yield "| | does | seconds | CPU | peak, MiB | times the scan's | its parts, seconds |\n|---|---|---|---|---|---|---|"
    for name, runs in rows.items():
        walls, cpus, peaks = ([each["run"][figure] for each in runs] for figure in ("wall", "cpu", "peak"))
        versions = ", ".join(f"{package} {number}" for package, number in part["versions"].get(name, {}).items())
        parts = ", ".join(f"{lap} {median([each['laps'][lap][0] for each in runs if lap in each['laps']]):.1f}" for lap in runs[0].get("laps", {}))
        does = part["does"].get(
            name,
            "the labels alone" if name.endswith("classify") else "the whole scan: import, labels, sides, terms, checks, alerts, pictures, report",
        )
        yield f"| {name}{f' ({versions})' if versions else ''} | {does} | {_range(walls)} | {_range(cpus)} | {max(peaks):,.0f} | {_range(_ratios(found, name, 'driftwatch scan'))} | {parts} |"
    if part["missing"]:
        yield "\nCould not be installed or run: " + "; ".join(f"{name} ({why})" for name, why in part["missing"].items()) + "."
    yield "\n### What they give\n"
    yield f"Labels on {part['labels']['statements']:,} statements that none learnt from (the peers learn from statements-real/train, driftwatch's model from more, and its thresholds were chosen with this set in view, which flatters its F1: docs/evidence/labels.md).\n"
    yield "| | mean F1 | average precision |\n|---|---|---|"
    yield from (f"| {name} | {f1:.3f} | {precision:.3f} |" for name, (f1, precision) in _labels(found))
    encoding = _ratios(found, "encode everything", "driftwatch classify")
    if encoding:
        yield f"\nLabels alone: `driftwatch classify` is {_range(encoding)} times as fast as encoding everything, start and learning included."
    yield from _term_places(part)
    topics = part["rows"].get("BERTopic")
    if topics:
        yield f"\nBERTopic: {topics[0]['topics']} topics, {topics[0]['outliers']:,} statements in none. It says what is talked of, not whether two sides mean the same."


def _term_places(part: Found) -> Iterator[str]:
    rankings = {name: runs[0]["places"] for name, runs in part["rows"].items() if runs and "places" in runs[0]}
    if not part["terms"]:
        return
    yield "\nKnown differences of meaning (gold.json of invented programmes), and where the term stands in each ranking of the pair's words; — where it is not ranked:\n"
    yield "| pair | term | driftwatch | " + " | ".join(rankings) + " |\n|---|---|---|" + "---|" * len(rankings)
    for pair, known in part["terms"].items():
        for at, name in enumerate(known["names"]):
            places = [known["places"][at], *(ranked[pair][at] for ranked in rankings.values())]
            called = " (divergent)" if places[0] is not None and places[0] <= known["divergent"] else ""
            cells = [str(each) if each is not None else "—" for each in places]
            yield f"| {pair} | {name} | {cells[0]}{called} | " + " | ".join(cells[1:]) + " |"
    ours = ", ".join(f"{pair}: {known['divergent']} of {known['of']}" for pair, known in part["terms"].items())
    yield f"\nDriftwatch says of each term whether it is divergent ({ours}); the others rank every word by how unevenly it is used, which is another question."


def _terms(found: Found) -> Iterator[str]:
    part = found.get("terms")
    if part is None:
        return
    turns = part["turns"]
    yield f"\n## Comparing terms\n\n{_circumstances(part)}\n\n{turns[0]['what']} One core, seconds of CPU, {len(turns)} runs.\n\n| | seconds |\n|---|---|"
    yield from (f"| {name} | {_range([turn['parts'][name] for turn in turns])} |" for name in turns[0]["parts"])


def _unattended(found: Found) -> Iterator[str]:
    part = found.get("unattended")
    if part is None:
        return
    whole, share = part["whole"], 100 * part["messages"] / part["of"]
    yield f"\n## A run that nobody attends\n\n{_circumstances(part)}\n"
    yield (
        f"{part['messages']:,} chat messages ({part['statements']:,} statements), {share:,.1f} % of the {part['of']:,} that were asked for, read from disk by `driftwatch scan`, which was ended and begun again:"
        f" {', '.join(_ended(each) for each in part['runs'])}. All in all {part['seconds']:,.0f} s; one run that was let be took {whole['wall']:,.0f} s and said the same, byte for byte but for the time of the run."
    )
    peaks = [f"{each['peak']:,.0f}" if each["peak"] else "not looked at" for each in part["memory"]]
    yield f"\nResident at most, MiB, by tenths of what the models had said: {', '.join(peaks[:-1])}; after the last of it {peaks[-1]}."


def _ended(each: Found) -> str:
    return f"{each['by']} after {each['seconds']:,.0f} s ({each['answers']:,} answers of models kept)"


def _not_run(found: Found) -> Iterator[str]:
    measured = {scan["asked"] for scan in found.get("growth", {}).get("scans", [])}
    missing = [f"growth at {size:,} statements" for size in SIZES if size not in measured]
    missing += [name for name in ("stages", "rescan", "peers", "unattended", "terms") if name not in found]
    if 0 < found.get("unattended", {}).get("messages", 0) < found.get("unattended", {}).get("of", 0):
        missing.append("the run that nobody attends at its full length, a night")
    peers = found.get("peers", {})
    missing += [f"{name} beside driftwatch" for name in peers.get("does", {}) if not peers["rows"].get(name)]
    if peers and peers["statements"] != 100_000:
        missing.append(f"the peers on 100,000 statements (only {peers['statements']:,})")
    yield "\n## Not run\n\n" + (", ".join(missing) or "Nothing that was asked for") + "."


# Figures


def _labels(found: Found) -> Iterator[tuple[str, tuple[float, float]]]:
    part = found.get("peers")
    if part is None:
        return
    qualities = {"driftwatch": part["labels"]["driftwatch"]}
    qualities |= {name: runs[0]["quality"] for name, runs in part["rows"].items() if runs and "quality" in runs[0]}
    yield from ((name, (f1, precision)) for name, (f1, precision) in qualities.items())


def _ratios(found: Found, slower: str, faster: str) -> list[float]:
    """Round by round, so that what else the machine did hits both."""
    rows = found.get("peers", {}).get("rows", {})
    return [a["run"]["wall"] / b["run"]["wall"] for a, b in zip(rows.get(slower, []), rows.get(faster, []), strict=False)]


def _of(scan: Found, stage: str, figure: str) -> float:
    if stage == "all":
        return float(scan["run"][figure])
    if stage == "checks":
        own = [row[figure] for name, row in scan["stages"].items() if name.startswith("check ")]
        return float((max if figure in ("peak", "growth") else sum)(own or [0.0]))
    return float(scan["stages"].get(stage, {}).get(figure, 0.0))


def _counts(scan: Found) -> str:
    return f"{scan['statements']:,} statements ({scan['distinct']:,} distinct, {scan['files']:,} files, {scan['terms']:,} terms, {scan['alerts']:,} alerts)"


def _commit(scan: Found) -> str:
    """Where it is known that one was measured at another commit than the rest."""
    return f", commit {scan['commit']}" if "commit" in scan else ""


def _range(values: Sequence[float]) -> str:
    if not values:
        return ""
    digits = 0 if median(values) >= 100 else 1 if median(values) >= 10 else 2
    middle, low, high = (f"{value:,.{digits}f}" for value in (median(values), min(values), max(values)))
    return middle if len(values) == 1 else f"{middle} ({low}–{high})"


def _slope(points: Sequence[tuple[float, float]]) -> tuple[float, float | None] | None:
    """Of the logarithms, and half of its 95 % interval."""
    usable = [(math.log(n), math.log(value)) for n, value in points if value > 0]
    if len({n for n, _ in usable}) < 2:
        return None
    middle, level = (sum(pair[at] for pair in usable) / len(usable) for at in (0, 1))
    width = sum((n - middle) ** 2 for n, _ in usable)
    slope = sum((n - middle) * (value - level) for n, value in usable) / width
    free = len(usable) - 2
    if free < 1:
        return slope, None
    left = sum((value - level - slope * (n - middle)) ** 2 for n, value in usable)
    return slope, T95.get(free, 2.0) * math.sqrt(left / free / width)


def _bound(points: Sequence[tuple[float, float]]) -> float:
    """The slope that n log n has between these sizes."""
    fitted = _slope([(n, n * math.log(n)) for n, _ in points])
    return fitted[0] if fitted else 1.0


def _told(slope: tuple[float, float | None] | None) -> str:
    if slope is None:
        return ""
    return f"{slope[0]:.2f}" if slope[1] is None else f"{slope[0]:.2f} ± {slope[1]:.2f}"


if __name__ == "__main__":
    main()

"""The datasheets of our labelled corpora say what is counted in them.

Run as a program, with the folder beside the checkout at hand, this file counts anew and writes what it counted into the sheets.
"""

import json
import re
import tomllib
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from driftwatch.corpora import corpus
from driftwatch.domain.labels import LABELS
from driftwatch.learn.description import REAL_SOURCES
from driftwatch.learn.references import digest, read_references
from driftwatch.learn.senses import Part, read_senses
from driftwatch.learn.statements import corpus_files, read_labelled

BLOCK = re.compile(r"(?<=<!-- counted: )(?P<name>\w+) -->\n(?P<text>.*?)\n?(?=<!-- end -->)", re.DOTALL)


@pytest.mark.parametrize("name", ["size", "labels", "voices", "fields", "agreement"])
def test_the_sheet_of_our_statements_says_what_is_counted(name):
    assert _said("statements")[name] == STATEMENTS[name]()


def test_the_sheet_of_our_usages_says_what_is_counted():
    assert _said("usages")["size"] == USAGES["size"]()


@pytest.mark.parametrize("name", ["size", "labels", "strata", "sources", "agreement"])
def test_the_sheet_of_public_talk_says_what_is_counted(name):
    assert _said("public-talk")[name] == PUBLIC_TALK[name]()


def test_the_sheet_of_public_talk_says_how_its_readers_differ_from_a_careful_set(shared):
    assert _said("public-talk")["careful"] == _against_careful(shared)


def test_the_states_of_the_public_sources_are_those_that_were_read(shared):
    states = _states()

    assert set(states) == {each.source.partition("/")[0] for each in _references()}
    assert not [series for series, state in states.items() if state not in (shared / "data" / series / "SOURCE.md").read_text("utf-8")]


def _size_of_statements():
    rows = _rows()
    held_out = _part(rows)
    pairs = _pairs(rows)
    close = sum(any(_likeness(a["text"], b["text"]) >= 0.5 for a, b in combinations(members, 2)) for members in pairs)
    bare, several = (sum(wanted(len(row["labels"])) for row in rows) for wanted in (lambda count: count == 0, lambda count: count > 1))
    return "\n".join(
        (
            f"- {len(rows):,} statements in {_different(rows, 'document')} documents of {_different(rows, 'field')} fields of work.",
            f"- {bare:,} ({_share(bare, rows)}) carry no label, {several:,} ({_share(several, rows)}) two or more.",
            f"- {sum('near' in row for row in rows):,} are near misses: they name the label that a careless reader would give.",
            f"- {len(pairs)} pairs, {sum(map(len, pairs)):,} statements; in {close} of them two statements share at least half of their words.",
            f"- Held out: {len(held_out):,} statements, {_different(held_out, 'document')} documents, {_different(held_out, 'field')} fields.",
        )
    )


def _labels_of_statements():
    rows = _rows()
    counts = [
        Counter(label for row in part for label in row.get(key, ())) for part, key in ((rows, "labels"), (_part(rows), "labels"), (rows, "near"))
    ]
    return _table(("label", "statements", "of them held out", "near misses"), [(label, *(count[label] for count in counts)) for label in LABELS])


def _voices():
    voices = Counter(row["voice"] for row in _rows())
    return _table(("voice", "statements"), voices.most_common())


def _fields():
    found = defaultdict(list)
    for row in _rows():
        found[row["field"]].append(row)
    kept = _held_out()
    rows = [(field, len(found[field]), _different(found[field], "document"), "held out" if field in kept else "") for field in sorted(found)]
    return _table(("field", "statements", "documents", ""), rows)


def _agreement_on_statements():
    authors = {(row["document"], row["text"]): row["labels"] for row in _rows()}
    read = _second_reading("statements")
    return _agreement([(authors[row["document"], row["text"]], row["second"]) for row in read], ("author", "second reader"))


def _size_of_public_talk():
    found = _references()
    bare, several = (sum(wanted(len(each.labels)) for each in found) for wanted in (lambda count: count == 0, lambda count: count > 1))
    return "\n".join(
        (
            f"- {len(found):,} statements of {len({each.source for each in found}):,} files in {len(_states())} series.",
            f"- {bare:,} ({_share(bare, found)}) carry no label, {several:,} ({_share(several, found)}) two or more.",
            f"- {sum(each.checked for each in found):,} were settled by a second reader.",
        )
    )


def _labels_of_public_talk():
    found = _references()
    parts = (found, [each for each in found if each.checked], [each for each in found if each.stratum == "random"])
    rows = [(label, *(sum(label in each.labels for each in part) for part in parts)) for label in LABELS]
    return _table(("label", "statements", "of them settled", "in the random stratum"), [*rows, ("all", *map(len, parts))])


def _strata():
    found = defaultdict(list)
    for each in _references():
        found[each.stratum].append(each)
    rows = [(name, len(part), _carrying(name.removeprefix("near-"), part), _labelled(part)) for name, part in sorted(found.items())]
    return _table(("stratum", "statements", "carry that label", "carry any"), rows)


def _sources():
    found = defaultdict(list)
    for each in _references():
        found[each.source.partition("/")[0]].append(each.source)
    rows = [(series, len(found[series]), len(set(found[series])), REAL_SOURCES[series], f"`{_states()[series]}`") for series in sorted(found)]
    return _table(("series", "statements", "files", "origin, licence", "state"), rows)


def _agreement_on_public_talk():
    settled = {each.digest: each.labels for each in _references()}
    read = [row for row in _second_reading("public-talk") if "first" in row]
    kept = [(settled[row["digest"]], row["second"]) for row in read if row["digest"] in settled]
    return "\n".join(
        (
            _agreement([(row["first"], row["second"]) for row in read], ("one reader", "another")),
            "",
            f"The second of them against the labels that are kept now ({len(kept)} of these statements): mean F1 {_mean(kept):.2f}.",
        )
    )


def _size_of_usages():
    words = {**read_senses(corpus("usages"), Part.TRAINING), **(held := read_senses(corpus("usages"), Part.HELD_OUT))}
    usages = sum(len(each) for senses in words.values() for each in senses.values())
    single = sum(len(senses) == 1 for senses in words.values())
    held_usages = sum(len(each) for senses in held.values() for each in senses.values())
    return "\n".join(
        (
            f"- {usages:,} usages of {len(words):,} words in {sum(map(len, words.values())):,} senses; {single} words have one sense only.",
            f"- Held out: {held_usages:,} usages of {len(held)} words.",
        )
    )


def _against_careful(shared):
    careful = {digest(each.text): each.labels for each in read_labelled(shared / "bench" / "statements-real" / "train.jsonl")}
    read = [row for row in _second_reading("public-talk") if "first" not in row]
    return _agreement([(careful[row["digest"]], row["second"]) for row in read], ("careful set", "reader"))


STATEMENTS = {
    "size": _size_of_statements,
    "labels": _labels_of_statements,
    "voices": _voices,
    "fields": _fields,
    "agreement": _agreement_on_statements,
}
USAGES = {"size": _size_of_usages}
PUBLIC_TALK = {
    "size": _size_of_public_talk,
    "labels": _labels_of_public_talk,
    "strata": _strata,
    "sources": _sources,
    "agreement": _agreement_on_public_talk,
}


def _said(name):
    return {block["name"]: block["text"] for block in BLOCK.finditer((corpus(name) / "datasheet.md").read_text("utf-8"))}


def _rows():
    return [json.loads(line) for file in corpus_files(corpus("statements")) for line in file.read_text("utf-8").splitlines() if line]


def _references():
    return [each for file in corpus_files(corpus("public-talk")) for each in read_references(file)]


def _second_reading(name):
    return [json.loads(line) for line in (corpus(name) / "agreement" / "second-reading.jsonl").read_text("utf-8").splitlines()]


def _held_out():
    return tomllib.loads((corpus("statements") / "corpus.toml").read_text("utf-8"))["held_out"]


def _part(rows):
    fields = set(_held_out())
    return [row for row in rows if row["field"] in fields]


def _states():
    return tomllib.loads((corpus("public-talk") / "corpus.toml").read_text("utf-8"))["states"]


def _pairs(rows):
    found = defaultdict(list)
    for row in rows:
        if "pair" in row:
            found[row["pair"]].append(row)
    return list(found.values())


def _likeness(one, other):
    first, second = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return len(first & second) / len(first | second)


def _agreement(readings, names):
    rows = [_agreed(label, readings) for label in LABELS]
    table = _table(("label", *names, "both", "F1"), [(*row[:4], f"{row[4]:.2f}" if max(row[1:3]) >= 5 else "too rare") for row in rows])
    return f"{len(readings)} statements; mean F1 {_mean(readings):.2f} over the labels that are not too rare.\n\n{table}"


def _mean(readings):
    scores = [score for _, one, other, _, score in (_agreed(label, readings) for label in LABELS) if max(one, other) >= 5]
    return sum(scores) / len(scores)


def _agreed(label, readings):
    one, other = (sum(label in reading[side] for reading in readings) for side in (0, 1))
    both = sum(label in first and label in second for first, second in readings)
    return label, one, other, both, 2 * both / max(one + other, 1)


def _carrying(label, references):
    return _share(sum(label in each.labels for each in references), references) if label in set(LABELS) else ""


def _labelled(references):
    return _share(sum(bool(each.labels) for each in references), references)


def _share(count, rows):
    return f"{100 * count / len(rows):.0f} %"


def _different(rows, key):
    return len({row[key] for row in rows})


def _table(head, rows):
    lines = [head, ["---"] * len(head), *([f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _write(name, counted):
    sheet = corpus(name) / "datasheet.md"
    text = BLOCK.sub(lambda block: f"{block['name']} -->\n{counted[block['name']]()}\n", sheet.read_text("utf-8"))
    sheet.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write("statements", STATEMENTS)
    _write("usages", USAGES)
    _write("public-talk", PUBLIC_TALK | {"careful": lambda: _against_careful(Path(__file__).resolve().parents[4] / "shared")})

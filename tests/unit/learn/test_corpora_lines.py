"""Every line of our own statements can be relied on: valid, said once, paired as it claims, and copied from nowhere."""

import json
import tomllib
import zipfile
from collections import Counter, defaultdict
from itertools import combinations

import numpy as np
import pytest

from driftwatch.corpora import corpus
from driftwatch.domain.labels import LABELS, Label
from driftwatch.learn.description import REAL_SOURCES
from driftwatch.learn.references import read_references
from driftwatch.learn.statements import corpus_files

NEEDED = {"document", "field", "voice", "text", "labels"}
VOICES = {"minutes", "wrapped", "transcript", "chat", "mail", "formal"}
COPIED = 8
"""Words in a row that two texts do not share by chance."""
PLAIN = frozenset(".md .rst .txt .log .vtt .srt .json .jsonl .tsv .csv .html .eml .mbox .toml".split())
BLANKS = bytes(byte if byte >= 128 or chr(byte).isalnum() else 32 for byte in range(256))


@pytest.fixture(scope="module")
def rows():
    return [(f"{file.name}:{number}", json.loads(line)) for file in corpus_files(corpus("statements")) for number, line in _lines(file)]


@pytest.fixture(scope="module")
def pairs(rows):
    found = defaultdict(list)
    for place, row in rows:
        if "pair" in row:
            found[row["pair"]].append((place, row))
    return found


def test_every_file_and_every_held_out_field_is_there(rows):
    folder = corpus("statements")
    description = tomllib.loads((folder / "corpus.toml").read_text("utf-8"))
    apart = folder / "agreement"

    assert sorted(corpus_files(folder)) == sorted(file for file in folder.rglob("*.jsonl") if apart not in file.parents)
    assert set(description["held_out"]) < {row["field"] for _, row in rows}


def test_every_line_is_a_statement_with_known_labels_and_voice(rows):
    wrong = [
        place
        for place, row in rows
        if not (NEEDED <= set(row) <= NEEDED | {"near", "pair"})
        or row["voice"] not in VOICES
        or not _ordered(row["labels"])
        or not _ordered(row.get("near", []))
        or set(row["labels"]) & set(row.get("near", []))
        or row["text"] != " ".join(row["text"].split())
        or not row["text"]
    ]

    assert not wrong


def test_a_document_has_one_field_one_voice_and_one_file(rows):
    found = defaultdict(set)
    for place, row in rows:
        found[row["document"]].add((row["field"], row["voice"], place.partition(":")[0]))

    assert not [document for document, places in found.items() if len(places) > 1]


def test_no_statement_is_said_twice(rows):
    found = defaultdict(list)
    for place, row in rows:
        if len(words := _words(row["text"])) > 3:
            found[tuple(words)].append(place)

    assert not [places for places in found.values() if len(places) > 1]


def test_no_two_statements_are_alike_unless_they_are_a_pair(rows):
    seen: dict[int, set[bytes]] = {}
    places = defaultdict(list)
    alike = []
    for number, (place, row) in enumerate(rows):
        seen[number] = _runs(_words(row["text"]), 4)
        shared = Counter(other for run in seen[number] for other in places[run])
        alike += [
            (place, rows[other][0])
            for other, count in shared.items()
            if count > 1 and count >= 0.4 * min(len(seen[number]), len(seen[other])) and not _paired(row, rows[other][1])
        ]
        for run in seen[number]:
            places[run].append(number)

    assert not alike


def test_the_members_of_a_pair_stand_in_one_field_and_differ_in_their_labels(pairs):
    lonely = [name for name, members in pairs.items() if len(members) < 2]
    scattered = [name for name, members in pairs.items() if len({row["field"] for _, row in members}) > 1]
    same = [name for name, members in pairs.items() if any(a["labels"] == b["labels"] for (_, a), (_, b) in combinations(members, 2))]

    assert not lonely
    assert not scattered
    assert not same


def test_a_copied_run_of_words_would_be_seen():
    own = [_split(b"The gate stays shut until the second pull test has held for a quarter of an hour.")]
    copy = b"12: so THE GATE STAYS SHUT, until the second\npull-test had passed"

    assert _copied(own, [copy]) == {"the gate stays shut until the second pull", "gate stays shut until the second pull test"}


def test_nothing_is_copied_from_the_material_beside_the_checkout(rows, shared):
    own = defaultdict(list)
    for _, row in rows:
        own[row["document"]] += _words(row["text"])

    assert not _copied(own.values(), _shared_texts(shared))


def test_public_talk_is_told_of_once_in_order_and_from_named_sources():
    references = read_references(corpus("public-talk") / "labels.jsonl")
    sources = list(dict.fromkeys(each.source for each in references))

    assert sources == sorted(sources)
    assert {source.partition("/")[0] for source in sources} <= set(REAL_SOURCES)
    assert not [digest for digest, count in Counter(each.digest for each in references).items() if count > 1]
    assert all(len(each.digest) == 16 and int(each.digest, 16) >= 0 for each in references)
    assert {each.stratum for each in references} <= {"random", *(f"near-{label}" for label in LABELS)}


def test_no_file_that_chooses_models_is_among_the_labelled_public_talk(shared):
    chooses = {json.loads(line)["source"] for _, line in _lines(shared / "bench" / "statements-real" / "dev.jsonl")}

    assert not chooses & {each.source for each in read_references(corpus("public-talk") / "labels.jsonl")}


def _lines(file):
    return [(number, line) for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1) if line.strip()]


def _ordered(labels):
    return labels == [label for label in LABELS if label in labels] and all(label in set(Label) for label in labels)


def _paired(one, other):
    return "pair" in one and one["pair"] == other.get("pair")


def _words(text):
    return _split(text.encode())


def _split(text):
    """Lower-cased words without apostrophes and punctuation, as bytes: 17 million of them have to be looked at."""
    return text.lower().replace(b"\xe2\x80\x99", b"'").translate(BLANKS, b"'").split()


def _runs(words, length):
    return {b" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def _copied(own, texts):
    """The runs of words of a text that stand in one of our documents, too."""
    numbers = {word: number for number, word in enumerate(sorted({word for words in own for word in words}), start=1)}
    known = np.setdiff1d(np.concatenate([_hashes(words, numbers) for words in own]), [np.uint64(0)])
    return {
        " ".join(word.decode() for word in words[start : start + COPIED])
        for words in map(_split, texts)
        for start in _among(known, _hashes(words, numbers))
    }


def _hashes(words, numbers):
    """A hash of every run of words, zero where one of them is none of ours."""
    ids = np.fromiter((numbers.get(word, 0) for word in words), dtype=np.uint64, count=len(words))
    if len(ids) < COPIED:
        return np.zeros(0, dtype=np.uint64)
    windows = [ids[start : len(ids) - COPIED + 1 + start] for start in range(COPIED)]
    hashes, ours = np.zeros_like(windows[0]), np.ones(len(windows[0]), dtype=bool)
    for window in windows:
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + window
        ours &= window > 0
    return np.where(ours, hashes, np.uint64(0))


def _among(known, hashes):
    """Where the hashes that stand for runs of our words are among the known, which are sorted."""
    where = np.flatnonzero(hashes)
    nearest = np.minimum(np.searchsorted(known, hashes[where]), len(known) - 1)
    return where[known[nearest] == hashes[where]]


def _shared_texts(shared):
    """Plain texts, also those in archives; pages of PDF and Word were looked at once, by hand."""
    for file in sorted(path for part in ("data", "bench", "programmes", "spec") for path in (shared / part).rglob("*")):
        if file.suffix in PLAIN:
            yield file.read_bytes().replace(b"\\n", b" ")
        elif file.suffix == ".zip":
            with zipfile.ZipFile(file) as archive:
                yield from (archive.read(name) for name in archive.namelist())

"""`driftwatch evaluate`: figures of what ships, and of statements of one's own."""

import json

import pytest

LABELS = ["goal", "done", "risk", "metric", "commitment", "process", "definition"]
ROWS = (
    {"text": "We will deliver the adapter by Friday.", "labels": ["commitment"], "document": "north/1", "stratum": "cue"},
    {"text": "I will send the minutes tomorrow.", "labels": ["commitment"], "document": "south/1", "stratum": "random"},
    {"text": "Thanks, see you next week.", "labels": [], "document": "south/2", "stratum": "random"},
)


@pytest.fixture(scope="module")
def labelled(driftwatch):
    """A file of labelled statements."""
    file = driftwatch.folder / "labelled.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return file


def test_labelled_statements_of_ones_own_are_scored_label_by_label_and_part_by_part(driftwatch, labelled):
    ran = driftwatch.inside("evaluate", "statements", labelled)

    labels, parts = (block.splitlines() for block in ran.stdout.split("\n\n"))
    assert ran.returncode == 0, ran.stderr
    assert labels[0] == f"{labelled}: 3 statements, 3 documents"
    assert [line.split()[0] for line in labels[1:]] == ["Label", *LABELS, "mean"]
    assert next(line.split() for line in labels if line.startswith("commitment"))[:2] == ["commitment", "2"]
    assert [line.split()[:3] for line in parts[1:]] == [
        ["stratum", "random", "2"],
        ["stratum", "cue", "1"],
        ["series", "south", "2"],
        ["series", "north", "1"],
    ]
    assert max(map(len, (*labels[1:], *parts))) <= 100


def test_machines_get_all_figures_with_their_intervals_as_one_object(driftwatch, labelled):
    ran = driftwatch.inside("evaluate", "statements", labelled, "--everything", "--json")

    document = json.loads(ran.stdout)
    whole = document["sets"][0]["whole"]
    assert document["everything"] is True
    assert document["model"].startswith("statements@")
    assert [score["label"] for score in whole["scores"]] == LABELS
    assert set(whole["scores"][0]["f1"]) == {"value", "low", "high"}
    assert [part["name"] for part in document["sets"][0]["series"]] == ["north", "south"]


def test_a_gold_of_a_programme_is_scored_as_well(driftwatch):
    file = driftwatch.folder / "gold.json"
    file.write_text(json.dumps({"statements": [{"quote": row["text"], "labels": row["labels"]} for row in ROWS]}), encoding="utf-8")

    ran = driftwatch.inside("evaluate", "statements", file)

    assert ran.returncode == 0, ran.stderr
    assert f"{file}: 3 statements" in ran.stdout
    assert "Part" not in ran.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"text": "a", "labels": []}\n{"text": "b", "labels": ["gaol"]}\n', "wrong.jsonl:2: `gaol` is no label; did you mean `goal`?"),
        ("\n", "wrong.jsonl: holds no statement; each is a line"),
    ],
)
def test_statements_of_another_form_are_named_with_their_line(driftwatch, content, message):
    file = driftwatch.folder / "wrong.jsonl"
    file.write_text(content, encoding="utf-8")

    ran = driftwatch.inside("evaluate", "statements", file)

    assert ran.returncode == 2
    assert message in ran.stderr


def test_terms_are_measured_on_words_that_nothing_was_trained_on_and_on_pairs_of_ones_own(driftwatch):
    row = {"lemma": "gate", "sentence1": "the gate is shut", "start1": 4, "end1": 8, "start2": 2, "end2": 6}
    rows = [row | {"sentence2": text, "tag": tag} for text, tag in (("a gate of iron", "T"), ("a gate review", "F"))]
    pairs = driftwatch.folder / "word-pairs" / "pairs.jsonl"
    pairs.parent.mkdir()
    pairs.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")

    ran = driftwatch.inside("evaluate", "terms", "--only", "pairs", "--pairs", pairs)

    title, heads, own, given = ran.stdout.splitlines()
    assert ran.returncode == 0, ran.stderr
    assert title == "Does a word mean the same in two sentences?"
    assert heads.split() == ["Set", "Pairs", "Words", "Area", "Accuracy"]
    assert own.startswith("our held-out words")
    assert given.split()[:3] == ["word-pairs", "2", "1"]


def test_definitions_and_candidates_are_measured_on_what_ships_and_on_sentences_of_ones_own(driftwatch):
    rows = [{"tokens": ["By", "drift", "we", "mean", "a", "slow", "change", "."], "has_definition": 1, "file": "one"}]
    rows += [{"tokens": ["The", "meeting", "is", "at", "nine", "."], "has_definition": 0, "file": "two"}]
    sentences = driftwatch.folder / "sentences.jsonl"
    sentences.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")

    ran = driftwatch.inside("evaluate", "terms", "--only", "definitions", "--only", "candidates", "--deft", sentences)

    assert ran.returncode == 0, ran.stderr
    told = {tuple(line.split()[:2]): line.split() for line in ran.stdout.splitlines() if line}
    assert told["definitions", "defines"][3] == "200"
    assert told["deft", "has"][4:7] == ["1", "1", "1"]
    assert any(line.startswith("terms  ") for line in ran.stdout.splitlines())
    assert any(line.startswith("hypothetical") for line in ran.stdout.splitlines())


def test_a_folder_without_minutes_cannot_be_planted_with_words(driftwatch):
    empty = driftwatch.folder / "no-minutes"
    empty.mkdir()

    ran = driftwatch.inside("evaluate", "terms", empty)

    assert ran.returncode != 0
    assert f"{empty}: no file could be read" in ran.stderr


def test_judged_terms_without_their_table_are_named(driftwatch):
    ran = driftwatch.inside("evaluate", "terms", "--judged", driftwatch.folder)

    assert ran.returncode == 2
    assert "terms.tsv: not a table with the columns term and judgement" in ran.stderr


def test_a_programme_and_statements_are_not_scored_at_once(driftwatch, labelled):
    ran = driftwatch.inside("evaluate", "--programme", driftwatch.folder, "statements", labelled)

    assert ran.returncode == 2
    assert "--programme goes without `statements`" in ran.stderr


def test_a_programme_is_measured_against_its_gold_in_a_state_of_its_own(driftwatch, repository, nightly):
    if not nightly:
        pytest.skip("runs at night (DRIFTWATCH_NIGHTLY=1)")
    programme = repository / "corpora" / "lanterna"
    before = (programme / ".driftwatch").exists()

    ran = driftwatch.inside("evaluate", "programmes", programme, "--json", "--nulls", "1")

    document = json.loads(ran.stdout)
    gold = json.loads((programme / "gold.json").read_text("utf-8"))
    assert ran.returncode == 0, ran.stderr
    assert [one["id"] for one in document["programmes"][0]["planted"]] == [one["id"] for one in gold["divergences"]]
    assert {score["benchmark"] for score in document["scores"]} == {"lanterna", "all programmes"}
    assert [(run["partner"], run["number"]) for run in document["null_runs"]] == [("aldervane", 1), ("orsola", 1)]
    assert (programme / ".driftwatch").exists() == before


def test_a_programme_without_gold_is_named(driftwatch):
    empty = driftwatch.folder / "no-gold"
    empty.mkdir()

    ran = driftwatch.inside("evaluate", "programmes", empty)

    assert ran.returncode == 2
    assert "gold.json: not a gold.json with `divergences`" in ran.stderr

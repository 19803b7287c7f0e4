"""`driftwatch classify`: lines in, JSON lines out, with the models that ship."""

import json

import pytest

LABELS = ["goal", "done", "risk", "metric", "commitment", "process", "definition"]
LINES = (
    "We will deliver the adapter by Friday.",
    "",
    "“Accepted” means that the head grower has signed.",
    "  two  spaces \t kept  ",
    "=cmd()\u2028still one line\x1b[31m",
    "We will deliver the adapter by Friday.",
    "the last line has no end",
)


@pytest.fixture(scope="module")
def answered(driftwatch):
    """The lines, labelled."""
    return driftwatch("classify", stdin="\n".join(LINES))


def test_every_line_has_its_answer_in_the_order_of_the_input(answered):
    rows = [json.loads(line) for line in answered.stdout.removesuffix("\n").split("\n")]

    assert answered.returncode == 0, answered.stderr
    assert [row["text"] for row in rows] == list(LINES)
    assert all(list(row) == ["text", "labels", "predicted"] and list(row["labels"]) == LABELS for row in rows)
    assert all(0 <= probability <= 1 for row in rows for probability in row["labels"].values())
    assert all(set(row["predicted"]) <= set(LABELS) for row in rows)


def test_a_line_without_words_says_nothing_and_equal_lines_say_the_same(answered):
    rows = [json.loads(line) for line in answered.stdout.removesuffix("\n").split("\n")]

    assert rows[1] == {"text": "", "labels": dict.fromkeys(LABELS, 0.0), "predicted": []}
    assert rows[5] == rows[0]


def test_a_commitment_and_a_definition_are_told_apart(answered):
    rows = [json.loads(line) for line in answered.stdout.removesuffix("\n").split("\n")]

    assert "commitment" in rows[0]["predicted"]
    assert "definition" in rows[2]["predicted"]


def test_a_file_with_other_line_ends_and_broken_characters_is_answered_line_by_line(driftwatch):
    (driftwatch.folder / "lines.txt").write_bytes(b"\xef\xbb\xbfDone is done.\r\n\xff\xfe\r\n")

    ran = driftwatch("classify", "lines.txt", PYTHONIOENCODING="ascii")

    assert ran.returncode == 0, ran.stderr
    assert [json.loads(line)["text"] for line in ran.stdout.splitlines()] == ["Done is done.", "\ufffd\ufffd"]


def test_nothing_in_is_nothing_out(driftwatch):
    ran = driftwatch("classify", stdin="")

    assert (ran.returncode, ran.stdout) == (0, "")


def test_a_file_that_is_not_there_is_named(driftwatch):
    ran = driftwatch("classify", "nowhere.txt")

    assert ran.returncode == 2
    assert "nowhere.txt: cannot be read" in ran.stderr


def test_labelled_statements_of_ones_own_are_scored_in_a_table(driftwatch):
    (driftwatch.folder / "labelled.jsonl").write_text(f'{{"text": {json.dumps(LINES[0])}, "labels": ["commitment"]}}\n', encoding="utf-8")

    ran = driftwatch.inside("evaluate", "--statements", driftwatch.folder / "labelled.jsonl")

    rows = {line.split()[1]: line.split() for line in ran.stdout.splitlines()}
    assert ran.returncode == 0, ran.stderr
    assert list(rows) == ["What", *LABELS]
    assert rows["commitment"][2:5] == ["1", "1", "1"]


def test_a_labelled_statement_of_another_form_is_named_with_its_line(driftwatch):
    (driftwatch.folder / "wrong.jsonl").write_text('{"text": "a", "labels": []}\n{"text": "b", "labels": ["gaol"]}\n', encoding="utf-8")

    ran = driftwatch.inside("evaluate", "--statements", driftwatch.folder / "wrong.jsonl")

    assert ran.returncode == 2
    assert "wrong.jsonl:2: " in ran.stderr

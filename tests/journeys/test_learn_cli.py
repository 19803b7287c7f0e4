"""`driftwatch learn`: a programme's users correct labels and take it back; a training is refused before it begins."""

import json

import pytest

LESSONS = tuple(
    {"text": f"{opening} {thing}.", "labels": labels}
    for opening, labels in (("Parked until spring:", ["risk"]), ("Please look at the drawing of", []))
    for thing in ("the pump house", "line four", "the tender for glass", "the second boiler", "the lift", "our stall at the fair")
)


@pytest.fixture(scope="module")
def programme(driftwatch):
    """An empty programme."""
    ran = driftwatch.inside("init", driftwatch.folder / "brook", "--no-input", "--name", "Brook", "--partner-a", "A", "--partner-b", "B")
    assert ran.returncode == 0, ran.stderr
    return driftwatch.folder / "brook"


@pytest.fixture(scope="module")
def taught(driftwatch, programme):
    """The run that teaches it; the first lesson was first labelled otherwise."""
    file = driftwatch.folder / "corrected.jsonl"
    rows = ({**LESSONS[0], "labels": ["goal"]}, *LESSONS)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return driftwatch.inside("learn", "adapt", programme, file)


def test_it_says_how_many_statements_taught_each_label_and_what_that_changes(taught, programme):
    rows = {line.split()[0]: line.split()[1:] for line in taught.stdout.splitlines()[2:9]}

    assert taught.returncode == 0, taught.stderr
    assert taught.stdout.startswith(f"{len(LESSONS)} statements have taught\n")
    assert (rows["risk"][0], rows["goal"][0]) == ("6", "0")
    assert all(0 <= int(right) <= len(LESSONS) for row in rows.values() for right in row[1:])
    assert "other statements" in taught.stdout
    assert (programme / ".driftwatch" / "taught.npz").is_file()


def test_what_was_taught_is_taken_back_and_then_there_is_nothing_to_take_back(driftwatch, taught, programme):
    assert taught.returncode == 0

    first, second = (driftwatch.inside("learn", "adapt", programme, "--undo") for _ in range(2))

    assert (first.returncode, second.returncode) == (0, 0)
    assert "all lessons are taken back" in first.stdout
    assert "nothing was taught" in second.stdout
    assert not (programme / ".driftwatch" / "taught.npz").exists()


def test_too_few_lessons_are_refused_with_the_file(driftwatch, programme):
    file = driftwatch.folder / "few.jsonl"
    file.write_text(json.dumps(LESSONS[0]) + "\n", encoding="utf-8")

    ran = driftwatch.inside("learn", "adapt", programme, file)

    assert ran.returncode == 2
    assert "few.jsonl: 1 lessons are too few" in ran.stderr


def test_a_wrong_label_is_named_with_its_line(driftwatch, programme):
    file = driftwatch.folder / "wrong.jsonl"
    file.write_text(json.dumps(LESSONS[0]) + '\n{"text": "b", "labels": ["gaol"]}\n', encoding="utf-8")

    ran = driftwatch.inside("learn", "adapt", programme, file)

    assert ran.returncode == 2
    assert "wrong.jsonl:2: `gaol` is no label; did you mean `goal`?" in ran.stderr


def test_either_a_file_teaches_or_lessons_are_taken_back(driftwatch, programme):
    neither, both = driftwatch.inside("learn", "adapt", programme), driftwatch.inside("learn", "adapt", programme, "some.jsonl", "--undo")

    assert (neither.returncode, both.returncode) == (2, 2)
    assert "name either a file of corrected labels, or --undo" in neither.stderr
    assert neither.stderr == both.stderr


@pytest.mark.parametrize(
    ("option", "name", "message"),
    [
        ("--measure", "nowhere.jsonl", "nowhere.jsonl: cannot be read"),
        ("--choose", "nowhere.jsonl", "nowhere.jsonl: cannot be read"),
        ("--talk", "nowhere", "nowhere: no such folder"),
        ("--out", "brook", "brook: this folder is not empty; name another one with --out"),
    ],
)
def test_a_training_that_could_not_end_well_does_not_begin(driftwatch, programme, option, name, message):
    real = driftwatch.folder / "real.jsonl"
    real.write_text(json.dumps(LESSONS[0]) + "\n", encoding="utf-8")

    ran = driftwatch.inside("learn", "statements", "--real", real, option, programme.parent / name)

    assert ran.returncode == 2
    assert message in ran.stderr

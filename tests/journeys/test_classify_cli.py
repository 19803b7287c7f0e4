"""`driftwatch classify`: lines in, JSON lines out, with the models that ship."""

import json
import os
import pty
import subprocess

import pytest

LABELS = ["goal", "done", "risk", "metric", "commitment", "process", "definition"]
NOTHING = dict.fromkeys(LABELS, 0.0)
LINES = (
    "We will deliver the adapter by Friday.",
    "",
    "“Accepted” means that the head grower has signed.",
    "  two  spaces \t kept  ",
    "=cmd()\u2028still one line\x1b[31m",
    "We will deliver the adapter by Friday.",
    "\x00\x07\x1b[2J",
    "👍🎉 🚀",
    "Wir müssen den Adapter bis Freitag liefern, sonst wird der Kunde sehr unzufrieden sein.",
    "Мы должны закончить это до пятницы, иначе будет плохо.",
    "the last line has no end",
)


@pytest.fixture(scope="module")
def ran(driftwatch):
    """The run over the lines."""
    return driftwatch("classify", stdin="\n".join(LINES))


@pytest.fixture(scope="module")
def rows(ran):
    """Its answers."""
    return answers(ran.stdout)


def test_every_line_has_its_answer_in_the_order_of_the_input(ran, rows):
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert [row["text"] for row in rows] == list(LINES)
    assert all(list(row)[:4] == ["text", "labels", "predicted", "unsure"] and list(row["labels"]) == LABELS for row in rows)
    assert all(0 <= probability <= 1 for row in rows for probability in row["labels"].values())
    assert all(set(row["predicted"]) | set(row["unsure"]) <= set(LABELS) for row in rows)


def test_a_line_without_words_says_nothing_and_equal_lines_say_the_same(rows):
    assert rows[1] == {"text": "", "labels": NOTHING, "predicted": [], "unsure": []}
    assert rows[7] == {"text": LINES[7], "labels": NOTHING, "predicted": [], "unsure": []}
    assert rows[5] == rows[0]


def test_no_label_is_forced_on_another_language_and_the_answer_says_so(rows):
    german, russian = rows[8], rows[9]

    assert (german["labels"], german["predicted"], german["unsure"]) == (NOTHING, [], [])
    assert german["note"] == "not claimed for this language (de)"
    assert russian["note"].startswith("not claimed for this language (")
    assert not [row for row in (*rows[:8], rows[10]) if "note" in row]


def test_a_commitment_and_a_definition_are_told_apart(rows):
    assert "commitment" in rows[0]["predicted"]
    assert "definition" in rows[2]["predicted"]


def test_asked_why_it_names_words_of_the_line_for_each_label(driftwatch, rows):
    ran = driftwatch("classify", "--why", stdin="\n".join(LINES))

    explained = answers(ran.stdout)
    assert ran.returncode == 0, ran.stderr
    assert [{key: value for key, value in row.items() if key != "why"} for row in explained] == rows
    assert all(list(row["why"]) == row["predicted"] for row in explained)
    assert all(word in row["text"] for row in explained for words in row["why"].values() for word in words)


def test_a_line_of_64_kib_is_answered_like_any_other(driftwatch):
    lines = ["We will deliver the adapter by Friday. " * 1640, "a" * 65_536, "ok"]

    ran = driftwatch.inside("classify", written(driftwatch.folder / "long.txt", "\n".join(lines).encode()))

    assert ran.returncode == 0, ran.stderr
    assert [row["text"] for row in answers(ran.stdout)] == lines


def test_answers_come_while_lines_are_still_to_come(driftwatch):
    with listening(driftwatch, stderr=subprocess.DEVNULL) as process:
        process.stdin.write(b"We will deliver the adapter by Friday.\nThere is ")
        process.stdin.flush()
        first = process.stdout.readline()
        process.stdin.write(b"a risk that it is late.\n")
        process.stdin.flush()
        second = process.stdout.readline()
        process.stdin.close()
        rest = process.stdout.read()

    assert [json.loads(line)["text"] for line in (first, second)] == ["We will deliver the adapter by Friday.", "There is a risk that it is late."]
    assert rest == b""


def test_progress_is_drawn_on_a_terminal_and_no_answer_goes_there(driftwatch):
    screen, terminal = pty.openpty()
    with listening(driftwatch, stderr=terminal) as process:
        os.close(terminal)
        answered, _ = process.communicate(b"ok\n" * 40)
        drawn = os.read(screen, 65_536)
    os.close(screen)

    assert [json.loads(line)["text"] for line in answered.splitlines()] == ["ok"] * 40
    assert b"lines labelled" in drawn
    assert b"predicted" not in drawn


def test_many_lines_are_answered_in_their_order(driftwatch):
    lines = [f"ok {number}" for number in range(700)]

    ran = driftwatch.inside("classify", written(driftwatch.folder / "many.txt", "\n".join(lines).encode()))

    assert [row["text"] for row in answers(ran.stdout)] == lines


def test_a_file_with_other_line_ends_and_broken_characters_is_answered_line_by_line(driftwatch):
    written(driftwatch.folder / "lines.txt", b"\xef\xbb\xbfDone is done.\r\n\xff\xfe\r\n")

    ran = driftwatch("classify", "lines.txt", PYTHONIOENCODING="ascii")

    assert ran.returncode == 0, ran.stderr
    assert [row["text"] for row in answers(ran.stdout)] == ["Done is done.", "\ufffd\ufffd"]


def test_nothing_in_is_nothing_out(driftwatch):
    ran = driftwatch("classify", stdin="")

    assert (ran.returncode, ran.stdout) == (0, "")


def test_a_file_that_is_not_there_is_named(driftwatch):
    ran = driftwatch("classify", "nowhere.txt")

    assert ran.returncode == 2
    assert "nowhere.txt: cannot be read" in ran.stderr


def answers(printed):
    return [json.loads(line) for line in printed.removesuffix("\n").split("\n")]


def listening(driftwatch, *, stderr):
    environment = driftwatch.environment({"TERM": "xterm"})
    return subprocess.Popen(
        [*driftwatch.command, "classify"], cwd=driftwatch.folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr
    )


def written(file, content):
    file.write_bytes(content)
    return file

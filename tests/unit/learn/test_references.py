"""Labels of public talk stand without its text, which is found again in the public files by its hash."""

import json
import zipfile

import pytest

from driftwatch.domain.labels import Label
from driftwatch.errors import ConfigurationError
from driftwatch.learn.references import Reference, digest, read_references, resolved, written

KICKOFF = """# Quay works, kick-off

Present: Ada Lind, Bo Lindgren

## Cranes

- Ada Lind: The crane counts as accepted once both yards have signed.
- Bo Lindgren: We are worried that the north quay floods in winter.
- Ada Lind: I will send the load chart by Friday.
"""
REVIEW = """# Quay works, review

Present: Ada Lind, Bo Lindgren

- Bo Lindgren: The pelican is back on the pipeline.
- Ada Lind: By handover we mean the signed record.
"""
DONE = "The crane counts as accepted once both yards have signed."
RISK = "We are worried that the north quay floods in winter."
DEFINITION = "By handover we mean the signed record."


@pytest.fixture
def talk(tmp_path):
    folder = tmp_path / "talk"
    (folder / "quay-works").mkdir(parents=True)
    (folder / "quay-works" / "2026-03-03-kickoff.md").write_text(KICKOFF, encoding="utf-8")
    (folder / "quay-works" / "2026-03-10-review.md").write_text(REVIEW, encoding="utf-8")
    return folder


def reference(text, *labels, source="quay-works/2026-03-03-kickoff.md", checked=False):
    return Reference(source=source, locator="line 9", digest=digest(text), labels=frozenset(labels), stratum="random", checked=checked)


def by_source(*references):
    return {source: [each for each in references if each.source == source] for source in {each.source for each in references}}


def test_a_digest_is_the_same_however_the_words_are_wrapped():
    assert digest("We go  live\n in May.") == digest(" We go live in May. ") == "8658b000ecf13ab5"
    assert digest("We go live in June.") != digest("We go live in May.")
    assert len(digest("\ud800")) == 16


def test_the_statements_are_found_again_in_the_public_files(talk):
    references = (reference(RISK, Label.RISK, checked=True), reference(DEFINITION, Label.DEFINITION, source="quay-works/2026-03-10-review.md"))

    risk, definition = resolved(references, talk)

    assert (risk.text, risk.labels, risk.checked) == (RISK, {Label.RISK}, True)
    assert (risk.document, risk.series, risk.stratum) == ("quay-works/2026-03-03-kickoff.md", "quay-works", "random")
    assert (definition.text, definition.labels, definition.checked) == (DEFINITION, {Label.DEFINITION}, False)


def test_what_stood_before_comes_with_a_statement(talk):
    (risk,) = resolved((reference(RISK),), talk)
    (first,) = resolved((reference("The pelican is back on the pipeline.", source="quay-works/2026-03-10-review.md"),), talk)

    assert risk.before == DONE
    assert RISK not in first.before


def test_a_file_in_an_archive_is_found(talk):
    with zipfile.ZipFile(talk / "quay-works" / "old.zip", "w") as archive:
        archive.writestr("2025/2025-11-04.md", REVIEW)

    (found,) = resolved((reference(DEFINITION, source="quay-works/old.zip!2025/2025-11-04.md"),), talk)

    assert (found.text, found.series) == (DEFINITION, "quay-works")


def test_files_that_are_gone_and_words_that_were_changed_are_left_out(talk):
    gone = reference(RISK, source="quay-works/2026-03-17-gone.md")
    changed = reference("The crane counts as accepted once one yard has signed.", Label.DONE)
    elsewhere = reference(DEFINITION)

    assert [found.text for found in resolved((gone, changed, elsewhere, reference(RISK)), talk)] == [RISK]


def test_the_order_of_files_is_told_and_does_not_depend_on_that_of_the_references(talk):
    references = (reference(DEFINITION, source="quay-works/2026-03-10-review.md"), reference(RISK))
    told = []

    found = resolved(references, talk, told=told.append)

    assert [each.text for each in found] == [RISK, DEFINITION]
    assert resolved(references[::-1], talk) == found
    assert told == ["reading public talk: file 1 of 2", "reading public talk: file 2 of 2"]


def test_no_references_stand_for_nothing(tmp_path):
    assert resolved((), tmp_path) == ()


def test_references_are_read_as_they_were_written(tmp_path):
    file = tmp_path / "labels.jsonl"
    references = [
        reference(RISK, Label.RISK, Label.GOAL, checked=True),
        reference("ja – naïve ½"),
        reference(DEFINITION, Label.DEFINITION, source="a/ü.md"),
    ]

    file.write_text("".join(written(by_source(*references))), encoding="utf-8")

    assert set(read_references(file)) == set(references)
    assert [each.source for each in read_references(file)] == ["a/ü.md", "quay-works/2026-03-03-kickoff.md", "quay-works/2026-03-03-kickoff.md"]


def test_what_is_written_holds_no_word_of_the_text():
    (line,) = written(by_source(reference(RISK, Label.RISK, Label.GOAL, checked=True)))

    assert json.loads(line) == {"source": "quay-works/2026-03-03-kickoff.md", "statements": [["line 9", digest(RISK), "random", 2, "goal", "risk"]]}


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[1]",
        b'{"source": "a.md"}',
        b'{"source": "a.md", "statements": [["line 1", "00"]]}',
        b'{"source": "a.md", "statements": [["line 1", "00", "random", 1, "gaol"]]}',
        b'{"source": "a.md", "statements": 3}',
        b"\xff",
        None,
    ],
)
def test_a_file_of_another_form_is_refused_by_name(tmp_path, content):
    file = tmp_path / "labels.jsonl"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ConfigurationError, match=r"labels\.jsonl: not a file of references"):
        read_references(file)

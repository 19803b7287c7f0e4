"""A programme's gold is read, and says which alerts speak of what it knows."""

import json
from dataclasses import replace
from datetime import date

import pytest

from driftwatch.domain.meaning import AlertKind
from driftwatch.errors import ConfigurationError
from driftwatch.learn.programme_gold import Difficulty, is_subject, read_gold, shared_quotes

PLANTED = {
    "id": "done",
    "kinds": ["done_criteria"],
    "subjects": ["release done", "done"],
    "partners": ["brightmill", "northquay"],
    "onset": "2026-02-03",
    "settled": None,
    "difficulty": "hard",
    "quotes": {"brightmill": ["a"], "northquay": ["b"]},
}


def written(folder, **changes):
    file = folder / "gold.json"
    file.write_text(json.dumps({"divergences": [PLANTED | changes]}), "utf-8")
    return file


@pytest.fixture
def alert(lantern):
    return replace(lantern.outcome.alerts[0], subject="done")


def test_a_planted_difference_has_its_kind_onset_and_difficulty(tmp_path):
    [planted] = read_gold(written(tmp_path, kinds=["charter_drift", "time_drift"])).planted

    assert (planted.kind, planted.onset, planted.difficulty) == (AlertKind.CHARTER_DRIFT, date(2026, 2, 3), Difficulty.HARD)


def test_an_alert_speaks_of_a_difference_by_kind_and_subject_in_any_inflection(alert, tmp_path):
    [planted] = read_gold(written(tmp_path, subjects=["Releases Done"])).planted

    assert planted.is_meant_by(replace(alert, subject="release done"))
    assert not planted.is_meant_by(replace(alert, subject="kiosk"))
    assert not planted.is_meant_by(replace(alert, subject="release done", kind=AlertKind.TERM_MEANING))


def test_two_of_the_quotes_make_up_for_another_subject(alert, tmp_path):
    quotes = [piece.quote for piece in alert.evidence]
    two, one = (read_gold(written(tmp_path, quotes={"brightmill": quotes[:n]})).planted[0] for n in (2, 1))

    assert two.is_meant_by(replace(alert, subject="kiosk"))
    assert not one.is_meant_by(replace(alert, subject="kiosk"))


@pytest.mark.parametrize(
    ("partners", "fits"), [(["brightmill"], True), (["brightmill", "other"], False), (["brightmill", "northquay", "other"], True)]
)
def test_an_alert_may_name_more_partners_or_fewer_but_no_others_instead(alert, tmp_path, partners, fits):
    [planted] = read_gold(written(tmp_path, partners=partners)).planted

    assert planted.is_meant_by(alert) is fits


def test_subjects_are_one_whatever_side_is_named_first():
    assert is_subject("candidates / point of interest", ["point of interest / candidate"])
    assert is_subject("launch vs leakage", ["leakage vs launch"])
    assert not is_subject("launch", ["leakage vs launch"])


def test_a_part_of_a_quote_is_shared_where_it_has_words_enough(alert):
    whole = alert.evidence[0].quote
    words = whole.split()

    assert shared_quotes(alert, [" ".join(words[2:7])]) == 1
    assert shared_quotes(alert, [f"Well: {whole} Yes."]) == 1
    assert shared_quotes(alert, [words[1]]) == 0


@pytest.mark.parametrize(
    "changes", [{"kinds": ["done"]}, {"kinds": []}, {"subjects": "done"}, {"quotes": []}, {"onset": "spring"}, {"difficulty": "grim"}]
)
def test_a_gold_of_another_form_is_refused_by_name(tmp_path, changes):
    with pytest.raises(ConfigurationError, match=r"gold\.json: not a gold\.json with `divergences`"):
        read_gold(written(tmp_path, **changes))

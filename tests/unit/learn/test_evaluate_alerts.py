import json
from dataclasses import replace

import pytest

from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.meaning import AlertKind
from driftwatch.errors import ConfigurationError
from driftwatch.learn.evaluate_alerts import planted_in, scored


def _gold(folder, **changes):
    entry = {
        "id": "done",
        "kinds": ["done_criteria"],
        "subjects": ["release done", "done"],
        "partners": ["brightmill", "northquay"],
        "settled": None,
        "quotes": {"brightmill": ["a"], "northquay": ["b"]},
    }
    file = folder / "gold.json"
    file.write_text(json.dumps({"divergences": [entry | changes]}), "utf-8")
    return planted_in(file)


@pytest.fixture
def alert(lantern):
    found = lantern.outcome.alerts[0]
    return replace(found, kind=AlertKind.DONE_CRITERIA, subject="done", partners=("brightmill", "northquay"), status=AlertStatus.OPEN)


def _all(alerts, planted):
    return scored(alerts, planted, benchmark="b")[-1]


def test_an_alert_with_a_planted_subject_and_kind_is_right(alert, tmp_path):
    score = _all([alert], _gold(tmp_path))

    assert (score.precision, score.recall) == (1.0, 1.0)


def test_another_kind_or_subject_is_wrong(alert, tmp_path):
    planted = _gold(tmp_path)

    assert _all([replace(alert, kind=AlertKind.TERM_MEANING)], planted).precision == 0.0
    assert _all([replace(alert, subject="kiosk")], planted).precision == 0.0


def test_two_of_the_planted_quotes_make_up_for_another_subject(alert, tmp_path):
    quotes = [piece.quote for piece in alert.evidence][:2]
    planted = _gold(tmp_path, quotes={"brightmill": quotes, "northquay": []})

    assert _all([replace(alert, subject="kiosk")], planted).precision == 1.0


def test_an_open_alert_on_a_settled_difference_is_wrong_and_a_resolved_one_is_not_counted(alert, tmp_path):
    planted = _gold(tmp_path, settled="2026-03-01")

    assert _all([alert], planted).precision == 0.0
    assert _all([replace(alert, status=AlertStatus.RESOLVED)], planted).said == 0


def test_a_gold_file_of_another_form_is_refused_by_name(tmp_path):
    (tmp_path / "gold.json").write_text('{"divergences": [{"id": "x"}]}', "utf-8")

    with pytest.raises(ConfigurationError, match=r"gold\.json.*divergences"):
        planted_in(tmp_path / "gold.json")

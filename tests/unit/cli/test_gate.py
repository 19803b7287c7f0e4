from dataclasses import replace

import pytest

from driftwatch.alerts.gating import new_to
from driftwatch.cli.gate import baseline_in
from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.meaning import Severity
from driftwatch.errors import ConfigurationError
from driftwatch.report.documents import alerts_document


def test_an_earlier_alerts_json_is_a_baseline_whatever_became_of_its_alerts(lantern, tmp_path):
    file = tmp_path / "alerts.json"
    file.write_text(alerts_document(lantern.outcome), encoding="utf-8")
    cadence = replace(lantern.outcome.alerts[2], status=AlertStatus.OPEN)

    known = baseline_in(file)

    assert known == {alert.id: alert.severity for alert in lantern.outcome.alerts}
    assert new_to(known, [cadence]) == ()
    assert new_to(known, [replace(cadence, severity=Severity.HIGH)])


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"alerts": 1}', '{"alerts": [1]}', '{"alerts": [{"id": "DW-1"}]}', '{"alerts": [{"id": "DW-1", "severity": "grave"}]}'],
)
def test_what_is_no_alerts_json_is_named(tmp_path, content):
    file = tmp_path / "other.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"--baseline .*other\.json: is no alerts\.json"):
        baseline_in(file)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"nowhere\.json: cannot be read .* earlier scan"):
        baseline_in(tmp_path / "nowhere.json")

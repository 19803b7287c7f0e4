from dataclasses import replace
from datetime import UTC, datetime

import pytest

from driftwatch.cli.scan import exit_code, tell_left_aside, tell_problems, window_between
from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.meaning import Severity
from driftwatch.domain.talk import FileReport, FileStatus, Problem
from driftwatch.errors import ConfigurationError
from driftwatch.settings import read_settings


def file(status: FileStatus, *problems: Problem) -> FileReport:
    return FileReport(source="mail/offer.eml", kind="mail", status=status, problems=problems)


@pytest.mark.parametrize("status", [AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED, AlertStatus.DISPUTED])
def test_what_still_waits_for_a_talk_counts_for_fail_on(lantern, status):
    alert = replace(lantern.outcome.alerts[0], status=status)

    assert alert.severity is Severity.HIGH
    assert [exit_code((alert,), (), fail_on=severity) for severity in Severity] == [1, 1, 1]


@pytest.mark.parametrize("status", [AlertStatus.AGREED, AlertStatus.SNOOZED, AlertStatus.RESOLVED])
def test_what_is_settled_or_put_aside_does_not_count(lantern, status):
    alert = replace(lantern.outcome.alerts[0], status=status)

    assert exit_code((alert,), (), fail_on=Severity.LOW) == 0


def test_less_severe_alerts_do_not_count_and_without_fail_on_none_does(lantern):
    medium = lantern.outcome.alerts[1]

    assert exit_code((medium,), (), fail_on=Severity.HIGH) == 0
    assert exit_code((medium,), (), fail_on=None) == 0


@pytest.mark.parametrize(("status", "code"), [(FileStatus.READ, 0), (FileStatus.SKIPPED, 0), (FileStatus.PARTLY, 4), (FileStatus.FAILED, 4)])
def test_input_that_could_not_be_read_in_full_ends_with_4(status, code):
    assert exit_code((), (file(status),), fail_on=None) == code


def test_a_severe_alert_counts_more_than_incomplete_input(lantern):
    assert exit_code(lantern.outcome.alerts, (file(FileStatus.FAILED),), fail_on=Severity.HIGH) == 1


def test_a_file_that_could_not_be_read_is_named_with_line_and_reason(capsys):
    tell_problems((file(FileStatus.FAILED, Problem(line=12, what="no end"), Problem(line=14, what="no start")), file(FileStatus.READ)))

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "not read: mail/offer.eml:12: no end (and 1 more)\n"


def test_of_many_broken_files_the_first_are_named_and_the_others_counted(capsys):
    tell_problems(tuple(file(FileStatus.PARTLY, Problem(line=None, what="cut off")) for _ in range(25)))

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 11
    assert "15 more files" in lines[-1]


def test_days_that_leave_none_are_refused():
    with pytest.raises(ConfigurationError, match="--since 2026-03-02 lies after --until 2026-03-01"):
        window_between(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC))


def test_files_that_no_rule_names_are_told_with_the_mend(tmp_path, capsys):
    partners = '[[partner]]\nid = "norwind"\nname = "Norwind"\n[[partner]]\nid = "southport"\nname = "Southport"\n'
    (tmp_path / "driftwatch.toml").write_text(f'[programme]\nname = "Port"\n{partners}[[source]]\npath = "own/*"\n')
    (tmp_path / "own").mkdir()
    for name in ("own/a.md", "b.md", "c.txt"):
        (tmp_path / name).write_text("Ada Lind (Norwind): We lift.\n")

    tell_left_aside(read_settings(tmp_path))

    told = capsys.readouterr().err
    assert told.startswith(f"warning: 2 files below {tmp_path} are not read, because no [[source]] names them: b.md, c.txt. ")
    assert 'path = "**/*"' in told

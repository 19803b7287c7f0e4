from dataclasses import replace

import pytest

from driftwatch.alerts.gating import baseline_of, new_to
from driftwatch.domain.alerts import AlertStatus, Matter
from driftwatch.domain.meaning import AlertKind, Severity


@pytest.fixture
def done(lantern):
    return replace(lantern.outcome.alerts[0], severity=Severity.MEDIUM)


def test_what_the_baseline_holds_is_not_new(done):
    assert new_to(baseline_of([done]), [done]) == ()
    assert new_to(baseline_of([]), [done]) == (done,)


def test_what_has_become_more_severe_is_new_and_what_has_become_less_so_is_not(done):
    graver, less = replace(done, severity=Severity.HIGH), replace(done, severity=Severity.LOW)

    assert new_to(baseline_of([done]), [graver]) == (graver,)
    assert new_to(baseline_of([done]), [less]) == ()


@pytest.mark.parametrize("status", AlertStatus)
def test_what_was_agreed_or_resolved_and_is_open_again_is_new(done, status):
    found = new_to(baseline_of([replace(done, status=status)]), [done])

    assert bool(found) == (status in (AlertStatus.AGREED, AlertStatus.RESOLVED))


def test_what_was_told_with_another_is_not_new_when_it_leads(done, lantern):
    leads = lantern.outcome.alerts[1]
    before = replace(leads, merged=(Matter(kind=AlertKind.DONE_CRITERIA, subject=done.subject, title=done.title, id=done.id),))

    assert new_to(baseline_of([before]), [done]) == ()

"""What every store must do; each claim is tried on a programme of its own, so that the store need not be empty."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from driftwatch.alerts.lifecycle import STATUS_AFTER
from driftwatch.domain.alerts import Action, Alert, AlertEvent, AlertStatus, BaselineState
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind
from driftwatch.errors import ActionRefusedError, ConfigurationError, StoreError, UnknownAlertError
from driftwatch.ports import Store
from driftwatch.records import AlertFilter, ApiKey, Page, Row, ScanRecord, StatementFilter
from driftwatch.testing.claims import claim, claim_refused, claim_same
from driftwatch.testing.samples import SAID, SCANNED, later, sample_scan

ANY_ALERT, ANY_STATEMENT = AlertFilter(), StatementFilter()


def check_store(store: Store) -> None:
    """Hold a store against all claims; AssertionError names the first that does not hold."""
    for check in STORE_CLAIMS:
        check(store)


def an_unknown_programme_is_empty(store: Store) -> None:
    """Asking before the first scan is no error."""
    claim_same(store.outcome("nowhere"), None, "no outcome before the first scan")
    claim_same(store.partners("nowhere"), (), "no partners before the first scan")
    claim_same(store.alerts("nowhere", wanted=ANY_ALERT, limit=5).rows, (), "no alerts before the first scan")
    claim_same(store.statements("nowhere", wanted=ANY_STATEMENT, limit=5).rows, (), "no statements before the first scan")
    claim_same((store.terms("nowhere"), store.files("nowhere")), ((), ()), "nothing before the first scan")
    store.check()


def what_is_stored_comes_back_exactly(store: Store) -> None:
    """Numbers to the bit, times with their own offset, orders as they are promised."""
    scan = sample_scan("Exact")
    store.commit(scan)
    outcome = store.outcome("exact")
    ranked = tuple(sorted(scan.outcome.alerts, key=lambda alert: (alert.subject != "stable", -alert.confidence, alert.id)))
    claim_same(outcome, replace(scan.outcome, alerts=ranked), "the outcome comes back, high severity and confidence first")
    claim(outcome is not None and outcome.run.at.utcoffset() == SCANNED.utcoffset(), "a time keeps its offset")
    claim_same(store.statements("exact", wanted=ANY_STATEMENT, limit=50).rows, tuple(scan.statements), "statements come back by id")
    offsets = [statement.said_at and statement.said_at.utcoffset() for statement in store.statements("exact", wanted=ANY_STATEMENT, limit=50).rows]
    claim_same(offsets, [None, SAID.utcoffset(), SAID.utcoffset(), None], "a time keeps its offset")
    claim_same(store.terms("exact"), tuple(scan.terms), "terms come back sorted")
    claim_same(store.files("exact"), scan.files, "files come back sorted")
    claim_same(store.partners("exact"), scan.partners, "partners come back in their order")
    claim(("exact", "Exact") in store.programmes(), "the programme is known by its key")


def a_scan_replaces_the_one_before_and_no_other(store: Store) -> None:
    """What is gone from the input is gone from the store."""
    store.commit(sample_scan("Neighbour"))
    store.commit(sample_scan("Replaced"))
    scan = sample_scan("Replaced", at=later(7))
    changed = replace(scan.statements[0], text="It is ready when nobody asks.")
    less = replace(scan, statements=(changed, scan.statements[3]), terms=scan.terms[1:], files=scan.files[:1])
    store.commit(less)
    claim_same(store.statements("replaced", wanted=ANY_STATEMENT, limit=50).rows, less.statements, "statements are those of the last scan")
    claim_same((store.terms("replaced"), store.files("replaced")), (less.terms, less.files), "terms and files are those of the last scan")
    claim_same(len(store.statements("neighbour", wanted=ANY_STATEMENT, limit=50).rows), 4, "another programme is left alone")


def the_word_of_people_survives_a_rescan(store: Store) -> None:
    """Also where the alert was not raised for a while."""
    scan = sample_scan("Triage")
    store.commit(scan)
    first, second, third = scan.outcome.alerts
    store.act("triage", _event(first, Action.AGREE, SCANNED))
    store.act("triage", _event(second, Action.RESOLVE, SCANNED))
    store.commit(_only(sample_scan("Triage", at=later(1)), third))
    outcome = store.outcome("triage")
    claim_same([alert.id for alert in outcome.alerts] if outcome else [], [third.id], "the outcome holds what the last scan raised, and nothing else")
    claim_same(store.alert("triage", first.id).baseline_state, BaselineState.ABSENT, "what it looked for and did not find is absent")
    claim(first.id in _statuses(store, "triage"), "and stays in the list until it has been gone for long")
    claim_same(store.alert("triage", first.id).status, AlertStatus.AGREED, "its id still leads to it")
    store.commit(sample_scan("Triage", at=later(2)))
    expected = {first.id: AlertStatus.AGREED, second.id: AlertStatus.RESOLVED, third.id: AlertStatus.OPEN}
    claim_same(_statuses(store, "triage"), expected, "it comes back with its status")
    told = [event.action for event in store.history("triage", first.id)]
    claim_same(told, ["raised", "agree", "absent", "returned"], "the history tells all of it, oldest first")


def an_action_is_recorded_with_who_and_why(store: Store) -> None:
    """And refused where the status does not allow it."""
    alert = sample_scan("Acts").outcome.alerts[0]
    store.commit(sample_scan("Acts"))
    event = replace(_event(alert, Action.DISPUTE, later(1)), reason="the term is the product's name")
    claim_same(store.act("acts", event).status, AlertStatus.DISPUTED, "an action gives the alert as it then stands")
    claim_same(store.history("acts", alert.id)[-1], event, "an action comes back exactly")
    again = _event(alert, Action.SNOOZE, later(2))
    claim_refused(ActionRefusedError, lambda: store.act("acts", again), "a disputed alert cannot be snoozed")
    claim_same(len(store.history("acts", alert.id)), 2, "what was refused leaves no trace")


def an_id_may_be_shortened_while_it_is_unambiguous(store: Store) -> None:
    """Case does not matter."""
    store.commit(sample_scan("Short"))
    alert = sample_scan("Short").outcome.alerts[0]
    claim_same(store.alert("short", alert.id[3:11].lower()), alert, "a beginning of the id is enough")
    claim_refused(UnknownAlertError, lambda: store.alert("short", "DW-"), "an ambiguous id is refused")
    claim_refused(UnknownAlertError, lambda: store.alert("elsewhere", alert.id), "another programme's alert is unknown")


def pages_give_each_row_once(store: Store) -> None:
    """In the order of the whole."""
    scan = sample_scan("Paged")
    store.commit(scan)
    whole = store.alerts("paged", wanted=ANY_ALERT, limit=50)
    claim_same(whole.next_after, None, "the last page says so")
    alerts = _turned(lambda after: store.alerts("paged", wanted=ANY_ALERT, limit=1, after=after))
    claim_same(alerts, list(whole.rows), "alerts, one a page")
    statements = _turned(lambda after: store.statements("paged", wanted=ANY_STATEMENT, limit=3, after=after))
    claim_same(statements, list(scan.statements), "statements, three a page")
    claim_refused(ConfigurationError, lambda: store.alerts("paged", wanted=ANY_ALERT, limit=1, after="?"), "a beginning that no page gave is refused")


def filters_let_through_what_fits(store: Store) -> None:
    """Text is looked for in any case; signs of pattern languages are themselves."""
    store.commit(sample_scan("Filtered"))

    def statements(wanted: StatementFilter) -> list[str]:
        return [statement.id for statement in store.statements("filtered", wanted=wanted, limit=50).rows]

    def alerts(wanted: AlertFilter) -> set[str]:
        return {alert.subject for alert in store.alerts("filtered", wanted=wanted, limit=50).rows}

    claim_same(statements(StatementFilter(text="READY")), ["s00", "s01", "s02"], "text in any case")
    claim_same(statements(StatementFilter(text="über-NACHT")), ["s02"], "text beyond ASCII in any case")
    claim_same([statements(StatementFilter(text=sign)) for sign in ("0%", "d_t", "d%t")], [["s00"], ["s01"], []], "% and _ are themselves")
    claim_same(statements(StatementFilter(label=Label.DONE)), ["s00", "s01"], "by predicted label")
    claim_same(statements(StatementFilter(partner="alder", source="minutes/2026-03-31.md")), ["s00", "s03"], "by partner and source")
    claim_same(statements(StatementFilter(since=SAID + timedelta(days=2))), ["s02"], "by time, undated ones left out")
    claim_same(alerts(AlertFilter(kind=AlertKind.DONE_CRITERIA)), {"accepted"}, "by kind")
    claim_same(alerts(AlertFilter(severity="high", status=AlertStatus.OPEN)), {"stable"}, "by severity and status")
    claim_same(alerts(AlertFilter(partner="birch", since=SAID.date())), {"ready", "stable"}, "by partner and day")
    claim_same(alerts(AlertFilter(partner="bir")), set(), "a partner by the whole id")


def a_vector_comes_back_to_the_bit(store: Store) -> None:
    """By model and hash; the first that was kept stays."""
    kept = {f"{number:064x}": np.array([number, 1 / 3, -0.0, np.nan], dtype=np.float32) for number in range(3)}
    store.keep_vectors("encoder", kept)
    store.keep_vectors("encoder", {f"{0:064x}": np.zeros(4, dtype=np.float32)})
    found = store.vectors("encoder", [*kept, "f" * 64])
    claim_same(
        {key: vector.tobytes() for key, vector in found.items()}, {key: vector.tobytes() for key, vector in kept.items()}, "vectors to the bit"
    )
    claim(all(vector.dtype == np.float32 and vector.shape == (4,) for vector in found.values()), "vectors are rows of float32")
    claim_same(store.vectors("another encoder", list(kept)), {}, "another model's vectors are others")


def a_key_opens_until_it_is_revoked(store: Store) -> None:
    """The key itself is never kept."""
    old = ApiKey(prefix="dw_old", name="dashboard", scopes=("read",), programmes=("exact",), created=SCANNED)
    new = ApiKey(prefix="dw_new", name="ingest", scopes=(), programmes=(), created=later(1))
    store.add_key(new, digest="b" * 64)
    store.add_key(old, digest="a" * 64)
    claim_same((store.key("dw_old"), store.key("dw_none")), ((old, "a" * 64), None), "a key and its hash by the prefix")
    claim_refused(StoreError, lambda: store.add_key(old, digest="c" * 64), "a prefix belongs to one key")
    store.revoke_key("dw_old", at=later(2))
    store.revoke_key("dw_old", at=later(3))
    every = store.keys()
    claim_same([key for key in every if key.prefix in ("dw_old", "dw_new")], [replace(old, revoked=later(2)), new], "all keys, oldest first")


def text_that_no_database_takes_is_mended(store: Store) -> None:
    """NUL and lone surrogates become U+FFFD, wherever they stand."""
    scan = sample_scan("Awkward")
    awkward, mended = "a\x00b\ud800c\U0001f600", "a\ufffdb\ufffdc\U0001f600"
    statement = replace(scan.statements[1], id="s\x00", text=awkward, speaker=awkward, source=awkward)
    alert = replace(scan.outcome.alerts[0], title=awkward, questions=(awkward,))
    store.commit(replace(_only(scan, alert), statements=(statement,), files=(replace(scan.files[0], source=awkward, dropped={awkward: 1}),)))
    expected = replace(statement, id="s\ufffd", text=mended, speaker=mended, source=mended)
    claim_same(
        store.statements("awkward", wanted=StatementFilter(text="B\udfff", source=awkward), limit=5).rows, (expected,), "a statement is mended"
    )
    claim_same(store.alert("awkward", alert.id), replace(alert, title=mended, questions=(mended,)), "an alert is mended")
    claim_same([(file.source, dict(file.dropped)) for file in store.files("awkward")], [(mended, {mended: 1})], "a file's report is mended")


STORE_CLAIMS: tuple[Callable[[Store], None], ...] = (
    an_unknown_programme_is_empty,
    what_is_stored_comes_back_exactly,
    a_scan_replaces_the_one_before_and_no_other,
    the_word_of_people_survives_a_rescan,
    an_action_is_recorded_with_who_and_why,
    an_id_may_be_shortened_while_it_is_unambiguous,
    pages_give_each_row_once,
    filters_let_through_what_fits,
    a_vector_comes_back_to_the_bit,
    a_key_opens_until_it_is_revoked,
    text_that_no_database_takes_is_mended,
)


def _event(alert: Alert, action: Action, at: datetime) -> AlertEvent:
    until = (at + timedelta(days=7)).date() if action is Action.SNOOZE else None
    return AlertEvent(alert_id=alert.id, action=action.value, actor="one", reason="so", at=at, status=STATUS_AFTER[action], until=until)


def _only(scan: ScanRecord, alert: Alert) -> ScanRecord:
    return replace(scan, outcome=replace(scan.outcome, alerts=(alert,)))


def _statuses(store: Store, programme: str) -> dict[str, AlertStatus]:
    return {alert.id: alert.status for alert in store.alerts(programme, wanted=ANY_ALERT, limit=50).rows}


def _turned(fetch: Callable[[str | None], Page[Row]]) -> list[Row]:
    """All rows, page after page."""
    page = fetch(None)
    found = list(page.rows)
    while page.next_after is not None:
        page = fetch(page.next_after)
        found += page.rows
    return found

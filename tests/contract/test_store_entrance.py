"""What comes in by the API, the same on both databases: requests that are asked twice, arrivals, programmes as such."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from driftwatch.domain.jobs import JobKind, JobOrder, JobState
from driftwatch.domain.mailing import Place
from driftwatch.domain.talk import Partner
from driftwatch.records import ApiKey
from driftwatch.store.register import Doer
from driftwatch.store.requests import HELD, KEPT, Answered

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
SOON = NOW + timedelta(seconds=1)
KEY = "dw_live_abcdefgh"
ANSWER = Answered(content="ab" * 32, answer='{"status": 201}')
PARTNERS = (Partner(id="brightmill", name="Brightmill", people=("Ada Quill",)), Partner(id="northquay", name="Northquay"))
ORDER = JobOrder(programme="lantern", kind=JobKind.IMPORT)


def doer(at: datetime = NOW) -> Doer:
    return Doer(name="office", request_id="r1", at=at)


@pytest.fixture
def enrolled(store):
    """A store with a programme that was never scanned."""
    assert store.register.enrol("lantern", "Lantern", PARTNERS, folder=Path("/data/lantern"), doer=doer())
    return store


def test_an_answered_request_gives_its_answer_for_a_day_and_then_is_forgotten(store):
    first = store.requests.begin(KEY, "t1", holder="a", at=NOW)
    kept = store.requests.finish(KEY, "t1", holder="a", answered=ANSWER, at=NOW)
    second = store.requests.begin(KEY, "t1", holder="b", at=NOW + KEPT)
    other_key = store.requests.begin("dw_live_zzzzzzzz", "t1", holder="b", at=NOW)
    late = store.requests.begin(KEY, "t1", holder="c", at=NOW + KEPT + timedelta(seconds=1))

    assert (first.earlier, first.busy, first.again, kept) == (None, None, False, True)
    assert second.earlier == ANSWER
    assert other_key.earlier is None
    assert (late.earlier, late.again) == (None, False)


def test_a_request_that_is_being_answered_is_busy_until_its_holder_falls_silent(store):
    store.requests.begin(KEY, "t1", holder="a", at=NOW)
    busy = store.requests.begin(KEY, "t1", holder="b", at=NOW + HELD / 2)
    heard = store.requests.renew(KEY, "t1", holder="a", at=NOW + HELD / 2)
    still = store.requests.begin(KEY, "t1", holder="b", at=NOW + HELD * 1.4)
    taken = store.requests.begin(KEY, "t1", holder="b", at=NOW + HELD * 1.6)
    lost = store.requests.finish(KEY, "t1", holder="a", answered=ANSWER, at=NOW + HELD * 1.7)

    assert busy.busy == HELD / 2
    assert (heard, still.busy is not None) == (True, True)
    assert (taken.again, taken.busy) == (True, None)
    assert (lost, store.requests.renew(KEY, "t1", holder="a", at=NOW + HELD * 1.8)) == (False, False)


def test_a_forgotten_request_is_asked_anew(store):
    store.requests.begin(KEY, "t1", holder="a", at=NOW)

    store.requests.forget(KEY, "t1", holder="a")

    assert store.requests.begin(KEY, "t1", holder="b", at=SOON).again is False


def test_of_many_who_ask_at_once_one_answers(store):
    gate, begun = Barrier(6), []

    def ask(number: int) -> None:
        gate.wait()
        begun.append(store.requests.begin(KEY, "t1", holder=f"h{number}", at=NOW))

    threads = [Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(each.busy is None for each in begun) == [False] * 5 + [True]


def test_what_came_before_is_not_taken_again_and_names_the_import_that_took_it(enrolled):
    first = enrolled.arrivals.take(ORDER, {"d1": ("imports/a.md", "imports/a.d1.md"), "m1": ()}, job="j1", at=NOW)
    second = enrolled.arrivals.take(ORDER, {"d1": ("imports/b.md",), "m1": (), "m2": ()}, job="j2", at=SOON)

    assert {digest: (each.job, each.source) for digest, each in first.arrivals.items()} == {"d1": ("j1", "imports/a.md"), "m1": ("j1", None)}
    assert {digest: each.job for digest, each in second.arrivals.items()} == {"d1": "j1", "m1": "j1", "m2": "j2"}
    assert set(enrolled.arrivals.of_job("j2")) == {"m2"}
    assert (second.job.id, second.job.state) == ("j2", JobState.QUEUED)


def test_two_files_of_one_name_get_two_places(enrolled):
    wanted = {"d1": ("imports/a.md", "imports/a.d1.md"), "d2": ("imports/a.md", "imports/a.d2.md")}

    taken = enrolled.arrivals.take(ORDER, wanted, job="j1", at=NOW)
    later = enrolled.arrivals.take(ORDER, {"d3": ("imports/a.md", "imports/a.d3.md")}, job="j2", at=NOW)

    assert [taken.arrivals[digest].source for digest in ("d1", "d2")] == ["imports/a.md", "imports/a.d2.md"]
    assert later.arrivals["d3"].source == "imports/a.d3.md"


def test_an_import_that_is_asked_for_twice_is_one(enrolled):
    first = enrolled.arrivals.take(ORDER, {"d1": ("imports/a.md",)}, job="j1", at=NOW)

    again = enrolled.arrivals.take(ORDER, {"d1": ("imports/a.md",)}, job="j1", at=SOON)

    assert (again.job, again.arrivals) == (first.job, first.arrivals)
    assert len(enrolled.jobs.find("lantern", limit=10).rows) == 1


def test_what_is_dropped_may_come_again(enrolled):
    enrolled.arrivals.take(ORDER, {"d1": ("imports/a.md",)}, job="j1", at=NOW)

    enrolled.arrivals.drop("lantern", ["d1"])

    assert enrolled.arrivals.find("lantern", ["d1"]) == {}
    assert enrolled.arrivals.take(ORDER, {"d1": ("imports/a.md",)}, job="j2", at=NOW).arrivals["d1"].job == "j2"


def test_volume_is_counted_by_key_and_day(store):
    for size, at in ((5, NOW), (7, NOW + timedelta(hours=1)), (11, NOW + timedelta(days=1))):
        store.arrivals.add_volume(KEY, size, at=at)
        store.arrivals.add_volume("dw_live_zzzzzzzz", 1, at=at)

    assert store.arrivals.volume(KEY, at=NOW + timedelta(days=1)) == 11
    assert store.arrivals.volume(KEY, at=NOW) == 0


def test_a_programme_that_was_never_scanned_has_partners_a_folder_and_no_outcome(enrolled):
    assert enrolled.programmes() == (("lantern", "Lantern"),)
    assert enrolled.partners("lantern") == PARTNERS
    assert enrolled.register.folder("lantern") == Path("/data/lantern")
    assert enrolled.outcome("lantern") is None
    assert enrolled.files("lantern") == enrolled.terms("lantern") == ()


def test_a_second_programme_of_the_same_key_is_refused_and_leaves_the_first(enrolled):
    assert not enrolled.register.enrol("lantern", "Other", (), folder=Path("/data/other"), doer=doer())
    assert enrolled.partners("lantern") == PARTNERS


def test_a_scan_of_the_programme_keeps_its_folder_and_names_another_if_it_lies_elsewhere(enrolled, lantern):
    enrolled.commit(lantern)
    kept = enrolled.register.folder("lantern")
    enrolled.commit(replace(lantern, folder=Path("/elsewhere")))

    assert kept == Path("/data/lantern")
    assert enrolled.register.folder("lantern") == Path("/elsewhere")
    assert enrolled.outcome("lantern") is not None


def test_removing_a_programme_waits_for_its_jobs_and_then_takes_all_but_the_audit_log(enrolled, lantern):
    enrolled.commit(lantern)
    enrolled.mails.queue([Place(programme="lantern", recipient="a@b.example", period="2026-W14")], at=NOW)
    enrolled.arrivals.take(ORDER, {"d1": ("imports/a.md",)}, job="j1", at=NOW)

    in_the_way = enrolled.register.strike("lantern", doer=doer(SOON))
    enrolled.jobs.cancel("j1", SOON)
    gone = enrolled.register.strike("lantern", doer=doer(SOON))

    assert (in_the_way.id, gone, enrolled.register.strike("lantern", doer=doer(SOON))) == ("j1", True, False)
    assert (enrolled.programmes(), enrolled.mails.find("lantern"), enrolled.jobs.get("j1")) == ((), (), None)
    assert enrolled.arrivals.find("lantern", ["d1"]) == {}
    assert [line.action for line in enrolled.audit.find("lantern", limit=10).rows] == ["programme.removed", "programme.created"]
    assert enrolled.audit.verify("lantern") is None


def test_no_key_of_a_removed_programme_opens_one_that_is_made_under_its_name(enrolled):
    for prefix, programmes in (("alone", ("lantern",)), ("both", ("lantern", "pier")), ("every", ()), ("other", ("pier",))):
        enrolled.add_key(ApiKey(prefix=prefix, name=prefix, scopes=("admin",), programmes=programmes, created=NOW), digest=prefix)

    enrolled.register.strike("lantern", doer=doer(SOON))

    kept = enrolled.keys()
    opens = {key.prefix: key.programmes for key in kept if key.valid(SOON)}
    assert opens == {"both": ("pier",), "every": (), "other": ("pier",)}
    lines = enrolled.audit.find("lantern", limit=3).rows
    assert [(line.action, line.object) for line in lines] == [("programme.removed", "lantern"), ("key.change", "both"), ("key.revoke", "alone")]

"""Imports and coverage, uploads, scans and their progress, the schedule: the pages on which work is asked for and looked at."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from driftwatch.domain.jobs import Job, JobKind, JobOrder, JobState
from driftwatch.domain.keys import Scope
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus
from driftwatch.domain.talk import FileReport, FileStatus, Partner
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.import_views import PAGE, coverage_view, files_view
from driftwatch_api.dashboard.job_views import job_view, last_took, length_words, outcome_words
from driftwatch_api.work_documents import JobDocument

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
PARTNERS = tuple(Partner(id=name, name=name.title()) for name in ("acme", "birch", "cedar"))
PLACE = Place(key="lantern", name="Lantern", partners=PARTNERS)
PROGRAMME = {"name": "Pier", "partners": [{"id": "acme", "name": "Acme"}, {"id": "birch", "name": "Birch"}]}
MINUTES = b"# Weekly\n\nDate: 2026-03-24\n\n## Acme\n\n- The kiosk is done when all fares ran.\n\n## Birch\n\n- It is done after two weeks.\n"


def covered(check, *partners, lacking=""):
    return Coverage(check=check, partners=partners, status=CoverageStatus.INSUFFICIENT_DATA if lacking else CoverageStatus.RAN, why=lacking)


def test_who_was_compared_stands_in_columns_and_one_partners_past_apart():
    view = coverage_view(
        [
            covered(AlertKind.RISK_POSTURE, "acme", "birch", lacking="acme: 11 of 25 statements"),
            covered(AlertKind.DONE_CRITERIA, "acme", "cedar"),
            covered(AlertKind.TIME_DRIFT, "birch"),
        ],
        PARTNERS,
    )

    pairs, past = view.tables
    assert pairs.columns == ("Acme × Birch", "Acme × Cedar")
    assert [(check, [cell.words for cell in cells]) for check, cells in pairs.rows] == [
        ("Different criteria for done", ["not looked for", "compared"]),
        ("Different stance on risk", ["not enough data", "not looked for"]),
    ]
    assert pairs.rows[1][1][0].why == "Acme: 11 of 25 statements"
    assert (past.columns, past.rows[0][0]) == (("Birch",), "Changed over time")
    assert view.says == "1 of 3 comparisons had not enough data. That is no agreement and no difference: nobody can tell yet."


def test_nothing_is_said_of_coverage_before_the_first_scan():
    assert coverage_view([], PARTNERS) is None


def test_files_that_somebody_should_look_into_come_first_and_can_be_shown_alone():
    files = [FileReport(source=f"{place:03}.md", kind="minutes", status=FileStatus.READ, statements=2, unattributed=1) for place in range(PAGE + 5)]
    files.append(FileReport(source="z.pdf", kind=None, status=FileStatus.FAILED))

    everything = files_view(files, PLACE, status=None, start=0)
    broken = files_view(files, PLACE, status=FileStatus.FAILED, start=0)

    assert everything.rows[0].source == "z.pdf"
    assert (len(everything.rows), everything.further) == (PAGE, f"/p/lantern/imports?start={PAGE}#files")
    assert (everything.statements, everything.unattributed) == (f"{2 * (PAGE + 5)} statements", PAGE + 5)
    assert [(facet.words, facet.count, facet.current) for facet in broken.facets] == [
        ("all", PAGE + 6, False), ("not read", 1, True), ("read", PAGE + 5, False),
    ]  # fmt: skip
    assert [row.source for row in broken.rows] == ["z.pdf"]


def job(state, **more):
    return Job(id="job_aaaa", programme="lantern", kind=JobKind.SCAN, state=state, created=NOW, due=NOW, **more)


def viewed(one, **more):
    document = JobDocument(
        id=one.id, programme="lantern", kind=one.kind, state=one.state, created="", started=None, finished=None, step="", progress=None,
        cancelling=False, attempts=0, asked_by="portal", result=dict(one.result), files=[], error="",
    )  # fmt: skip
    return job_view(one, document, PLACE, at=NOW + timedelta(seconds=12), **more)


def test_a_job_that_runs_says_how_far_it_is_and_how_long_the_last_one_took():
    view = viewed(job(JobState.RUNNING, started=NOW, step="comparing terms …", progress=2 / 6), took=timedelta(minutes=3))

    assert (view.ended, view.percent, view.step) == (False, 33, "comparing terms")
    assert view.times == "begun 12 s ago; the last one took 3 min"
    assert view.says == "Scan under way: comparing terms"
    assert view.further == ""


def test_a_job_that_ended_says_what_came_of_it_and_where():
    view = viewed(job(JobState.DONE, started=NOW, finished=NOW + timedelta(seconds=8), result={"alerts": "1", "statements": "1288", "high": "1"}))

    assert view.outcome == ("1,288 statements", "1 alert", "1 high")
    assert (view.ended, view.percent, view.further) == (True, None, "/p/lantern")
    assert view.says == "Scan done. 1,288 statements, 1 alert, 1 high"


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 s"), (89, "89 s"), (90, "2 min"), (5400, "1.5 h")])
def test_lengths_are_told_in_one_unit(seconds, words):
    assert length_words(timedelta(seconds=seconds)) == words


def test_only_a_job_of_the_kind_that_was_done_says_how_long_one_takes():
    done = job(JobState.DONE, started=NOW, finished=NOW + timedelta(seconds=7))

    assert last_took([job(JobState.RUNNING, started=NOW), replace(done, kind=JobKind.IMPORT), done], JobKind.SCAN) == timedelta(seconds=7)
    assert outcome_words(JobKind.DIGEST, {"sent": "3", "skipped": "1"}) == ("3 sent", "1 skipped")


def test_the_page_shows_a_reader_what_was_read_and_no_button(client, key):
    page = client.get("/p/lantern/imports", headers=key(Scope.READ_ALERTS)).text

    assert "not enough data" in page
    assert "northquay: 11" not in page
    assert "Northquay Ferries: 11 of 25 statements" in page
    assert "Scan now" not in page and "Upload" not in page and "<form" not in page


def test_what_a_key_lacks_is_refused_also_without_the_button(client, key):
    reader = key(Scope.READ_ALERTS)

    answers = [client.post(f"/p/lantern/{where}", headers=reader) for where in ("scans", "uploads", "schedule", "jobs/job_aaaa/cancel")]

    assert [answer.status_code for answer in answers] == [403] * 4


def test_a_programme_of_another_folder_says_why_nothing_can_be_brought(reader):
    page = reader.get("/p/lantern/imports").text
    refused = reader.post("/p/lantern/uploads", files={"file": ("a.md", MINUTES)})

    assert "was not made by the service" in page and 'type="file"' not in page
    assert (refused.status_code, "was not made by the service" in refused.text) == (409, True)


def test_files_that_are_brought_are_taken_one_by_one_and_then_read(reader, work):
    reader.post("/v1/programmes", json=PROGRAMME)
    fields = {"partner": "", "kind": "", "timezone": "", "visibility": "", "share": ""}

    taken = reader.post("/p/pier/uploads", data=fields, files=[("file", ("weekly.md", MINUTES)), ("file", ("empty.md", b""))])
    again = reader.post("/p/pier/uploads", data=fields, files=[("file", ("other-name.md", MINUTES))])
    work()
    page = reader.get(re.search(r"/p/pier/jobs/job_\w+", taken.text)[0]).text

    assert taken.status_code == 200
    assert re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", taken.text)).count("is empty") == 1
    assert "here already" in again.text
    assert "weekly.md" in page and "done" in page


def test_a_file_that_another_site_sends_is_refused_before_a_byte_is_read(client, key, hosting):
    full = key(*Scope)["Authorization"].removeprefix("Bearer ")
    client.post("/v1/programmes", json=PROGRAMME, headers={"Authorization": f"Bearer {full}"})
    client.post("/sign-in", data={"key": full})
    token = re.search(r'data-form-token="(\w+)"', client.get("/p/pier/imports").text)[1]

    def sent(query="", **headers):
        return client.post(f"/p/pier/uploads{query}", files={"file": ("a.md", MINUTES)}, headers=headers).status_code

    assert [sent(), sent("?form_token=wrong"), sent(f"?form_token={token}", Origin="https://elsewhere.example")] == [403] * 3
    assert [path for path in (hosting.data / ".spool").rglob("*") if path.is_file()] == []
    assert sent(f"?form_token={token}") == 200


def test_a_scan_that_is_asked_for_twice_is_one_and_can_be_stopped(reader, store):
    reader.post("/v1/programmes", json=PROGRAMME)

    first = reader.post("/p/pier/scans", data={"since": "2026-01-01", "until": ""}, follow_redirects=False)
    second = reader.post("/p/pier/scans", follow_redirects=False)
    where = first.headers["location"]
    live = reader.get(f"{where}/now").text
    stopped = reader.post(f"{where}/cancel").text

    assert (first.status_code, second.headers["location"]) == (303, where)
    assert f'hx-get="{where}/now"' in live and "<html" not in live
    assert "cancelled" in stopped and "hx-get" not in stopped
    assert store.jobs.get(where.rpartition("/")[2]).words == {"since": "2026-01-01"}


def test_days_in_the_wrong_order_are_refused_with_words(reader):
    reader.post("/v1/programmes", json=PROGRAMME)

    answer = reader.post("/p/pier/scans", data={"since": "2026-03-01", "until": "2026-01-01"})

    assert (answer.status_code, "No day is left" in answer.text) == (422, True)


def test_a_job_of_another_programme_is_as_absent_as_none(client, key, store):
    order = JobOrder(programme="harbour", kind=JobKind.SCAN, asked_by="x")
    store.jobs.add(order, id="job_foreign", at=NOW)
    mine = key(Scope.INGEST, programmes=("lantern",))

    answers = [client.get(f"/p/lantern/jobs/{name}", headers=mine) for name in ("job_foreign", "job_nothere")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert client.get("/p/harbour/jobs/job_foreign", headers=mine).status_code == 404


def test_jobs_are_listed_page_by_page(reader, store):
    for number in range(32):
        store.jobs.add(JobOrder(programme="lantern", kind=JobKind.DIGEST), id=f"job_many{number:02}", at=NOW + timedelta(seconds=number))

    first = reader.get("/p/lantern/jobs").text
    further = re.search(r'href="([^"]+)" rel="next"', first)[1].replace("&amp;", "&")
    second = reader.get(further).text

    assert len(set(re.findall(r"job_many\d+", first)) | set(re.findall(r"job_many\d+", second))) == 32


def test_the_schedule_is_set_by_the_form_and_given_back_to_the_file(reader, store):
    reader.post("/v1/programmes", json=PROGRAMME)
    fields = {"scan_rhythm": "weekly", "scan_day": "fri", "scan_time": "05:30", "digest_rhythm": "never", "digest_day": "mon", "digest_time": "07:30"}

    page = reader.post("/p/pier/schedule", data=fields).text
    kept = reader.get("/v1/programmes/pier/schedule").json()
    wrong = reader.post("/p/pier/schedule", data={**fields, "scan_time": "25:99"})
    reader.post("/p/pier/schedule", data={**fields, "by": "file"})

    assert (kept["set_by"], kept["scan"]["rhythm"], kept["scan"]["day"], kept["scan"]["time"]) == ("api", "weekly", "fri", "05:30")
    assert "Next scan" in page
    assert (wrong.status_code, "scan time" in wrong.text) == (422, True)
    assert store.schedules.get("pier") is None


def test_files_and_coverage_come_as_csv_without_formulas(reader):
    coverage = list(csv.DictReader(io.StringIO(reader.get("/p/lantern/imports?format=coverage").text)))
    files = reader.get("/p/lantern/imports?format=csv")

    assert [row["status"] for row in coverage] == ["not enough data"]
    assert files.text.startswith("source,kind,status")
    assert files.headers["content-disposition"] == 'attachment; filename="lantern-files.csv"'

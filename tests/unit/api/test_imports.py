"""What comes into a programme through the API: files, messages, floods."""

import json
import resource
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.keys import Scope
from driftwatch.jobs.spool import SPOOL
from driftwatch_api.app import create_app
from driftwatch_api.uploads import UploadLimits

HORIZON = {
    "name": "Horizon",
    "timezone": "Europe/Berlin",
    "partners": [
        {"id": "ti", "name": "TechInnovate", "people": ["Mara Lindt"]},
        {"id": "gl", "name": "GlobalLogistics", "people": ["Jonas Weber"]},
    ],
}
IMPORTS = "/v1/programmes/horizon/imports"
PRESENT = b"Present: Mara Lindt (TechInnovate), Jonas Weber (GlobalLogistics)"
MINUTES = b"# Steering, 2026-03-24\n\n" + PRESENT + b"\n\nMara Lindt: The depot is done when the lab is green.\n"
NOTHING = b"\x00\x01\x02\x03 no format that anybody reads \xff\xfe"
MESSAGE = {"text": "The depot is done when it ran two weeks.", "speaker": "Jonas Weber", "time": "2026-03-24T10:02:00+01:00", "channel": "depot"}


@pytest.fixture
def horizon(reader, hosting) -> Path:
    """A programme that the service keeps; its folder."""
    assert reader.post("/v1/programmes", json=HORIZON).status_code == 201
    return hosting.data / "horizon"


def uploaded(client, *files, **fields):
    return client.post(IMPORTS, files=[("file", file) for file in files], data=fields)


def inside(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def spooled(horizon: Path) -> list[Path]:
    return [path for path in (horizon.parent / SPOOL).rglob("*") if path.is_file()]


def test_an_upload_waits_in_the_spool_until_its_job_has_read_it(reader, horizon, work):
    answer = uploaded(reader, ("2026-03-24.md", MINUTES), ("noise.bin", NOTHING))
    waiting = {path.name: path.stat().st_mode & 0o777 for path in spooled(horizon)}
    before = inside(horizon)
    work()
    job = reader.get(answer.headers["location"])

    assert (answer.status_code, answer.headers["retry-after"]) == (202, "2")
    assert [(file["status"], file["source"]) for file in answer.json()["files"]] == [
        ("accepted", "imports/2026-03-24.md"),
        ("accepted", "imports/noise.bin"),
    ]
    assert before == {"driftwatch.toml"}
    assert sorted(waiting.pop("manifest.json") for _ in range(1)) and all(len(name) == 32 for name in waiting)
    assert set(waiting.values()) == {0o600}
    assert inside(horizon) == {"driftwatch.toml", "imports/2026-03-24.md", "imports/.keep"}
    assert (horizon / "imports" / "2026-03-24.md").read_bytes() == MINUTES
    assert (job.json()["state"], job.json()["result"]["taken"], job.json()["result"]["kept_out"]) == ("done", "1", "1")
    assert "retry-after" not in job.headers
    rows = {row["source"]: row for row in job.json()["files"]}
    assert rows["imports/2026-03-24.md"]["status"] == "read"
    assert rows["imports/2026-03-24.md"]["messages"] >= 1
    assert rows["imports/noise.bin"]["problems"][0]["reason"] == "not_recognised"
    assert len([path for path in spooled(horizon) if len(path.name) == 32]) == 1


def test_the_same_content_is_a_duplicate_and_another_of_the_same_name_is_put_beside_it(reader, horizon, work):
    first = uploaded(reader, ("a.md", MINUTES)).json()
    again = uploaded(reader, ("b.md", MINUTES), ("a.md", MINUTES + b"More.\n")).json()["files"]
    work()

    assert [(file["status"], file["job"] == first["job"]["id"]) for file in again] == [("duplicate", True), ("accepted", False)]
    [other] = [file["source"] for file in again if file["status"] == "accepted"]
    assert inside(horizon) == {"driftwatch.toml", "imports/.keep", "imports/a.md", other}
    assert (horizon / "imports" / "a.md").read_bytes() == MINUTES
    assert (horizon / other).read_bytes() == MINUTES + b"More.\n"


def test_what_failed_and_what_was_removed_by_hand_may_come_again(reader, horizon, work):
    uploaded(reader, ("noise.bin", NOTHING), ("a.md", MINUTES))
    work()
    (horizon / "imports" / "a.md").unlink()

    again = uploaded(reader, ("noise.bin", NOTHING), ("a.md", MINUTES)).json()["files"]
    work()

    assert [file["status"] for file in again] == ["accepted", "accepted"]
    assert (horizon / "imports" / "a.md").read_bytes() == MINUTES


@pytest.mark.parametrize(
    "given",
    [
        "../../driftwatch.toml",
        "driftwatch.toml",
        "..\\..\\charter.md",
        "/etc/passwd",
        "C:\\x\\y.md",
        "alerts.json",
        "import.json",
        ".bashrc",
        "~$x.docx",
        "Thumbs.db",
        "con.txt",
        "*?[a].md",
        "…",
        "a\x00b.md",
        "ü" * 300 + ".md",
        "-rf",
    ],
)
def test_a_name_leads_nowhere(given):
    from driftwatch.jobs.spool import safe_name

    name = safe_name(given)

    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
    assert not name.startswith((".", "-"))
    assert 0 < len(name) <= 110
    assert name.casefold() not in ("driftwatch.toml", "charter.md", "alerts.json", "import.json", "thumbs.db", "con.txt")


def test_an_upload_that_bears_our_own_names_overwrites_and_hides_nothing(reader, horizon, work):
    before = (horizon / "driftwatch.toml").read_bytes()
    result = b'{"schema_version": 1, "programme": "Horizon", "alerts": []}'

    uploaded(reader, ("../driftwatch.toml", b"[programme]\n"), ("alerts.json", result), ("a.md", MINUTES))
    work()
    from driftwatch.stages.read import _excluded
    from driftwatch.wiring import programme_settings

    assert (horizon / "driftwatch.toml").read_bytes() == before
    assert not (horizon / "imports" / "alerts.json").exists()
    assert not _excluded(programme_settings(horizon), "imports/a.md")


def test_of_an_import_that_is_hidden_the_other_side_learns_no_number(reader, client, key, horizon, work):
    def other(view):
        return key(Scope.INGEST, Scope.READ_ALERTS, programmes=("horizon",), view=view, name=f"tool of {view}")

    answers = {share: uploaded(reader, ("own.md", MINUTES + share.encode()), partner="ti", share=share) for share in ("hidden", "counts")}
    jobs = {share: answer.headers["location"] for share, answer in answers.items()}
    work()
    told = {(share, view): client.get(job, headers=other(view)).json()["result"].get("taken") for share, job in jobs.items() for view in ("ti", "gl")}

    assert told == {("hidden", "ti"): "1", ("hidden", "gl"): None, ("counts", "ti"): "1", ("counts", "gl"): "1"}
    assert reader.get(jobs["hidden"]).json()["result"]["taken"] == "1"


def test_a_link_in_the_place_of_the_imports_is_not_followed(reader, horizon, work, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (horizon / "imports").rmdir()
    (horizon / "imports").symlink_to(outside)

    job = uploaded(reader, ("a.md", MINUTES)).headers["location"]
    work()

    assert list(outside.iterdir()) == []
    assert reader.get(job).json()["state"] == "failed"
    assert "behind a link" in reader.get(job).json()["error"]
    assert str(horizon.parent) not in reader.get(job).text


def test_what_is_known_of_files_becomes_a_source_before_they_are_put_there(reader, horizon, work):
    uploaded(reader, ("plain.md", MINUTES))
    answer = uploaded(reader, ("own.md", MINUTES + b"x\n"), partner="ti", kind="markdown", timezone="Europe/Paris", share="hidden")
    work()

    [source] = [file["source"] for file in answer.json()["files"]]
    sources = tomllib.loads((horizon / "driftwatch.toml").read_text())["source"]
    assert sources == [
        {"path": f"{source.rpartition('/')[0]}/*", "kind": "markdown", "partner": "ti", "timezone": "Europe/Paris", "share": "hidden"},
        {"path": "**/*"},
    ]
    from driftwatch.wiring import programme_settings

    assert programme_settings(horizon).sources[0].visibility == "ti"


def test_a_field_that_does_not_fit_is_named_and_nothing_is_kept(reader, horizon):
    wrong = {"partner": "nobody", "kind": "no-such", "visibility": "all", "share": "words", "timezone": "Mars/Base", "colour": "red"}

    answers = [uploaded(reader, ("a.md", MINUTES), **{name: value}) for name, value in wrong.items()]

    assert {answer.status_code for answer in answers} == {422}
    assert [place["pointer"] for answer in answers for place in answer.json()["errors"]] == [f"/{name}" for name in wrong]
    assert spooled(horizon) == []


def test_messages_are_taken_or_refused_one_by_one(reader, horizon, work):
    messages = [
        MESSAGE,
        {"text": ""},
        {**MESSAGE, "time": "yesterday"},
        "text",
        {**MESSAGE, "mood": "cross"},
        {**MESSAGE, "time": "2099-01-01T00:00:00Z"},
        {**MESSAGE, "id": "7"},
        {**MESSAGE, "id": "7"},
        MESSAGE,
    ]
    answer = reader.post(IMPORTS, json={"messages": messages})
    again = reader.post(IMPORTS, json={"messages": [MESSAGE, {**MESSAGE, "text": "A depot is done when it is signed.\u2028Really."}]})
    work()
    job = reader.get(answer.headers["location"]).json()

    said = answer.json()["messages"]
    assert [each["status"] for each in said] == [
        "accepted",
        "refused",
        "refused",
        "refused",
        "refused",
        "refused",
        "accepted",
        "duplicate",
        "accepted",
    ]
    assert [each["reason"] for each in said if each["status"] == "refused"] == ["bad_value", "bad_time", "bad_value", "bad_value", "bad_time"]
    assert "cross" not in answer.text
    assert [each["status"] for each in again.json()["messages"]] == ["duplicate", "accepted"]
    assert again.json()["messages"][0]["job"] == answer.json()["job"]["id"]
    assert (job["state"], job["result"]["messages"], [row["kind"] for row in job["files"]]) == ("done", "3", ["table"])
    assert (job["files"][0]["status"], job["files"][0]["guessed"], job["files"][0]["problems"]) == ("read", [], [])
    files = list(horizon.rglob("*.jsonl"))
    assert sorted(len(path.read_text().split("\n")) - 1 for path in files) == [1, 3]


def test_what_is_no_message_list_is_refused_as_a_whole(reader, horizon):
    bodies = [{"messages": []}, {"messages": "a"}, {}, {"messages": [MESSAGE], "people": []}, [MESSAGE]]

    answers = [reader.post(IMPORTS, json=body) for body in bodies]
    broken = reader.post(IMPORTS, content=b'{"messages": [', headers={"Content-Type": "application/json"})
    other = reader.post(IMPORTS, content=b"hello", headers={"Content-Type": "text/plain"})

    assert [answer.status_code for answer in answers] == [422] * 5
    assert (broken.status_code, other.status_code) == (422, 415)
    assert spooled(horizon) == []


def test_an_ingest_key_brings_and_follows_and_reads_nothing(client, reader, horizon, key):
    header = key(Scope.INGEST, programmes=("horizon",))
    del client.headers["authorization"]

    brought = client.post(IMPORTS, json={"messages": [MESSAGE]}, headers=header)
    followed = client.get(brought.headers["location"], headers=header)
    others = [client.get(path, headers=header).status_code for path in ("/v1/alerts", "/v1/statements", "/v1/programmes/horizon/files")]
    foreign = client.post("/v1/programmes/lantern/imports", json={"messages": [MESSAGE]}, headers=header)
    stranger = client.get(brought.headers["location"], headers=key(Scope.INGEST, programmes=("lantern",)))

    assert (brought.status_code, followed.status_code, others) == (202, 200, [403] * 3)
    assert (foreign.status_code, stranger.status_code) == (404, 404)
    assert stranger.json()["detail"] == client.get("/v1/jobs/none", headers=header).json()["detail"]


SMALL = UploadLimits(body=20_000, files=3, fields=2, field=50, header=200, a_day=9_000)


@pytest.fixture
def small(service, reader, horizon):
    """The same service with little room."""
    client = TestClient(create_app(replace(service, uploads=SMALL)))
    client.headers.update(reader.headers)
    return client


def multipart(*parts: bytes, boundary: bytes = b"b0") -> bytes:
    return b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + boundary + b"--\r\n"


FILE = b'Content-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n'


FLOODS = (
    (multipart(*[FILE + bytes([65 + n]) for n in range(4)]), 413),
    (multipart(FILE + b"x", *[b'Content-Disposition: form-data; name="f%d"\r\n\r\nv' % n for n in range(3)]), 413),
    (multipart(b'Content-Disposition: form-data; name="partner"\r\n\r\n' + b"a" * 51, FILE + b"x"), 413),
    (multipart(b"X-Long: " + b"a" * 300 + b"\r\n" + FILE + b"x"), 400),
    (multipart(b"".join(b"X-%d: a\r\n" % n for n in range(20)) + FILE + b"x"), 400),
    (multipart(*[b'Content-Disposition: form-data; name="partner"\r\n\r\nti'] * 2, FILE + b"x"), 422),
    (multipart(b'Content-Disposition: attachment; filename="a"\r\n\r\nx'), 400),
    (multipart(b"\r\nx"), 400),
    (multipart(b'Content-Disposition: form-data; name="partner"\r\n\r\nti'), 422),
    (multipart(FILE + b"x")[:-8], 400),
    (b"--b0--\r\n", 422),
    (b"", 400),
    (b"nonsense", 400),
    (multipart(FILE + b"x" * 20_001), 413),
)


def test_a_flood_is_cut_and_leaves_nothing(small, horizon):
    for body, status in FLOODS:
        answer = small.post(IMPORTS, content=body, headers={"Content-Type": "multipart/form-data; boundary=b0"})

        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), (body[:200], answer.text)
        assert spooled(horizon) == []


def test_a_body_of_another_kind_is_refused(small):
    kinds = ("multipart/form-data", "multipart/mixed; boundary=b0", "multipart/form-data; boundary=" + "b" * 300, "")

    answers = [small.post(IMPORTS, content=multipart(FILE + b"x"), headers={"Content-Type": kind}).status_code for kind in kinds]

    assert answers == [415, 415, 400, 415]


def test_more_than_a_days_volume_is_refused_also_by_a_service_started_anew(small, service, reader, horizon):
    first = uploaded(small, ("a.md", b"a" * 5_000))
    second = uploaded(small, ("b.md", b"b" * 5_000))
    anew = TestClient(create_app(replace(service, uploads=SMALL)))
    third = uploaded(anew, ("c.md", b"c" * 5_000)) if anew.headers.update(reader.headers) is None else None

    assert (first.status_code, second.status_code, third.status_code) == (202, 429, 429)
    assert int(second.headers["retry-after"]) > 0
    assert len([path for path in spooled(horizon) if len(path.name) == 32]) == 1


def test_so_many_at_a_time_and_a_full_disk_are_refused(service, reader, horizon):
    from driftwatch_api.entrance import Entrance
    from driftwatch_api.problems import Refused

    usage = type("Usage", (), {"total": 100 * 1024**3, "free": 90 * 1024**3})()
    entrance = Entrance(UploadLimits(parallel=2), usage=lambda _: usage)
    with (
        entrance.admitted("k", brought=0),
        entrance.admitted("k", brought=0),
        entrance.admitted("other", brought=0),
        pytest.raises(Refused) as refused,
        entrance.admitted("k", brought=0),
    ):
        pass
    with entrance.admitted("k", brought=0):
        pass
    usage.free = 4 * 1024**3
    with pytest.raises(Refused) as full:
        entrance.require_room(horizon)
    usage.free = 6 * 1024**3
    with pytest.raises(Refused):
        entrance.require_room(horizon)
    usage.free = 8 * 1024**3
    entrance.require_room(horizon)

    assert (refused.value.status_code, full.value.status_code) == (429, 507)


@pytest.mark.parametrize("limit", [1_000_000, 2_500_000], ids=["in the middle of a file", "in its last bytes"])
def test_where_no_more_may_be_written_an_upload_is_refused_as_a_whole(reader, horizon, limit):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        refused = uploaded(reader, ("a.md", b"a" * 2_500_001))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    later = uploaded(reader, ("a.md", MINUTES))

    assert (refused.status_code, refused.headers["retry-after"], later.status_code) == (507, "60", 202)
    assert len([path for path in spooled(horizon) if len(path.name) == 32]) == 1


def test_a_body_that_is_cut_by_its_limit_is_cut_wherever_it_lies(small, horizon):
    answer = small.post(IMPORTS, content=iter([FILE, b"x" * 15_000, b"y" * 15_000]), headers={"Content-Type": "multipart/form-data; boundary=b0"})
    of_json = small.post(IMPORTS, content=b" " * (2 * 1024 * 1024 + 1), headers={"Content-Type": "application/json"})

    assert (answer.status_code, of_json.status_code) == (413, 413)
    assert spooled(horizon) == []


def test_nothing_of_what_was_sent_stands_in_the_log(reader, horizon, lines):
    uploaded(reader, ("Xanthippe.md", b"Xanthippe"))
    reader.post(IMPORTS, json={"messages": [{"text": "Xanthippe", "speaker": "Xanthippe"}]})

    assert "Xanthippe" not in repr(lines)
    assert json.dumps([line.route for line in lines][-2:]) == json.dumps(["/v1/programmes/{programme_id}/imports"] * 2)

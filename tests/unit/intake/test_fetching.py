"""Files behind fsspec are read as if they lay in the folder."""

from datetime import UTC

import fsspec
import pytest

from driftwatch.domain.talk import FileStatus
from driftwatch.errors import ConfigurationError, Reason, UnreadableSourceError
from driftwatch.intake.courier import Courier, opened, request
from driftwatch.intake.desk import Desk
from driftwatch.intake.fetching import Fetching
from driftwatch.reading import Wanted
from driftwatch.remote_files import RemoteFiles
from driftwatch.settings import read_settings
from driftwatch.stages.read import read_programme
from driftwatch.wiring import readers

MINUTES = "# Weekly round\n\n2026-03-02\n\nPresent: Ada (North), Bo (South)\n\nAda: We lift at dawn.\n"
DAY = '[{"type": "message", "user": "U1", "ts": "1774339527.167688", "text": "We lift at dawn."}]'
USERS = '[{"id": "U1", "name": "ada", "real_name": "Ada North", "profile": {}}]'
FILES = {"minutes/one.md": MINUTES, "chat/general/2026-03-24.json": DAY, "chat/users.json": USERS}
SETTINGS = '[programme]\nname = "Far"\n\n[[partner]]\nid = "north"\n\n[[partner]]\nid = "south"\n'
URL = "memory://bucket/far"


@pytest.fixture
def storage():
    files = fsspec.filesystem("memory")
    for name, content in FILES.items():
        files.pipe_file(f"/bucket/far/{name}", content.encode())
    yield files
    files.rm("/bucket", recursive=True)


@pytest.fixture
def folder(tmp_path):
    """The same files in a folder."""
    for name, content in {**FILES, "driftwatch.toml": SETTINGS}.items():
        (tmp_path / "near" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "near" / name).write_text(content, "utf-8")
    return tmp_path / "near"


@pytest.fixture
def far(tmp_path):
    """A folder with nothing in it but the configuration."""
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "driftwatch.toml").write_text(SETTINGS + '\n[[source]]\npath = "**/*"\n', "utf-8")
    return tmp_path / "far"


def read(settings):
    intake = Fetching(Desk(readers=readers()))
    reading = read_programme(settings, intake)
    intake.close()
    return reading


def test_what_lies_in_storage_is_read_as_if_it_lay_in_the_folder(storage, folder, far):
    found = read(read_settings(far, files=URL))

    here = read(read_settings(folder))
    assert found.files == here.files
    assert found.messages.frame.equals(here.messages.frame)
    assert set(here.messages.speaker) == {"Ada", "Ada North"}


def test_a_folder_named_by_a_url_is_storage_too(folder, far):
    found = read(read_settings(far, files=folder.as_uri()))

    assert found.messages.frame.equals(read(read_settings(folder)).messages.frame)


def test_rules_choose_among_what_lies_there(storage, far):
    files = RemoteFiles(URL)

    assert files.names("**/*") == sorted(FILES)
    assert files.names("minutes/*.md") == ["minutes/one.md"]


def test_a_file_that_is_gone_is_named_and_stops_nothing(storage, tmp_path):
    wanted = Wanted(folder=tmp_path, name="minutes/two.md", timezone=UTC, storage=URL)
    intake = Fetching(Desk(readers=readers()))

    (came,) = opened(Courier(intake).read(request(wanted)))

    intake.close()
    assert came.report.status is FileStatus.FAILED
    assert came.report.problems[0].reason is Reason.NOT_OPENED
    assert URL in came.report.problems[0].what


@pytest.mark.parametrize("name", ["../other/secret.md", "/etc/hostname", "minutes/../../x"])
def test_no_name_leads_out(storage, tmp_path, name):
    with pytest.raises(UnreadableSourceError, match="leads out"):
        RemoteFiles(URL).fetch(name, tmp_path)


def test_a_storage_that_nobody_knows_is_named():
    with pytest.raises(ConfigurationError, match=r"nowhere://x: .*fsspec"):
        RemoteFiles("nowhere://x").names("**/*")

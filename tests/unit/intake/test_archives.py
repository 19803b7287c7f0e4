"""Archives that would do harm are refused, whatever they claim."""

import io
import zipfile
from datetime import UTC
from pathlib import Path

import pytest

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.intake.archives import Archive, MemberSource
from driftwatch.intake.sources import FileSource


def archive(folder: Path, content: bytes) -> Archive:
    (folder / "export.zip").write_bytes(content)
    return Archive(FileSource(folder=folder, name="export.zip", timezone=UTC))


def zipped(members: dict[str, bytes]) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return package.getvalue()


@pytest.mark.parametrize("name", ["../x.json", "a/../../x.json", "/etc/x.json", "C:/x.json", "a\\..\\..\\x.json"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    found = list(archive(tmp_path, zipped({name: b"[]"})).members())

    assert [refusal for _, refusal in found] == [(Reason.UNSAFE_NAME, "its name leads out of the archive")]


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    found = dict(archive(tmp_path, zipped({"bomb.json": b"\0" * 20_000_000, "good.json": b"[]"})).members())

    assert found == {"bomb.json": (Reason.RATIO, "unpacks to more than 500 times its size"), "good.json": None}


def test_an_encrypted_member_is_refused_with_the_mend(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.json": b"[]"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1

    found = list(archive(tmp_path, bytes(content)).members())

    assert [refusal for _, refusal in found] == [(Reason.ENCRYPTED, "encrypted; unpack it with its password, and put here what it holds")]


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.json": b"[1]" * 9, "b.json": b"[2]" * 9}))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = (0).to_bytes(4, "little")

    with pytest.raises(UnreadableSourceError, match="overlap"):
        list(archive(tmp_path, bytes(content)).members())


def test_what_is_no_zip_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="not a readable zip file"):
        list(archive(tmp_path, b"PK\x03\x04 and nothing").members())


def test_siblings_stay_inside(tmp_path: Path) -> None:
    (tmp_path / "programme").mkdir()
    (tmp_path / "secret.json").write_bytes(b"secret")
    (tmp_path / "programme" / "users.json").write_bytes(b"[]")
    source = FileSource(folder=tmp_path / "programme", name="users.json", timezone=UTC)
    part = MemberSource(
        archive=archive(tmp_path, zipped({"export/users.json": b"[1]", "export/general/d.json": b"[]"})), member="export/general/d.json", timezone=UTC
    )

    assert source.sibling("../secret.json") is None
    assert source.sibling("users.json") == b"[]"
    assert part.sibling("../users.json") == b"[1]"
    assert part.sibling("../../users.json") is None

"""A few files that would do harm, to see on this very machine that they do none."""

import io
import zipfile
from pathlib import Path

from driftwatch.domain.talk import FileStatus
from driftwatch.errors import ConfigurationError, Reason
from driftwatch.reading import Intake, Wanted

_PAGE = b"# Call of 3 March 2026\n\n- Ada Lind (Norwind): We lift on Monday.\n"
_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
)
_POST = b'[{"type": "message", "user": "U1", "ts": "1772524800.000100", "text": '
_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def hostile_files() -> dict[str, tuple[bytes, frozenset[Reason]]]:
    """Name -> content and the reasons with one of which it must end."""
    return {
        "overlapping.zip": (_overlapping(), frozenset({Reason.OVERLAP})),
        "swelling.zip": (_zip({"call.md": _PAGE + bytes(20_000_000)}), frozenset({Reason.RATIO})),
        "leading-out.zip": (_zip({"../call.md": _PAGE}), frozenset({Reason.UNSAFE_NAME})),
        "entities.docx": (_zip({"[Content_Types].xml": _TYPES, "word/document.xml": _ENTITIES}), frozenset({Reason.DTD})),
        "cut-off.json": (_POST + b'"We li', frozenset({Reason.MALFORMED_JSON})),
        "deep.json": (_POST + b"[" * 100_000, frozenset({Reason.TOO_DEEP, Reason.MALFORMED_JSON})),
    }


def probe(intake: Intake, wanted: Wanted) -> str:
    """Write the files into the folder of `wanted`, read them and a good one; raises ConfigurationError where one does not end as it must."""
    files = hostile_files()
    for name, (content, expected) in files.items():
        found = _reasons(intake, wanted, name, content)
        if not found & expected:
            saw, wished = ", ".join(sorted(found)) or "no problem", " or ".join(sorted(expected))
            raise ConfigurationError(f"{name}: expected {wished}, saw {saw}; do not read files that you do not trust on this machine")
    (wanted.folder / "good.md").write_bytes(_PAGE)
    if [each.report.status for each in intake.read(_named(wanted, "good.md"))] != [FileStatus.READ]:
        raise ConfigurationError("a good file could not be read behind the bad ones; is this machine short of memory?")
    return f"{len(files)} refused as they must be, and the good one behind them read, in a process of its own"


def _reasons(intake: Intake, wanted: Wanted, name: str, content: bytes) -> set[Reason]:
    (wanted.folder / name).write_bytes(content)
    return {problem.reason for each in intake.read(_named(wanted, name)) for problem in each.report.problems if problem.reason is not None}


def _named(wanted: Wanted, name: str) -> Wanted:
    return Wanted(folder=Path(wanted.folder), name=name, timezone=wanted.timezone)


def _zip(members: dict[str, bytes]) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return package.getvalue()


def _overlapping() -> bytes:
    """Two members that share one body."""
    content = bytearray(_zip({"a.md": _PAGE, "b.md": _PAGE}))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = bytes(4)
    return bytes(content)

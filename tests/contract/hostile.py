"""Files that would do harm, built here and never stored: name, content, and the reasons with one of which it ends.

Where those are all reasons, it may be read, too.
"""

import io
import struct
import zipfile
from collections.abc import Iterator

from driftwatch.errors import Reason

Hostile = tuple[str, bytes, frozenset[Reason]]
PAGE = b"# Call of 3 March 2026\n\n- Ada Lind (Norwind): We lift on Monday.\n- Cy Penn (Southport): We wait for the test.\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:xi="http://www.w3.org/2001/XInclude"'
)
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SPELLINGS = (
    "../call.md", "a/../../call.md", "/call.md", "//call.md", "\\call.md", "..\\call.md", "a\\..\\..\\call.md", "C:\\call.md", "C:call.md",
    "c:/call.md",    "a/b/../../../call.md", "./../call.md", "..", "a/..", "x\x01/call.md", "x\n/call.md", "\x1f",
    "../../../../../../etc/passwd", "a/./../..//call.md",
    "Z:\\..\\call.md",
)  # fmt: skip
DOCTYPES = {
    "entity": '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">]>',
    "billion-laughs": '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    "quadratic": f'<!DOCTYPE d [<!ENTITY a "{"a" * 5_000}">]>',
    "file": '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "http": '<!DOCTYPE d [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>',
    "external-subset": '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">',
    "parameter": '<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    "empty": "<!DOCTYPE d>",
}


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members, their names as they are."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", method) as made:
        for name, content in members.items():
            info = zipfile.ZipInfo("x" * len(name.encode()))
            info.filename, info.compress_type = name, method
            made.writestr(info, content)
    return package.getvalue()


def hostile() -> Iterator[Hostile]:
    """All of them."""
    yield from archives()
    yield from packages()
    yield from texts()
    yield from mails()


def expecting(*reasons: Reason) -> frozenset[Reason]:
    return frozenset(reasons)


def archives() -> Iterator[Hostile]:
    """Zips: traversal, methods, bombs, overlaps, lies."""
    for n, name in enumerate(SPELLINGS):
        yield f"traversal-{n}.zip", zipped({name: PAGE}), expecting(Reason.UNSAFE_NAME, Reason.CORRUPT)
    for kind, mode in {"link": 0o120777, "device": 0o060666, "pipe": 0o010666, "socket": 0o140666}.items():
        info = zipfile.ZipInfo("call.md")
        info.external_attr, info.create_system = mode << 16, 3
        package = io.BytesIO()
        with zipfile.ZipFile(package, "w") as made:
            made.writestr(info, PAGE)
        yield f"{kind}.zip", package.getvalue(), expecting(Reason.LINK)
    for method in (1, 2, 6, 9, 10, 18, 93, 95, 97, 98, 99):
        yield f"method-{method}.zip", _patched(zipped({"call.md": PAGE}), {8: method}, {10: method}), expecting(Reason.UNSUPPORTED_METHOD)
    yield "encrypted.zip", _patched(zipped({"call.md": PAGE}), {6: 1}, {8: 1}), expecting(Reason.ENCRYPTED)
    yield "swelling.zip", zipped({"call.md": PAGE + bytes(8_000_000)}), expecting(Reason.RATIO)
    yield "swelling-json.zip", zipped({"general/2026-03-03.json": b"[" + b" " * 8_000_000 + b"]"}), expecting(Reason.RATIO)
    yield "many.zip", zipped({f"{n}.md": b"x" for n in range(3_000)}, zipfile.ZIP_STORED), expecting(Reason.TOO_MANY_MEMBERS)
    yield "declares-many.zip", zipped({"call.md": PAGE})[:-14] + struct.pack("<HHIIH", 60_000, 60_000, 50, 200, 0), expecting(Reason.TOO_MANY_MEMBERS)
    yield "nested.zip", _nested(6), expecting(Reason.NESTED_ARCHIVE)
    yield (
        "too-large.zip",
        zipped({f"{n}.md": bytes([n]) * 40_000_000 for n in range(3)}, zipfile.ZIP_DEFLATED),
        expecting(Reason.TOO_LARGE, Reason.RATIO),
    )
    whole = zipped({"a.md": PAGE, "b.md": PAGE})
    second = whole.rindex(b"PK\x01\x02")
    yield "overlapping.zip", whole[: second + 42] + bytes(4) + whole[second + 46 :], expecting(Reason.OVERLAP)
    for cut in (10, 40, 80, 120, len(whole) - 30, len(whole) - 10):
        yield f"cut-{cut}.zip", whole[:cut], expecting(Reason.CORRUPT)
    for place in (0, 14, 18, 22, 26, 30, 40):
        damaged = bytearray(zipped({"call.md": PAGE * 50}))
        damaged[place + 4 : place + 8] = b"\xff\xfe\xfd\xfc"
        yield f"damaged-{place}.zip", bytes(damaged), frozenset(Reason)
    lying = zipped({"call.md": PAGE * 100})
    directory = lying.rindex(b"PK\x01\x02")
    yield (
        "says-small.zip",
        lying[: directory + 24] + struct.pack("<I", 10) + lying[directory + 28 :],
        frozenset({Reason.CORRUPT, Reason.DUPLICATE}) | {Reason.RATIO},
    )
    yield (
        "says-huge.zip",
        lying[: directory + 24] + struct.pack("<I", 0xFFFFFFF0) + lying[directory + 28 :],
        expecting(Reason.TOO_LARGE, Reason.RATIO),
    )
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as made:
        made.writestr("call.md", PAGE)
        made.writestr("call2.md", PAGE)
    yield "twice.zip", twice.getvalue().replace(b"call2.md", b"call.md\0"[:7] + b"x"), frozenset(Reason)


def packages() -> Iterator[Hostile]:
    """Word and OpenDocument files: entities, depth, size, parts that lie."""
    for suffix, make in (("docx", docx), ("odt", odt)):
        for name, doctype in DOCTYPES.items():
            yield f"{name}.{suffix}", make(doctype=doctype, inside="&a;" if "ENTITY a" in doctype else ""), expecting(Reason.DTD)
        yield f"deep.{suffix}", make(inside=nested(suffix, 300)), expecting(Reason.TOO_DEEP)
        yield f"broken-off.{suffix}", make(cut=60), expecting(Reason.MALFORMED_XML, Reason.NO_TEXT, Reason.CORRUPT)
        yield f"not-xml.{suffix}", make(whole=b"\x00\x01\x02 no XML at all"), expecting(Reason.MALFORMED_XML, Reason.CORRUPT, Reason.NO_TEXT)
        yield f"utf-7.{suffix}", make(whole=b'<?xml version="1.0" encoding="utf-7"?><a/>'), frozenset(Reason)
    yield "no-document.docx", zipped({"[Content_Types].xml": TYPES, "word/other.xml": b"<a/>"}), expecting(Reason.CORRUPT)
    yield (
        "swelling.docx",
        zipped({"[Content_Types].xml": TYPES, "word/document.xml": b" " * 8_000_000}),
        expecting(Reason.RATIO, Reason.TOO_LARGE, Reason.MALFORMED_XML),
    )


def docx(*, doctype: str = "", inside: str = "", whole: bytes | None = None, cut: int = 0) -> bytes:
    body = f'<?xml version="1.0"?>{doctype}<w:document {W}><w:body><w:p><w:r><w:t>We lift. {inside}</w:t></w:r></w:p></w:body></w:document>'.encode()
    body = whole if whole is not None else body[: len(body) - cut]
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": body})


def odt(*, doctype: str = "", inside: str = "", whole: bytes | None = None, cut: int = 0) -> bytes:
    text = f"<office:body><office:text><text:p>We lift. {inside}</text:p></office:text></office:body>"
    body = f'<?xml version="1.0"?>{doctype}<office:document-content {ODF}>{text}</office:document-content>'.encode()
    body = whole if whole is not None else body[: len(body) - cut]
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", body)
    return package.getvalue()


def nested(suffix: str, depth: int) -> str:
    """Elements within elements."""
    name = {"docx": "w:smartTag", "odt": "text:span"}[suffix]
    return f"<{name}>" * depth + f"</{name}>" * depth


def texts() -> Iterator[Hostile]:
    """JSON, HTML, lines and encodings."""
    post = b'[{"type": "message", "user": "U1", "ts": "1772524800.000100", "text": '
    yield "deep.json", post + b"[" * 5_000 + b"]" * 5_000 + b"}]", expecting(Reason.TOO_DEEP, Reason.MALFORMED_JSON)
    yield "deep-objects.json", post + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"}]", expecting(Reason.TOO_DEEP, Reason.MALFORMED_JSON)
    yield "unclosed.json", post + b"[" * 100_000, expecting(Reason.TOO_DEEP, Reason.MALFORMED_JSON)
    yield "cut-off.json", post + b'"We li', expecting(Reason.MALFORMED_JSON)
    for name, value in {"nan": b"NaN", "infinity": b"-Infinity", "digits": b"1" * 5_000, "exponent": b"1e99999"}.items():
        yield f"{name}.json", post + b'"x", "n": ' + value + b"}]", expecting(Reason.BAD_VALUE, Reason.MALFORMED_JSON)
    yield (
        "long-line.jsonl",
        b'{"type": "version", "version": 1}\n{"type": "post", "post": {"message": "' + b"x" * 2_000_000 + b'"}}\n',
        expecting(Reason.TOO_LARGE),
    )
    chat = b"03/03/2026, 10:00 - Ada Lind: We lift.\n03/03/2026, 10:01 - Ada Lind: " + b"x" * 2_000_000 + b"\n03/03/2026, 10:02 - Cy Penn: Good.\n"
    yield "long-line.txt", chat, expecting(Reason.TOO_LARGE, Reason.TRUNCATED_TEXT)
    for name, content in {
        "random": bytes((7 * n) % 256 for n in range(5_000)),
        "nul": bytes(5_000),
        "png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    }.items():
        yield f"{name}.txt", content, expecting(Reason.BAD_ENCODING, Reason.NOT_RECOGNISED)
    yield "half-surrogate.json", post + b'"We \\ud800 lift"}]', expecting(Reason.BAD_ENCODING)
    yield "control.md", PAGE.replace(b"lift", b"li\x07ft"), expecting(Reason.BAD_ENCODING)
    yield "future.md", PAGE.replace(b"2026", b"2062"), expecting(Reason.BAD_TIME)
    yield "past.md", PAGE.replace(b"2026", b"1901"), frozenset(Reason)
    for ts in ("99999999999999999.1", "-1.5", "1_000.0", "nan", "1e10"):
        yield f"time-{ts}.json", post.replace(b"1772524800.000100", ts.encode()) + b'"We lift."}]', frozenset(Reason)


def mails() -> Iterator[Hostile]:
    """Headers and parts without end."""
    head = b"From: Ada Lind <ada@norwind.example>\nTo: cy@southport.example\nDate: Tue, 3 Mar 2026 10:00:00 +0100\nSubject: x\nMIME-Version: 1.0\n"
    yield "long-header.eml", head.replace(b"Subject: x", b"Subject: " + b"x" * 400_000) + b"\nWe lift.\n", expecting(Reason.TOO_LARGE)
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(2_000))
    yield "deep.eml", head + deep + b"Content-Type: text/plain\n\nWe lift.\n", expecting(Reason.TOO_DEEP, Reason.TOO_MANY_PARTS)
    parts = b"".join(b"--b\nContent-Type: text/plain\n\nWe lift.\n" for _ in range(3_000))
    yield "parts.eml", head + b'Content-Type: multipart/mixed; boundary="b"\n\n' + parts + b"--b--\n", expecting(Reason.TOO_MANY_PARTS)
    yield "nobody.eml", head.replace(b"From: Ada Lind <ada@norwind.example>", b"From: ") + b"\nWe lift.\n", expecting(Reason.NO_SPEAKER)
    yield "no-time.eml", head.replace(b"Tue, 3 Mar 2026 10:00:00 +0100", b"Tue, 99 Xyz 2026 99:99:99 +9999") + b"\nWe lift.\n", frozenset(Reason)


def _patched(content: bytes, local: dict[int, int], central: dict[int, int]) -> bytes:
    """The header fields of the only member set: offset in the local and in the central header -> value."""
    changed = bytearray(content)
    directory = content.rindex(b"PK\x01\x02")
    for offset, value in local.items():
        struct.pack_into("<H", changed, offset, value)
    for offset, value in central.items():
        struct.pack_into("<H", changed, directory + offset, value)
    return bytes(changed)


def _nested(depth: int) -> bytes:
    content = PAGE
    for n in range(depth):
        content = zipped({f"{n}.{'zip' if n else 'md'}": content})
    return content

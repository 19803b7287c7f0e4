"""How much of a stranger's bytes we take in; one object, handed to every reader."""

from dataclasses import dataclass, field, fields

_KIB, _MIB, _GIB = 1024, 1024**2, 1024**3


def _limit(default: int, what: str) -> int:
    return field(default=default, metadata={"what": what})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Past a limit the file is refused, or the line, or the text is cut; it is always counted and named."""

    file_bytes: int = _limit(10 * _GIB, "size of a file")
    whole_bytes: int = _limit(512 * _MIB, "size of a file that has to be taken in as a whole (a page, a mail, a Word file)")
    unpacked_bytes: int = _limit(10 * _GIB, "what an archive unpacks to, archives within it included")
    member_bytes: int = _limit(2 * _GIB, "size of one member of an archive")
    ratio: int = _limit(500, "unpacked size of a member to its packed size, past the first MiB")
    members: int = _limit(300_000, "members of an archive")
    archive_depth: int = _limit(2, "archives within archives, the outermost counted")
    record_cpu_seconds: int = _limit(10, "CPU seconds without a new message or member")
    document_cpu_seconds: int = _limit(120, "CPU seconds for a file that is taken in as a whole")
    stream_cpu_seconds: int = _limit(1800, "CPU seconds for a file that is read as a stream")
    idle_seconds: int = _limit(60, "seconds without any progress")
    memory_bytes: int = _limit(2 * _GIB, "memory of the process that reads")
    open_files: int = _limit(64, "files that the process may hold open")
    line_bytes: int = _limit(_MIB, "one line of JSON lines, a table or a chat text")
    json_depth: int = _limit(64, "nesting of JSON")
    integer_digits: int = _limit(30, "digits of a whole number in JSON")
    message_chars: int = _limit(64 * _KIB, "text of one message; the rest is cut off")
    statement_chars: int = _limit(4 * _KIB, "text of one statement; the rest is cut off")
    pages: int = _limit(2_000, "pages of a document; the others are left out")
    document_chars: int = _limit(10_000_000, "characters of a document; the rest is cut off")
    xml_depth: int = _limit(100, "nesting of XML")
    html_depth: int = _limit(200, "nesting of HTML; what lies deeper is taken as text of its parent")
    mime_depth: int = _limit(20, "nesting of the parts of a mail")
    mime_parts: int = _limit(1_000, "parts of a mail")
    header_bytes: int = _limit(256 * _KIB, "header of a mail")
    encoded_words: int = _limit(200, "encoded words in one field of a mail's header")
    addresses: int = _limit(1_000, "addresses in one field of a mail's header")


def described() -> tuple[tuple[str, int, str], ...]:
    """Name, default and meaning of every limit."""
    return tuple((each.name, getattr(Limits(), each.name), str(each.metadata["what"])) for each in fields(Limits))

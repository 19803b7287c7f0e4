"""Bytes to text: by its mark, else UTF-8, else what the file declares, else what Windows would have written; decided once for a whole file."""

import codecs
import io
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import BinaryIO

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.text.codecs_allowed import GUESSED, SEVEN_BIT, codec
from driftwatch.reading import Notes

CHUNK_BYTES = 256 * 1024
_SAMPLE_BYTES = 32 * 1024
_WEIGHED_BYTES = 4 * 1024 * 1024
"""Of lines that are not ASCII are enough to tell."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, the longer before those that begin like them."""
_NO_TEXT = bytes(sign for sign in range(32) if sign not in b"\t\n\r\f\x0b\x1b\x02\x03\x0f\x11\x16\x1d\x1e\x1f") + b"\x7f"
"""Control characters but line ends, tabs, and the colours and bold of chats."""
_BINARY_SHARE = 50
"""One control character among as many bytes: no text."""
_WIDE_SHARE = 4
"""One NUL at every second byte among as many pairs: UTF-16 without a mark."""
_VALID = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = bytes(range(128, 256))
_HIGH_WORD = re.compile(rb"[A-Za-z\xc0-\xff]{3,64}")
_INNER_SIGN = re.compile(rb"[A-Za-z\xc0-\xff][\xa1-\xac\xae-\xb6\xb8-\xbf][A-Za-z\xc0-\xff]")
_WESTERN = "driftwatch.western"
_BINARY = "holds bytes that no text holds; is this the file that you meant?"


def _western(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8, as Windows would have meant it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode("cp1252", "replace"), error.start + 1


codecs.register_error(_WESTERN, _western)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How the bytes of one file are read, all of them alike."""

    codec: str = "utf-8"
    errors: str = "strict"
    mark: int = 0
    """Bytes of the byte order mark."""
    guess: str = ""
    """What is to be told where the file did not say it."""
    flaw: str = ""
    """What is lost."""

    def noted(self, notes: Notes) -> "Encoding":
        """The same, told."""
        if self.guess:
            notes.guess(self.guess)
        if self.flaw:
            notes.problem(self.flaw, Reason.BAD_ENCODING)
        return self

    def decoder(self) -> io.IncrementalNewlineDecoder:
        """Bytes, without the mark, to text whose line breaks are `\\n`."""
        return io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(self.codec)(self.errors), translate=True)


def decoded(data: bytes, notes: Notes, *, declared: str = "") -> str:
    """The text with its line breaks as `\\n`; a guessed encoding is noted. `declared` is the name that the file itself gives."""
    encoding = settled(io.BytesIO(data), declared=declared).noted(notes)
    return _lines(data[encoding.mark :].decode(encoding.codec, encoding.errors))


def glimpse(head: bytes) -> str:
    """The beginning of a file as text, good enough to recognise a format; empty where it is no text."""
    return _glimpse(head)


@lru_cache(maxsize=4)
def _glimpse(head: bytes) -> str:
    """Kept, because every reader in turn looks at the same beginning."""
    try:
        encoding = settled(io.BytesIO(head))
    except UnreadableSourceError:
        return ""
    cut = encoding.guess and re.search(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z", head[-3:])
    if cut and _utf8(head[: cut.start() - len(cut.string)]):
        encoding = Encoding()
    return _lines(head[encoding.mark :].decode(encoding.codec, "replace" if encoding.errors == "strict" else encoding.errors))


def settled(stream: BinaryIO, *, declared: str = "") -> Encoding:
    """The encoding of all that the stream holds; raises UnreadableSourceError where that is no text."""
    first = stream.read(CHUNK_BYTES)
    for mark, name in _MARKS:
        if first.startswith(mark):
            return _proven(Encoding(codec=name, mark=len(mark)), first[len(mark) :], stream)
    if wide := _wide(first):
        return _proven(Encoding(codec=wide, guess=f"encoding: {wide.upper()} without a mark, because every second byte is empty"), first, stream)
    said = codec(declared) if declared else None
    evidence = _Evidence()
    chunk = first
    while chunk:
        evidence.add(chunk)
        chunk = stream.read(CHUNK_BYTES)
    return evidence.encoding(said)


@dataclass(slots=True)
class _Evidence:
    """What the bytes of a file say of their encoding."""

    size: int = 0
    strange: int = 0
    """Control characters that no text holds; a run of NULs, as a broken disk leaves it, is one."""
    valid: int = 0
    high: int = 0
    line: int = 1
    broken: int | None = None
    """The first line that is not UTF-8."""
    sample: bytearray = field(default_factory=bytearray)
    _utf8: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))
    _weighed: int = 0

    def add(self, chunk: bytes) -> None:
        """Count one piece of the file."""
        self.strange += len(chunk) - len(chunk.translate(None, _NO_TEXT))
        self.size += len(chunk)
        if b"\0" in chunk:
            nuls = chunk.count(b"\0")
            self.strange -= nuls - len(re.findall(rb"\0+", chunk))
            self.size -= nuls
        if self.broken is None:
            self._check(chunk)
        elif self._weighed < _WEIGHED_BYTES:
            self._weigh(chunk)

    def _check(self, chunk: bytes) -> None:
        """Go on as UTF-8; where that ends, begin to weigh."""
        try:
            text = self._utf8.decode(chunk)
        except UnicodeDecodeError as error:
            self.broken = self.line + error.object[: error.start].count(b"\n")
            self._weigh(error.object)
            return
        self.valid += len(chunk) - len(text)
        self.line += chunk.count(b"\n")

    def _weigh(self, chunk: bytes) -> None:
        """Count what is UTF-8 and what is not, in lines that are not ASCII."""
        foreign = b"\n".join(line for line in chunk.split(b"\n") if not line.isascii())
        found = _VALID.findall(foreign)
        self.valid += len(found)
        self.high += len(foreign) - len(foreign.translate(None, _HIGH)) - sum(map(len, found))
        self._weighed += len(foreign)
        if len(self.sample) < _SAMPLE_BYTES:
            self.sample += b"\n".join(line[:1000] for line in foreign.split(b"\n"))

    def encoding(self, said: str | None) -> Encoding:
        """What the file is read as; raises UnreadableSourceError where it is no text."""
        if self.strange * _BINARY_SHARE > self.size:
            raise UnreadableSourceError(_BINARY, line=None, reason=Reason.BAD_ENCODING)
        if self.broken is None and self._utf8.getstate()[0]:
            self.broken, self.high = self.line, 1
        if self.broken is None:
            return Encoding(codec=said) if said in SEVEN_BIT and said else Encoding()
        if said is not None and not said.startswith("utf_8"):
            return Encoding(codec=said, errors="replace")
        if self.valid > 4 * self.high:
            what = f"encoding: UTF-8, and Windows-1252 for bytes that are not valid UTF-8, the first in line {self.broken}"
            return Encoding(errors=_WESTERN, guess=what)
        return self._legacy(bytes(self.sample[:_SAMPLE_BYTES]))

    def _legacy(self, sample: bytes) -> Encoding:
        """What a program without Unicode wrote."""
        because = f"because line {self.broken} is not valid UTF-8"
        if _looks_western(sample):
            return Encoding(codec="cp1252", errors="replace", guess=f"encoding: Windows-1252, {because}")
        name = _detected(sample)
        if name is None:
            flaw = f"the encoding could not be told, {because}; it was read as Windows-1252: save it as UTF-8"
            return Encoding(codec="cp1252", errors="replace", flaw=flaw)
        return Encoding(codec=name, errors="replace", guess=f"encoding: {name}, by the look of its words, {because}")


def _proven(encoding: Encoding, chunk: bytes, stream: BinaryIO) -> Encoding:
    """The encoding that a file says it has, if all of it can be read so; else what is not readable is replaced."""
    decoder, signs, strange = codecs.getincrementaldecoder(encoding.codec)(), 0, 0
    try:
        while chunk:
            text = decoder.decode(chunk)
            signs, strange = signs + len(text), strange + len(re.findall("[\x00-\x01\x04-\x08\x0e\x10\x12-\x15\x17-\x1a\x1c\x7f]", text))
            chunk = stream.read(CHUNK_BYTES)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        if encoding.codec == "utf-8":
            return replace(
                encoding, errors=_WESTERN, guess="encoding: UTF-8 as its mark says, and Windows-1252 for the bytes that are not valid UTF-8"
            )
        flaw = f"not valid {encoding.codec.upper()} throughout ({error.reason}); what could not be read was replaced"
        return replace(encoding, errors="replace", flaw=flaw)
    if strange * _BINARY_SHARE > signs:
        raise UnreadableSourceError(_BINARY, reason=Reason.BAD_ENCODING)
    return encoding


def _wide(first: bytes) -> str:
    """UTF-16 that says so only by its empty bytes; else nothing."""
    sample = first[: 64 * 1024]
    even, odd = sample[::2].count(b"\0"), sample[1::2].count(b"\0")
    pairs = len(sample) // 2
    if max(even, odd) * _WIDE_SHARE < pairs or pairs < 2 or min(even, odd) * 20 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _looks_western(sample: bytes) -> bool:
    """Whether the bytes beyond ASCII stand in words as accents and quotation marks do, not as another alphabet would."""
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    words = [word for word in _HIGH_WORD.findall(sample) if not word.isascii()]
    foreign = sum(min(word) >= 0xC0 for word in words)
    return 3 * foreign <= len(words) and 10 * len(_INNER_SIGN.findall(sample)) <= max(len(words), 9)


def _detected(sample: bytes) -> str | None:
    """The best guess of a library among the encodings that are allowed."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(GUESSED), enable_fallback=False).best()
    return codec(best.encoding) if best is not None else None


def _utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

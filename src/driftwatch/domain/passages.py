"""A message in passages: what surely belongs apart, and what is code, a log or a dump and nobody's words."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(r"[ \t]{0,8}(?:```|~~~)")
_ITEM = re.compile(r"[ \t]{0,24}(?:[-*+•▪◦‣][ \t]+|\(?\d{1,3}[.)][ \t]+|\[[ xX]\][ \t]+|(?:…|\.{3})[ \t]+)(?=\S)")
_GREETING = re.compile(
    r"\s{0,8}(?:hi|hello|hey|dear|hallo|liebe|lieber|sehr geehrte[rn]?|bonjour|hola|good (?:morning|afternoon))\b[^.!?\n]{0,60},?\s{0,8}$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+[^.!?]{1,80}$")
_LEVELS = "TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL"
_CODE = re.compile(
    r"\s{0,80}(?:"
    r"Traceback \(most recent call last\):|File \"[^\"]{1,300}\", line \d|at [\w$.<>]{3,200}\([\w$. ]{0,80}(?::\d{1,6})?\)|Caused by: [\w.]{3,200}"
    r"|\.\.\. \d{1,4} more\b|goroutine \d{1,9} \[|[\w./-]{1,120}: line \d{1,6}: |panic: \w|Segmentation fault|core dumped"
    # what is typed at a prompt
    r"|\$ [\w./~-]{1,80}(?: |$)|>>> \S|In \[\d{1,4}\]:|Out\[\d{1,4}\]:|[\w.-]{1,40}@[\w.-]{1,60}:[^\s$#]{0,80}[$#] "
    r"|(?:PS )?[A-Z]:\\[^>\n]{0,120}> ?\S|# (?:apt|yum|dnf|pip|cd|ls|cat|sudo|systemctl|docker|kubectl) "
    # JSON, XML, source code, patches, bytes
    r"|(?!;[()])[{}\[\]();,]{1,12}$|\"[^\"\n]{1,80}\"[ \t]?: ?[\[{\"\d\-tfn]|[{\[][ \t]?\"[^\"\n]{1,80}\"[ \t]?:|<\?xml "
    r"|</?[a-zA-Z][\w:-]{0,40}(?: [^<>]{0,200})?>$|(?:import|from) [\w.]{1,80}(?: import [\w., *]{1,120})?;$|from [\w.]{1,80} import [\w., *]{1,120}$"
    r"|(?:def|class|function|public|private|static|const|var) [\w ]{0,60}\w ?[=({]"
    r"|(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE) [\w*., ]{1,200}(?:FROM|VALUES|SET|WHERE|\()"
    r"|(?:---|\+\+\+) [ab]/\S|@@ -\d{1,7},\d{1,7} \+\d|diff --git |(?:[0-9a-f]{2}[ :]){8}|[0-9a-fA-F]{8}[: ] ?(?:[0-9a-fA-F]{2,4} ){4}"
    # logs
    rf"|\[?\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,\d]{{0,10}}(?:Z|[+-]\d\d:?\d\d)?\]? {{0,3}}(?:\[?[\w./:-]{{1,60}}\]? ){{0,3}}\[?(?:{_LEVELS})\b"
    rf"|(?:{_LEVELS})[ \t]{{0,3}}[:|\[]|[A-Z][a-z]{{2}} [ \d]\d \d\d:\d\d:\d\d [\w.-]{{1,60}} [\w./-]{{1,60}}(?:\[\d{{1,7}}\])?: "
    r"|[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{3,6} "
    r")"
)
"""A line that a program wrote, or that is written for one."""


class Passage(NamedTuple):
    """A slice of a message; `code` where it is no talk."""

    start: int
    end: int
    code: bool = False
    heading: bool = False


def passages(text: str, *, by_line: bool) -> Iterator[Passage]:
    """Lines of a chat, paragraphs and list items of all else; blank ones are left out."""
    begun: int | None = None
    end = 0
    fenced = False
    for start, stop in _lines(text):
        line = text[start:stop]
        fence = _FENCE.match(line) is not None
        apart = fence or fenced or _CODE.match(line) is not None
        heading = not apart and not by_line and _HEADING.match(line) is not None
        if begun is not None and (by_line or apart or heading or not line.strip() or _ITEM.match(line)):
            yield Passage(begun, end)
            begun = None
        if apart or heading:
            yield Passage(start, stop, code=apart, heading=heading)
            fenced = (fenced or _opens(text, line, stop)) and not (fenced and fence) if fence else fenced
            continue
        if line.strip():
            begun, end = (start if begun is None else begun), stop
            if line.rstrip().endswith(",") and _GREETING.match(line):
                yield Passage(begun, end)
                begun = None
    if begun is not None:
        yield Passage(begun, end)


def _opens(text: str, line: str, stop: int) -> bool:
    """Whether a fence is closed further down: three backticks that nobody closes, or that close on their line, open nothing."""
    mark = line.strip()[:3]
    return line.count(mark) == 1 and text.find(mark, stop) >= 0


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while (stop := text.find("\n", start)) >= 0:
        yield start, stop
        start = stop + 1
    yield start, len(text)

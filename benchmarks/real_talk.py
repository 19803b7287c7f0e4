"""Programmes of any size made of real public talk: what people really said, in other people's mouths.

`pool(data, keep)` reads a folder of public minutes, transcripts and chats with driftwatch's own readers and keeps every document: its manner, and
message by message who spoke and the statements. `write(folder, documents, ...)` lays a programme of so many statements down: documents in a random
order that the seed decides, each as a file in a format of its manner, so that texts are repeated as often as they really are. Speakers get
invented names and are dealt to the partners, by name where the source names them, else by document. Where all real text has been used, further
rounds join the first half of one statement to the second half of another of about its length; what the real text says more than once stays as it is.
"""

import hashlib
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

PARTNERS = (("kestrel", "Kestrel Robotics"), ("harbourline", "Harbourline Freight"), ("merrow", "Merrow Water"), ("halden", "Halden Institute"))
FIRST = "Ada Bram Cleo Dirk Edda Finn Gesa Hugo Ines Jory Kaja Lars Mina Nils Orla Per Runa Sven Tess Ulla Vera Wim Xenia Yann Zoe".split()
LAST = "Adler Brook Crane Dahl Ebert Falk".split()
PEOPLE = tuple(f"{first} {last}" for last in LAST for first in FIRST)
BEGAN, DAYS = date(2023, 1, 2), 1000
LONGEST_DOCUMENT = 300
"""Statements; what is longer is cut into several, as a busy channel is by its days."""
LEFT_OUT = re.compile(
    r"(?:^|/)(?:SOURCE|README|LICENSE)[^/]*$|(?:index\.html|email\.log|group\.txt)$|_corrected|\.(?:csv|tsv|pdf|docx)$|^chat-fixtures/"
)
"""Papers about the material, and what holds the same meeting a second time in another format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One meeting, or one day of one channel."""

    name: str
    register: str
    messages: tuple[tuple[str, tuple[str, ...]], ...]
    """Who spoke, "" where nobody is named, and the statements of the message, each on one line."""

    @property
    def size(self) -> int:
        """Statements."""
        return sum(len(said) for _, said in self.messages)


def pool(data: Path, keep: Path) -> tuple[Document, ...]:
    """All documents of the folder by name; read once, then taken from `keep`."""
    if not keep.is_file():
        found = sorted(_read(data), key=lambda each: each.name)
        aside = keep.with_suffix(".new")
        with aside.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps([each.name, each.register, each.messages]) + "\n" for each in found)
        aside.replace(keep)
    with keep.open(encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    return tuple(Document(name=name, register=manner, messages=tuple((who, tuple(said)) for who, said in told)) for name, manner, told in rows)


def documents(known: Sequence[Document], *, statements: int, seed: int) -> Iterator[Document]:
    """So many statements, the first rounds' documents as they are; the last document is cut."""
    chance, left, turn = random.Random(seed), statements, 0
    repeated = _repeated(known) if statements > sum(each.size for each in known) else frozenset[str]()
    halves = sorted((text for each in known for _, said in each.messages for text in said if text not in repeated), key=len) if repeated else []
    while left > 0:
        order = list(known)
        chance.shuffle(order)
        for each in order:
            part = _cut(each if turn == 0 else _varied(each, turn, halves, repeated, chance), left)
            left -= part.size
            yield part
            if left <= 0:
                return
        turn += 1


def texts(chosen: Sequence[Document]) -> list[str]:
    """Every statement, in order."""
    return [text for each in chosen for _, said in each.messages for text in said]


def partner_of(speaker: str, document: str, *, partners: int = 2) -> str:
    """For whom somebody speaks."""
    return PARTNERS[_person(speaker or document) % partners][0]


def write(folder: Path, chosen: Sequence[Document], *, partners: int = 2, name: str = "Benchmark") -> Path:
    """The programme's folder: driftwatch.toml and a file for each document."""
    folder.mkdir(parents=True)
    settings = [f'[programme]\nname = "{name}"\ntimezone = "Europe/Berlin"\n']
    for at, (key, called) in enumerate(PARTNERS[:partners]):
        own = ", ".join(f'"{person}", "{_nick(person)}"' for person in PEOPLE[at::partners])
        settings.append(f'[[partner]]\nid = "{key}"\nname = "{called}"\ndomains = ["{key}.example"]\npeople = [{own}]\n')
    (folder / "driftwatch.toml").write_text("\n".join(settings), encoding="utf-8")
    for number, each in enumerate(chosen):
        _put(folder, each, number, BEGAN + timedelta(days=number * DAYS // max(len(chosen), 1)))
    return folder


def add(folder: Path, chosen: Sequence[Document], *, day: date) -> None:
    """Further documents of one later day."""
    for number, each in enumerate(chosen):
        _put(folder, replace(each, name=f"later {each.name}"), 1_000_000 + number, day)


def _put(folder: Path, document: Document, number: int, day: date) -> None:
    told = [(PEOPLE[_person(speaker or document.name)], " ".join(said)) for speaker, said in document.messages]
    manner = document.register if document.register in ("chat", "transcript") else "minutes"
    file = folder / manner / f"{day:%Y}" / f"{day}-{number:06}{_ENDINGS[manner]}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_FORMATS[manner](told, day), encoding="utf-8")


def _minutes(told: Sequence[tuple[str, str]], day: date) -> str:
    return f"# Meeting, {day}\n\n" + "".join(f"- {person}: {text}\n" for person, text in told)


def _transcript(told: Sequence[tuple[str, str]], _: date) -> str:
    cues = (f"{_clock(5 * at)}.000 --> {_clock(5 * at + 5)}.000\n<v {person}>{text}</v>\n" for at, (person, text) in enumerate(told))
    return "WEBVTT\n\n" + "\n".join(cues)


def _chat(told: Sequence[tuple[str, str]], day: date) -> str:
    start = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    moments = [f"{(start + timedelta(seconds=30 * at)).isoformat()[:19]}.000Z" for at in range(len(told))]
    return "".join(f"[{moment}]\t<{_nick(person)}>\t{text}\n" for moment, (person, text) in zip(moments, told, strict=True))


_FORMATS = {"minutes": _minutes, "transcript": _transcript, "chat": _chat}
_ENDINGS = {"minutes": ".md", "transcript": ".vtt", "chat": ".log"}


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _nick(person: str) -> str:
    return person.lower().replace(" ", "_")


def _person(speaker: str) -> int:
    return int.from_bytes(hashlib.blake2b(speaker.encode("utf-8", "surrogatepass"), digest_size=4).digest()) % len(PEOPLE)


def _cut(document: Document, most: int) -> Document:
    if document.size <= most:
        return document
    kept, count = [], 0
    for who, said in document.messages:
        kept.append((who, said[: most - count]))
        count += len(kept[-1][1])
        if count >= most:
            break
    return replace(document, messages=tuple(kept))


def _varied(document: Document, turn: int, halves: Sequence[str], repeated: frozenset[str], chance: random.Random) -> Document:
    def other(text: str) -> str:
        if text in repeated:
            return text
        near = halves[min(len(halves) - 1, max(0, int(chance.gauss(_place(halves, len(text)), 50))))]
        own, borrowed = text.split(), near.split()
        return " ".join([*own[: (len(own) + 1) // 2], *borrowed[len(borrowed) // 2 :]])

    told = tuple((who, tuple(other(text) for text in said)) for who, said in document.messages)
    return Document(name=f"{document.name}, round {turn + 1}", register=document.register, messages=told)


def _place(halves: Sequence[str], length: int) -> int:
    low, high = 0, len(halves)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if len(halves[middle]) < length else (low, middle)
    return low


def _repeated(known: Sequence[Document]) -> frozenset[str]:
    return frozenset(text for text, count in Counter(texts(known)).items() if count > 1)


def _read(data: Path) -> Iterator[Document]:
    from driftwatch.domain.limits import Limits
    from driftwatch.intake.sandbox import Sandbox
    from driftwatch.reading import Wanted

    names = sorted(path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file())
    seen: set[str] = set()
    with closing(Sandbox(Limits(), latest=datetime.now(UTC), environ=os.environ)) as sandbox:
        for name in (each for each in names if not LEFT_OUT.search(each)):
            for reading in sandbox.read(Wanted(folder=data, name=name, timezone=UTC)):
                if reading.messages:
                    yield from _documents(reading.messages, seen)


def _documents(messages, seen: set[str]) -> Iterator[Document]:
    """The statements of one file by document; a document that says word for word what another said is the same one in an archive."""
    from driftwatch.stages.segment import segment
    from driftwatch.tables import Messages

    parts: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for row in segment(Messages.gathered(messages))[0].rows():
        key = f"{row.source} {row.document}" if row.document not in row.source else row.source
        parts.setdefault(key, []).append((row.register, row.speaker or "", (" ".join(row.text.split()),)))
    for key, told in parts.items():
        content = hashlib.sha256(repr([said for _, _, said in told]).encode()).hexdigest()
        if content in seen:
            continue
        seen.add(content)
        for begin in range(0, len(told), LONGEST_DOCUMENT):
            some = told[begin : begin + LONGEST_DOCUMENT]
            yield Document(name=f"{key} {begin}", register=str(some[0][0]), messages=tuple((who, said) for _, who, said in some))

"""Exports of any size for the benchmarks, made up from the statements that we wrote: people, times and texts differ, the shape is the product's."""

import json
import random
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from driftwatch.learn.statements import corpus_files

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = [f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal") for last in ("Lind", "Moe", "Penn", "Quist", "Rask")]
BEGUN = datetime(2025, 1, 6, 8, tzinfo=UTC)


def sentences() -> list[str]:
    """The texts of our own corpus of statements."""
    files = corpus_files(ROOT / "corpora" / "statements")
    return [str(json.loads(line)["text"]) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def said(seed: int) -> Iterator[tuple[datetime, str, str]]:
    """Time, speaker and text, without end."""
    dice, texts, at = random.Random(seed), sentences(), BEGUN
    while True:
        at += timedelta(seconds=dice.randint(5, 240))
        text = " ".join(dice.choices(texts, k=dice.choice((1, 1, 1, 2, 3))))
        yield at, dice.choice(PEOPLE), f"{dice.randint(1, 99_999)}: {text}"


def _handle(who: str) -> str:
    return who.replace(" ", ".").lower()


def until(lines: Iterator[str], size: int) -> Iterator[str]:
    """As many of them as make up so many bytes."""
    total = 0
    for line in lines:
        yield line
        total += len(line.encode())
        if total >= size:
            return


def whatsapp(size: int) -> Iterator[str]:
    """An Android export."""
    return until((f"{at:%d/%m/%Y, %H:%M} - {who}: {text}\n" for at, who, text in said(1)), size)


def irc(size: int) -> Iterator[str]:
    """An irssi log with dates."""
    return until((f"{at:%Y-%m-%d %H:%M:%S} <{who.split()[0].lower()}> {text}\n" for at, who, text in said(2)), size)


def zoom(size: int) -> Iterator[str]:
    """A chat of a Zoom meeting."""
    return until((f"{at:%H:%M:%S}\t{who}:\t{text}\n" for at, who, text in said(3)), size)


def telegram(size: int) -> Iterator[str]:
    """One chat of Telegram Desktop."""
    yield '{"name": "Quay", "type": "private_group", "id": 7, "messages": [\n'
    posts = (
        json.dumps(
            {
                "id": n, "type": "message", "date": f"{at:%Y-%m-%dT%H:%M:%S}", "date_unixtime": str(int(at.timestamp())), "from": who,
                "from_id": f"user{PEOPLE.index(who)}", "text": text, "text_entities": [{"type": "plain", "text": text}],
            }
        )
        for n, (at, who, text) in enumerate(said(4), start=1)
    )  # fmt: skip
    yield from until((post + ",\n" for post in posts), size)
    yield '{"id": 0, "type": "service", "date": "2025-01-01T00:00:00", "action": "create_group"}]}\n'


def mattermost(size: int) -> Iterator[str]:
    """A bulk export."""
    yield '{"type": "version", "version": 1}\n'
    yield '{"type": "team", "team": {"name": "quay", "display_name": "Quay", "type": "I"}}\n'
    for who in PEOPLE:
        first, last = who.split()
        user = {"username": _handle(who), "email": f"{first.lower()}@norwind.example", "first_name": first, "last_name": last}
        yield json.dumps({"type": "user", "user": user}) + "\n"
    posts = (
        json.dumps(
            {
                "type": "post",
                "post": {
                    "team": "quay", "channel": "lifts", "user": _handle(who), "type": "", "message": text, "props": {},
                    "create_at": int(at.timestamp() * 1000) + 7, "edit_at": 0, "reactions": [], "replies": [], "attachments": [], "is_pinned": False,
                },
            }
        )
        for at, who, text in said(5)
    )  # fmt: skip
    yield from until((post + "\n" for post in posts), size)


def discord(size: int) -> Iterator[str]:
    """A channel by DiscordChatExporter."""
    yield '{"guild": {"id": "1", "name": "Quay"}, "channel": {"id": "2", "type": "GuildTextChat", "name": "lifts"}, "messages": [\n'
    posts = (
        json.dumps(
            {
                "id": str(10**17 + n), "type": "Default", "timestamp": at.isoformat(), "timestampEdited": None, "content": text,
                "author": {"id": str(PEOPLE.index(who)), "name": who.split()[0].lower(), "nickname": who, "isBot": False},
                "attachments": [], "embeds": [], "mentions": [],
            }
        )
        for n, (at, who, text) in enumerate(said(6))
    )  # fmt: skip
    first = True
    for post in until(posts, size):
        yield post if first else ",\n" + post
        first = False
    yield "]}\n"


def slack_day(day: datetime, seed: int, size: int) -> str:
    """One day of a channel."""
    dice = random.Random(seed)
    posts = (
        json.dumps(
            {
                "type": "message", "user": f"U{PEOPLE.index(who):03}", "text": text, "team": "T1", "user_team": "T1",
                "ts": f"{(day + timedelta(seconds=n)).timestamp():.0f}.{dice.randint(0, 999_999):06}",
                "client_msg_id": f"{dice.getrandbits(128):032x}",
            }
        )
        for n, (_, who, text) in enumerate(said(seed))
    )  # fmt: skip
    return "[\n" + ",\n".join(until(posts, size)) + "\n]"


def slack(file: Path, size: int, *, channels: int = 4, day_bytes: int = 1_000_000) -> int:
    """A whole export as a zip; gives how many bytes it unpacks to."""
    total, day = 0, 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        users = [{"id": f"U{n:03}", "name": _handle(who), "profile": {"real_name": who}} for n, who in enumerate(PEOPLE)]
        archive.writestr("users.json", json.dumps(users))
        archive.writestr("channels.json", json.dumps([{"id": f"C{n}", "name": f"lifts-{n}"} for n in range(channels)]))
        fresh = [slack_day(BEGUN, seed, day_bytes) for seed in range(8)]
        while total < size:
            at = BEGUN + timedelta(days=day // channels)
            text = fresh[day % len(fresh)].replace('"ts": "17', f'"ts": "{17 + day // channels // 900}')
            archive.writestr(f"lifts-{day % channels}/{at:%Y-%m-%d}.json", text)
            total, day = total + len(text), day + 1
    return total


TEXTS = {
    "whatsapp": (whatsapp, "WhatsApp Chat with Quay.txt"),
    "irc": (irc, "quay.log"),
    "zoomchat": (zoom, "2025-01-06/chat.txt"),
    "telegram": (telegram, "result.json"),
    "mattermost": (mattermost, "bulk.jsonl"),
    "discord": (discord, "lifts.json"),
}


def write(kind: str, folder: Path, size: int) -> Path:
    """One export of this kind and about this size."""
    make, name = TEXTS[kind]
    file = folder / kind / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(make(size))
    return file

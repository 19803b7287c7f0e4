"""Meadow, a programme small enough to be scanned in seconds: a supplier and a nursery who mean different things by "live"."""

import json
from datetime import date, timedelta
from pathlib import Path

BEGAN = date(2026, 1, 12)

SETTINGS = """\
[programme]
name = "Meadow"
timezone = "Europe/Amsterdam"
charter = "charter.md"

[[partner]]
id = "harrow"
name = "Harrow Nurseries"
aliases = ["Harrow", "HN"]
domains = ["harrow.example"]
people = ["Wessel Tak", "Wessel", "U0WESSEL", "Ilse Boon", "Ilse"]

[[partner]]
id = "quillon"
name = "Quillon Valves"
aliases = ["Quillon", "QV"]
domains = ["quillon.example"]
people = ["Nadia Brandt", "Nadia", "U0NADIA", "Theo Falk", "Theo"]
"""

QUILLON = (
    "House 4 went live on Tuesday, the simulator ran every valve without an error.",
    "For us it is live once the test suite is green on the bench in the lab.",
    "The pump controller is live, all automatic tests passed last night.",
    "We call a house live when the build is green and the simulator shows no alarm.",
    "Houses 5 and 6 are live since the regression tests passed on Friday.",
    "It went live this morning, the replay in the lab was clean.",
    "The mixer is live as of today, the pipeline is green.",
    "House 7 is live, the emulator accepted every schedule we sent.",
    "After the unit tests passed we set the east wing live.",
    "The fogging line went live, no test failed on the bench.",
    "House 9 is live now that the simulated week ran through.",
    "All of block B is live, the tests are green and the lab report is filed.",
)
HARROW = (
    "House 4 is not live for us before the growers worked with it for four weeks.",
    "A house is live when the night shift has used it through a frost.",
    "We say live after a month of routine use and the head grower's signature.",
    "Nothing is live before the growers signed off two weeks of real watering.",
    "House 5 is live only since the growers approved a full month in use.",
    "Live means to us that three shifts worked with it and nobody watered by hand.",
    "The mixer goes live when the head grower accepts it after weeks in daily use.",
    "House 7 can be called live once it has run through a season's worst week.",
    "It is live when the growers sign for it after a month of nights.",
    "The fogging line is live for us after weeks of use with real plants.",
    "Before I call house 9 live I want four weeks of shifts and a signature.",
    "Block B is live when the growers trust it through the night and sign.",
)
PRESENT = "Present: Nadia Brandt (Quillon), Theo Falk (Quillon), Wessel Tak (Harrow), Ilse Boon (Harrow)"
COMMON = (
    "The delivery of the hoses comes on Thursday.",
    "Please send the list of houses before the next meeting.",
    "The budget for the second year is not settled yet.",
    "We meet again in two weeks in the packing hall.",
)


def write_meadow(folder: Path, *, backwards: bool = False) -> Path:
    """Twelve minutes, a chat export and a mail; `backwards` writes the same files in the opposite order."""
    folder.mkdir(parents=True)
    files = {
        "driftwatch.toml": SETTINGS,
        "charter.md": "# Charter\n\nThe partners automate the watering of all houses.\n",
        **_minutes(),
        **_chat(),
        "mail/hoses.eml": MAIL,
    }
    for name, text in sorted(files.items(), reverse=backwards):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _minutes() -> dict[str, str]:
    meetings = zip(QUILLON, HARROW, strict=True)
    return {f"minutes/{BEGAN + timedelta(weeks=2 * week)}.md": _meeting(week, *said) for week, said in enumerate(meetings)}


def _meeting(week: int, quillon: str, harrow: str) -> str:
    valves, plants = ("Nadia", "Wessel") if week % 2 else ("Theo", "Ilse")
    lines = [f"{valves}: {quillon}", f"{plants}: {harrow}", f"Nadia: {COMMON[week % 4]}", f"Wessel: {COMMON[(week + 1) % 4]}"]
    return f"# Meadow, {BEGAN + timedelta(weeks=2 * week)}\n\n{PRESENT}\n\n" + "".join(f"- {line}\n" for line in lines)


def _chat() -> dict[str, str]:
    users = [{"id": "U0NADIA", "name": "nadia.b", "real_name": "Nadia Brandt"}, {"id": "U0WESSEL", "name": "wessel.t", "real_name": "Wessel Tak"}]
    posts = [
        {"type": "message", "user": "U0NADIA", "text": "the dashboard of house 6 is up &amp; running", "ts": "1771405200.000100"},
        {"type": "message", "user": "U0WESSEL", "text": "thanks, the growers look at it on Monday", "ts": "1771405260.000200"},
    ]
    return {"chat/users.json": json.dumps(users), "chat/channels.json": "[]", "chat/meadow/2026-02-18.json": json.dumps(posts)}


MAIL = """\
From: Wessel Tak <wessel@harrow.example>
To: Nadia Brandt <nadia@quillon.example>
Date: Mon, 2 Mar 2026 09:12:00 +0100
Subject: Hoses for block B
Message-ID: <hoses@harrow.example>
Content-Type: text/plain; charset=utf-8

Hello Nadia,

the hoses for block B came without the couplings. Please send the couplings
before Friday, as the plants move in next week.

Kind regards
Wessel
"""

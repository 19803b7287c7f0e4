"""What `driftwatch init` writes."""

import json
from collections.abc import Sequence

IGNORED = """\
# What driftwatch remembers, and what it writes: neither belongs in a repository.
.driftwatch/
driftwatch-out/
"""

CHARTER = """\
# Charter of {name}

The agreed baseline. Replace what stands in brackets; statements are compared with it.

## 1. Ambition

[What the partners want to reach together, in two sentences.]

## 2. Mutual value

[What each partner gains, and how it will see that.]

## 3. Core principles

[How decisions are taken, what is shared, what each side keeps to itself.]

## 4. Definitions

[The words that matter, such as "done", "accepted", "incident": one sentence each.]

## 5. Measures

[Three to five: name, unit, target, date, who reports it, how often.]

## 6. Governance

[Who decides what, how a disagreement is escalated, how often the partners meet.]
"""

_CONFIGURATION = """\
# The programme as driftwatch sees it. `driftwatch import` shows what it makes of it.

[programme]
name = {name}
timezone = {timezone}          # for files whose times carry no zone
charter = "charter.md"         # the agreed baseline: a path or a list of paths
# base_url = "https://…"       # where `driftwatch serve` can be reached: links in the weekly mail lead there

{partners}
# Without any [[source]], every file below this folder that a reader knows is read.
# [[source]]
# path = "minutes/*.md"        # a glob, relative to this file
# kind = "markdown"            # a reader's name, else seen from the content
# partner = {first}            # where all that is said in it speaks for this partner: its own source, of which the others get counts alone
# visibility = "joint"         # unless you say so
# timezone = {timezone}

# [detect]
# fdr = 0.10                   # share of false alerts that is accepted among all
# terms = ["efficiency"]       # terms to compare whatever their rank

# [digest]
# sender = "driftwatch@organisation.example"
# day = "mon"                  # when the mail of the week before goes out, with [schedule] digest = true
# time = "07:30"

# [[recipient]]                # who gets the weekly mail
# address = "alliance@organisation.example"
# partner = {first}
# frequency = "weekly"         # or monthly, never

# [schedule]                   # what `driftwatch worker` does by itself
# scan = "daily"
# digest = true
"""

_PARTNER = """\
[[partner]]
id = {id}
name = {name}
aliases = []                   # how people write the organisation's name
domains = {domains}
people = []                    # full names, handles, user ids as they stand in the exports; `driftwatch import` gives a line to paste
"""


def configuration(name: str, timezone: str, partners: Sequence[tuple[str, str, str]]) -> str:
    """The commented driftwatch.toml; a partner is its id, name and mail domain ("" where it has none)."""
    sections = [
        _PARTNER.format(id=_text(identifier), name=_text(called), domains=f"[{_text(domain)}]" if domain else "[]")
        for identifier, called, domain in partners
    ]
    return _CONFIGURATION.format(name=_text(name), timezone=_text(timezone), partners="\n".join(sections), first=_text(partners[0][0]))


def _text(value: str) -> str:
    """A basic string of TOML, which takes all escapes of JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

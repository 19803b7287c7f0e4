"""What a reader of one side sees of an alert: of the other side's own sources no word, name or place."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from itertools import chain

from driftwatch.domain.alerts import Alert, Evidence, Matter, Side
from driftwatch.domain.talk import FileReport, Problem
from driftwatch.domain.view import Owned, View
from driftwatch.records import TermRecord

QUOTE_WORDS = 6
"""So many words in a row, the same as in a source, quote it."""
SHORTEST = 3
"""Words of a statement that is quoted where it stands as a whole."""
WITHHELD = "The wording stands in a source of one partner's own."
Run = tuple[str, ...]


def seen_by(alert: Alert, view: View, private: Mapping[str, Owned]) -> Alert | None:
    """The alert as this reader may see it; None where all that one side says of it stands in sources that are hidden from them.

    `private` holds the sources that are one partner's own; what was found out about the alert's own words when it was raised counts too.
    """
    if view.all or not (private or alert.reserved):
        return alert
    if not _closes_anything(alert, view, private):
        return replace(alert, reserved=())
    evidence = tuple(piece for piece in alert.evidence if not _hidden(piece, view, private))
    if not _all_sides_heard(alert, evidence):
        return None
    closed = _closed_texts(alert, view, private)
    return replace(
        alert,
        subject="" if closed(alert.subject) else alert.subject,
        title=_title(alert, closed),
        sides=tuple(_side(side, closed) for side in alert.sides),
        evidence=tuple(_without_words(piece) if _is_closed(piece, view, private) else piece for piece in evidence),
        against=_against(alert, view),
        questions=tuple(question for question in alert.questions if not closed(question)),
        common_ground=tuple(ground for ground in alert.common_ground if not closed(ground)),
        clears_when="" if closed(alert.clears_when) else alert.clears_when,
        merged=tuple(_matter(other, closed) for other in alert.merged),
        reserved=(),
    )


def term_seen_by(term: TermRecord, view: View) -> TermRecord | None:
    """A compared term as this reader may see it; None where it is a word that they have no right to have read."""
    closed = {text for entry in term.reserved if not any(readable(owner, view) for owner in entry.owners) for text in entry.texts}
    if term.term in closed:
        return None
    glosses = term.glosses and (_gloss(term.glosses[0], closed), _gloss(term.glosses[1], closed))
    return replace(term, glosses=glosses, reserved=())


def file_seen_by(file: FileReport, view: View) -> FileReport | None:
    """What became of a file, as this reader may know it: of one that is not theirs its numbers without its name, of a hidden one nothing."""
    if file.visibility is None:
        return file
    owned = Owned(partner=file.visibility, share=file.share)
    if not owned.closed(view):
        return file
    problems = tuple(Problem(line=None, what=str(problem.reason or "remark"), reason=problem.reason) for problem in file.problems)
    return None if owned.hidden(view) else replace(file, source="", guessed=(), problems=problems)


def marks(said: str) -> set[Run]:
    """What gives a statement away: any six words of it in a row; of a shorter one, three words or more, the whole."""
    words = _words(said)
    return _runs(words, min(QUOTE_WORDS, len(words))) if len(words) >= SHORTEST else set()


def phrases(text: str) -> set[Run]:
    """All in a text that could be the mark of a statement."""
    words = _words(text)
    return set(chain.from_iterable(_runs(words, length) for length in range(SHORTEST, QUOTE_WORDS + 1)))


def _closes_anything(alert: Alert, view: View, private: Mapping[str, Owned]) -> bool:
    """Whether this reader may not read something of it: of most alerts they may read all."""
    return any(_is_closed(piece, view, private) for piece in alert.evidence) or any(
        not any(readable(owner, view) for owner in entry.owners) for entry in alert.reserved
    )


def _closed_texts(alert: Alert, view: View, private: Mapping[str, Owned]) -> Callable[[str], bool]:
    """Tells whether a text of the alert repeats what this reader may not read."""
    known = {text for entry in alert.reserved if not any(readable(owner, view) for owner in entry.owners) for text in entry.texts}
    quoted = set(chain.from_iterable(marks(piece.quote) for piece in alert.evidence if _is_closed(piece, view, private)))
    return lambda text: text in known or bool(quoted and quoted & phrases(text))


def readable(owner: Owned, view: View) -> bool:
    """Whether the words of a source that belongs to this owner may be shown to the reader."""
    return not owner.closed(view)


def _is_closed(piece: Evidence, view: View, private: Mapping[str, Owned]) -> bool:
    owned = private.get(piece.source)
    return owned is not None and owned.closed(view)


def _hidden(piece: Evidence, view: View, private: Mapping[str, Owned]) -> bool:
    owned = private.get(piece.source)
    return owned is not None and owned.hidden(view)


def _all_sides_heard(alert: Alert, left: Collection[Evidence]) -> bool:
    """Whether every side that was quoted still is, and one that stands there twice (before and after) for each time."""
    for partner in {piece.partner for piece in alert.evidence}:
        before, after = (sum(piece.partner == partner for piece in pieces) for pieces in (alert.evidence, left))
        twice = sum(side.partner == partner for side in alert.sides) > 1
        if not after or (twice and after < before):
            return False
    return True


def _without_words(piece: Evidence) -> Evidence:
    return replace(piece, statement_id="", quote="", source="", locator="", said_at=None, label=())


def _title(alert: Alert, closed: Callable[[str], bool]) -> str:
    return _untold(alert.kind) if closed(alert.title) else alert.title


def _side(side: Side, closed: Callable[[str], bool]) -> Side:
    return replace(side, summary=WITHHELD) if closed(side.summary) else side


def _matter(other: Matter, closed: Callable[[str], bool]) -> Matter:
    subject = "" if closed(other.subject) else other.subject
    return replace(other, subject=subject, title=_untold(other.kind) if closed(other.title) else other.title)


def _gloss(gloss: str, closed: Collection[str]) -> str:
    return WITHHELD if gloss in closed else gloss


def _untold(kind: str) -> str:
    return f"{kind.replace('_', ' ').capitalize()}: the wording stands in a source of one partner's own"


def _against(alert: Alert, view: View) -> tuple[str, ...]:
    """The statements that do not fit; those that the reader may not read are counted without their ids, the hidden ones left out."""
    secret = {name: entry.owners for entry in alert.reserved if not any(readable(owner, view) for owner in entry.owners) for name in entry.against}
    shown = [name for name in alert.against if name not in secret or not all(owner.hidden(view) for owner in secret[name])]
    return tuple("" if name in secret else name for name in shown)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[str], length: int) -> set[Run]:
    return {tuple(words[place : place + length]) for place in range(len(words) - length + 1)} if length else set()


def all_texts(alert: Alert) -> Iterable[str]:
    """Every text of an alert that is ours, and could repeat what somebody said."""
    yield from (alert.subject, alert.title, alert.clears_when, *alert.questions, *alert.common_ground)
    yield from (side.summary for side in alert.sides)
    for other in alert.merged:
        yield from (other.subject, other.title)

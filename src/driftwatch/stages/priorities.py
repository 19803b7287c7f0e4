"""What each partner sets above something else, and what the partners call it."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.assertion import withheld
from driftwatch.domain.judging import OUTCOMES, Judgement
from driftwatch.domain.labels import Label
from driftwatch.domain.ordinary import CALENDAR, CONVERSATION, GRAMMAR
from driftwatch.domain.outcomes import leans
from driftwatch.domain.valuing import Form, Value, values
from driftwatch.domain.words import words
from driftwatch.ports import Vectors
from driftwatch.tables import Statements

LONGEST_NAME = 2
"""Words of an outcome's name."""
SURE = 0.4
"""Probability that any outcome is put first from which on a statement is a judgement, though none of our phrases stands in it."""
LEAST_OUTCOME = 0.1
_EXPLICIT = 1.5
"""What a phrase that is set above another weighs, against one that is only held dear."""
_LONGER = 1.25
_ORDINARY = GRAMMAR | CONVERSATION | CALENDAR
_CLAUSES = re.compile(r"[,;:.!?()]|\b(?:and|or|of|in|on|for|with|that|which|than|to|by|at|from)\b", re.IGNORECASE)
Key = tuple[str, ...]


def judgements(statements: Statements, labels: Sequence[tuple[Label, ...]], sides: Vectors) -> tuple[Judgement, ...]:
    """All judgements of worth, in the order of the statements; `sides` are the probabilities of the facet `outcome`.

    A mere wish counts where it was labelled a goal, and so does what names no worth that our phrases know; or where the model is sure of an outcome.
    """
    found = []
    for place, row in enumerate(statements.rows()):
        if row.partner is None:
            continue
        said, likely = values(row.text), _likely(sides[place])
        aimed = Label.GOAL in labels[place] or bool(likely)
        if aimed and not said:
            said = (Value(Form.AIM, row.text, ""),) if withheld(row.text) is None else ()
        if said and (aimed or any(value.form is not Form.WISH for value in said)):
            found.append(Judgement(row=place, partner=row.partner, document=row.document, values=said, leans=leans(said), outcomes=likely))
    return tuple(found)


def _likely(sides: NDArray[np.float32]) -> dict[str, float]:
    """The outcomes that a statement may put first, where it puts any first; `sides` has shape (values,)."""
    if 1.0 - float(sides[0]) < SURE:
        return {}
    return {outcome: round(float(each), 6) for outcome, each in zip(OUTCOMES, sides[1:], strict=True) if each >= LEAST_OUTCOME}


def named(own: Sequence[Judgement], other: Sequence[Judgement], statements: Statements, *, hidden: Collection[str]) -> str | None:
    """What the side calls the outcome that it chooses and the other sets aside: its most telling noun phrase; None where no words recur.

    `own` and `other` are the judgements on either pole; `hidden` are folded words of people and organisations.
    """
    score, support, surface = defaultdict[Key, float](float), Counter[Key](), defaultdict[Key, Counter[str]](Counter)
    for side, judged in ((1.0, own), (-1.0, other)):
        for one in judged:
            for sign, piece in _pieces(one):
                for key, form in _phrases(piece, hidden):
                    score[key] += side * sign * (_EXPLICIT if one.explicit else 1.0) * (0.5 if _is_name(form) else 1.0)
                    support[key] += 1
                    surface[key][form] += 1
    likely = [key for key in score if support[key] >= 2 and score[key] > 0]
    share = _shares(likely, own, other, statements)
    ranked = sorted(likely, key=lambda key: (-round(score[key] * share[key] * (_LONGER if len(key) > 1 else 1.0), 6), key))
    if not ranked:
        return None
    forms = surface[ranked[0]]
    form = min(forms, key=lambda form: (-forms[form], form))
    return form if _is_name(form) else form.casefold()


def _shares(keys: Sequence[Key], own: Sequence[Judgement], other: Sequence[Judgement], statements: Statements) -> dict[Key, float]:
    """How much of all that the two sides say with the phrase is said by the first, 0 … 1, both sides' volumes made equal."""
    counts = {True: Counter[Key](), False: Counter[Key]()}
    volume = Counter[bool]()
    sides = {one.partner: side for side, judged in ((True, own), (False, other)) for one in judged}
    for text, partner in zip(statements.text, statements.partner, strict=True):
        if partner in sides:
            folded = tuple(word.folded for word in words(text))
            volume[sides[partner]] += 1
            counts[sides[partner]].update(key for key in keys if any(folded[at : at + len(key)] == key for at in range(len(folded) - len(key) + 1)))
    rates = {key: [(counts[side][key] + 0.5) / max(volume[side], 1) for side in (True, False)] for key in keys}
    return {key: first / (first + second) for key, (first, second) in rates.items()}


def _is_name(form: str) -> bool:
    return form.rsplit(maxsplit=1)[-1][0].isupper()


def _pieces(one: Judgement) -> Iterator[tuple[float, str]]:
    for value in one.values:
        yield 1.0, value.chosen
        yield -1.0, value.rejected


def _phrases(piece: str, hidden: Collection[str]) -> list[tuple[Key, str]]:
    """Runs of one or two words that say something, folded and as they are written, each once."""
    found: dict[Key, str] = {}
    for clause in _CLAUSES.split(piece):
        run = words(clause)
        for first in range(len(run)):
            for end in range(first + 1, min(len(run), first + LONGEST_NAME) + 1):
                part = run[first:end]
                if all(_says(word.folded, hidden) for word in part):
                    found.setdefault(tuple(word.folded for word in part), clause[part[0].start : part[-1].end])
    return sorted(found.items())


def _says(word: str, hidden: Collection[str]) -> bool:
    return len(word) > 3 and word.isalpha() and word not in _ORDINARY and word not in hidden

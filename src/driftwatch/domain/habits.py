"""What kind of word a word is, by how it stands in all of the text: noun, verb, name of a person."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from driftwatch.domain.nicknames import is_first_name
from driftwatch.domain.runs import Places, Run
from driftwatch.domain.words import fold

_LEADING = ("determiner", "preposition")
NAME_SHARE = 0.9
"""Share of its usages inside sentences in which a name has a capital."""
_NOUN_ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "ism", "ure")
_FIRMS = frozenset("ltd gmbh inc llc corp plc sarl oy bv ltda pty".split())


@dataclass(slots=True)
class Habit:
    """How often one word stands so."""

    usages: int = 0
    noun: int = 0
    verb: int = 0
    inside: int = 0
    """Inside sentences, where a capital says something."""
    capital: int = 0
    short: int = 0
    """All in capitals."""
    led: int = 0
    """With a capital, behind a determiner."""
    article: int = 0
    """Without a capital, behind a determiner."""
    thing: int = 0
    """With a capital, before another noun: people seldom stand so."""
    speech: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What is known of all words, without the runs from which it was learnt: those take many times the memory."""

    known: Mapping[str, Habit]
    people: frozenset[str]
    """Folded words that name people or firms."""


def learnt(runs: Mapping[Run, Places]) -> Habits:
    """The habits of all words, and who they show to be people."""
    known = habits(runs)
    return Habits(known=known, people=names_of_people(runs, known))


def habits(runs: Mapping[Run, Places]) -> dict[str, Habit]:
    """The habit of every folded word of the runs."""
    found: defaultdict[str, Habit] = defaultdict(Habit)
    for run, places in runs.items():
        last = len(run.forms) - 1
        for at, form in enumerate(run.forms):
            _count(found[fold(form)], run, at, last, places.usages)
    return dict(found)


def _count(habit: Habit, run: Run, at: int, last: int, number: int) -> None:
    form = run.forms[at]
    habit.usages += number
    if at == last and run.after != "object" and (run.before in _LEADING or run.after == "of" or is_plural(form) or _is_subject(run)):
        habit.noun += number
    elif (at == last and at == 0 and run.after == "object" and run.before not in _LEADING) or (at == 0 and run.before == "verb"):
        habit.verb += number
    if not (run.opens and at == 0):
        habit.inside += number
        if form[0].islower():
            habit.article += number * (run.before == "determiner" and at == last)
        else:
            habit.capital += number
            habit.short += number * form[:2].isupper()
            habit.led += number * (run.before == "determiner" and at == 0)
            habit.thing += number * (at < last and run.forms[at + 1][0].islower())
            habit.speech += number * (at == last and run.after == "speech")


def _is_subject(run: Run) -> bool:
    return run.after == "predicate" and run.before == ""


def is_plural(form: str) -> bool:
    """Whether a word as it is written has lost a plural ending in folding."""
    return form.casefold().removesuffix("'s").replace("’", "'") != fold(form)


def is_noun_by_form(word: str) -> bool:
    """Whether its ending makes it a noun."""
    return len(word) > 6 and word.endswith(_NOUN_ENDINGS)


def is_proper(habit: Habit | None) -> bool:
    """Whether a word always has a capital inside sentences and no determiner: a name, of whatever."""
    return habit is not None and 0 < habit.capital >= NAME_SHARE * habit.inside and habit.led <= 0.1 * habit.capital


def is_like_a_name(habit: Habit | None) -> bool:
    """Whether nothing speaks against its being a person's: it has a capital, and seldom stands behind a determiner or before a noun."""
    if habit is None:
        return True
    if habit.capital < 0.4 * habit.inside:
        return habit.capital + habit.thing + habit.article == 0
    return habit.thing + habit.led + habit.article <= 0.25 * habit.inside


def names_of_people(runs: Mapping[Run, Places], known: Mapping[str, Habit]) -> frozenset[str]:
    """Folded words that name people or firms: they always have a capital, and speak, have a title, or stand beside a first name.

    Names of products have a capital as well and stay: they are terms.
    """
    proper = {word for word, habit in known.items() if is_proper(habit)}
    found = {word for word in proper if known[word].speech > max(1, known[word].thing)}
    for run in runs:
        folded = [fold(form) for form in run.forms]
        if run.before == "title":
            found |= proper.intersection(folded)
        for left, right, form in zip(folded, folded[1:], run.forms[1:], strict=False):
            if form[0].isupper() and right in proper and left in proper and is_first_name(left):
                found |= {left, right}
            if right in _FIRMS and left in proper:
                found |= {left, right}
    return frozenset(found)

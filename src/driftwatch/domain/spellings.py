"""Spellings of one word: with and without hyphen or blank, British and American; and the forms of a verb."""

import re
from functools import lru_cache

_BRITISH = (
    (re.compile(r"is(?=(?:e|es|ed|er|ers|ing|ation|ations|able)$)"), "iz"),
    (re.compile(r"ys(?=(?:e|es|ed|er|ers|ing)$)"), "yz"),
    (re.compile(r"(?<=[^aeiou]{2}|[aeiou][^aeiou])our(?=s?$|able$|ed$|ing$|ite$|al$|ful$)"), "or"),
    (re.compile(r"(?<=[bcdfgt])re$"), "er"),
    (re.compile(r"(?<=[aeiou])ll(?=(?:ed|er|ers|ing|ation|ations)$)"), "l"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"gramme(?=s?$)"), "gram"),
    (re.compile(r"(?<=[ef])ence$"), "ense"),
    (re.compile(r"(?<=l)icence$"), "icense"),
    (re.compile(r"dgement$"), "dgment"),
    (re.compile(r"grey"), "gray"),
    (re.compile(r"^fulfil$"), "fulfill"),
    (re.compile(r"^enrol(?=$|ment$)"), "enroll"),
)
_PAST = {
    "froze": "freeze", "frozen": "freeze", "built": "build", "paid": "pay", "sold": "sell", "withdrew": "withdraw", "withdrawn": "withdraw",
    "broke": "break", "broken": "break", "drew": "draw", "drawn": "draw", "cut": "cut", "split": "split", "reset": "reset", "shut": "shut",
    "overran": "overrun", "undertook": "undertake", "undertaken": "undertake", "wrote": "write", "written": "write", "rewrote": "rewrite",
    "rewritten": "rewrite", "rebuilt": "rebuild", "resold": "resell", "repaid": "repay", "held": "hold", "withheld": "withhold",
}  # fmt: skip
_NOMINAL = ("ation", "ition", "ion", "ment", "al", "ance", "ence", "ure", "sion", "ication", "ery")


@lru_cache(maxsize=65536)
def spelling(words: tuple[str, ...]) -> str:
    """A key that all spellings of a term share; it need be no word."""
    return "".join(_american(word) for word in words)


@lru_cache(maxsize=65536)
def bases(form: str) -> tuple[str, ...]:
    """What an inflected verb may be a form of, the likeliest first; nothing for what bears no ending of a verb."""
    if form in _PAST:
        return (_PAST[form],)
    for ending in ("ed", "ing"):
        stem = form.removesuffix(ending)
        if stem != form and len(stem) > 2 and any(vowel in stem for vowel in "aeiouy"):
            doubled = (stem[:-1],) if stem[-1] == stem[-2] else ()
            y = (stem[:-1] + "y",) if ending == "ed" and stem[-1] == "i" else ()
            return (*doubled, *y, stem + "e", stem)
    return ()


@lru_cache(maxsize=65536)
def deeds(verb: str) -> tuple[str, ...]:
    """Nouns that a verb may have for what it does: `validate` -> validation, `deploy` -> deployment, `release` -> release."""
    stems = {verb, verb.removesuffix("e"), verb.removesuffix("y")}
    return (verb, *sorted({stem + ending for stem in stems for ending in _NOMINAL} - {verb}))


def _american(word: str) -> str:
    if len(word) < 5:
        return word
    for pattern, replacement in _BRITISH:
        word = pattern.sub(replacement, word)
    return word

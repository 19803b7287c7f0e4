"""Where terms stand in statements, the longest term first, and which usages say nothing of the speaker's own meaning."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from driftwatch.domain.meaning import Term
from driftwatch.domain.words import Word, words
from driftwatch.tables import Statements, Usages

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{12,})[\"”“»]")
_JOKE = re.compile(
    r"\b(?:ha(?:ha)+|lol|rofl|just kidding|only joking)\b|\(laugh(?:s|ter)\)|[:;]-?[)P]"
    r"|:(?:joy|laughing|rofl|wink|sweat_smile):|[😂🤣😆😉😄😜]",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\bif (?:we|you|they|i|somebody) ever\b|\b(?:imagine|hypothetically|daydream\w*|suppose (?:we|that)|in theory)\b", re.IGNORECASE
)
_REPORTED = re.compile(
    r"\b(?:according to|as (?:you|they|he|she|[A-Z][\w-]{1,40}) (?:say|says|said|put|puts|call|calls)"
    r"|(?:you|they|he|she|[A-Z][\w-]{1,40}) (?:say|says|said|wrote|told|claims?|claimed|insists?|calls?)"
    r"(?: (?:us|me|them|him|her|everyone|everybody))? (?:it |that\b|[\"“]))"
)
_NUMBERED = re.compile(r"\s+(?:no\.? ?|#)?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[A-Z])\b(?!['’.]\w| ?(?:%|per))")
"""What follows a noun that names an individual ("gate 6", "node 17"), and says nothing of what the noun means."""
_OTHERS_VIEW = re.compile(r"\W+(?:\w+\W+){0,2}(?:for|to|by|with) you\b(?! (?:and|or) (?:me|us))", re.IGNORECASE)
"""What follows a word that the speaker uses in the listener's sense ("if it is done for you")."""
_NEGATED_DEFINITION = re.compile(r"\b(?:is|are|does|do) ?n[o']t (?:mean|a kind of)\b|\bnot what (?:we|i) mean\b", re.IGNORECASE)


def locate(statements: Statements, terms: Sequence[Term]) -> Usages:
    """Every usage of the terms, one per term and statement, in the order of the statements."""
    by_first: defaultdict[str, list[Term]] = defaultdict(list)
    for term in sorted(terms, key=lambda term: (-len(term.words), term.words)):
        by_first[term.words[0]].append(term)
    rows = []
    for position, (text, partner, document) in enumerate(zip(statements.text, statements.partner, statements.document, strict=True)):
        seen: set[str] = set()
        for term, start, end in _matches(words(text), by_first):
            if term.name not in seen:
                seen.add(term.name)
                rows.append((term.name, position, start, end, partner, document, distortion(text, start, end)))
    return Usages.of(rows)


def _matches(tokens: Sequence[Word], by_first: dict[str, list[Term]]) -> Iterator[tuple[Term, int, int]]:
    at = 0
    while at < len(tokens):
        term = next((term for term in by_first.get(tokens[at].folded, ()) if _stands(term, tokens, at)), None)
        if term is None:
            at += 1
            continue
        yield term, tokens[at].start, tokens[at + len(term.words) - 1].end
        at += len(term.words)


def _stands(term: Term, tokens: Sequence[Word], at: int) -> bool:
    return len(tokens) - at >= len(term.words) and all(token.folded == word for token, word in zip(tokens[at:], term.words, strict=False))


def distortion(text: str, start: int, end: int) -> str | None:
    """Why a usage at text[start:end] does not show how its speaker means the term; None where it does."""
    if any(found.start(1) <= start and end <= found.end(1) for found in _QUOTED.finditer(text)):
        return "quotation"
    reported = _REPORTED.search(text)
    if (reported and reported.end() <= start) or _OTHERS_VIEW.match(text, end):
        return "reported"
    if _JOKE.search(text):
        return "joke"
    if _HYPOTHETICAL.search(text):
        return "hypothetical"
    if _NUMBERED.match(text, end) and not text[start:end].endswith("s"):
        return "name"
    return "negated definition" if _NEGATED_DEFINITION.search(text) else None

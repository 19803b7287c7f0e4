"""What stands in minutes and is nobody's talk: how to join, whose law applies, what is to be talked about next time."""

import re

from driftwatch.readers.layout.meetings.words import label
from driftwatch.readers.layout.pages.blocks import Block, Kind

_SENTENCE_WORDS = 8
_TITLE_WORDS = 5
_LONE_WORDS = 3
_VERDICTS = frozenset(
    "approved agreed accepted rejected declined deferred postponed resolved decided done closed open ongoing blocked unanimous passed yes no".split()
)
_VERBS = frozenset(
    (
        "is are was were be been has have had will would should shall must may might can could need needs needed want wants do does did done "
        "agree agreed decided approved isn't aren't won't can't don't doesn't didn't no not never to ist sind wird werden soll muss kann"
    ).split()
)
"""A title has none of them."""
_JOINING = re.compile(
    r"\bantitrust (?:policy|policies|laws?|compliance|notice)\b|\bcode of conduct\b.{0,80}(?:https?:|visit|\]\()|\b(?:patent|ipr) policy\b"
    r"|\bjoin (?:the|this|our|us|zoom|by|from|google|ms|microsoft|webex)\b.{0,160}(?:https?:|\d{3}|register|list|calendar|group)"
    r"|\bdial[- ]?in\b.{0,80}\d{3}|\bpass ?code\b.{0,20}\d|\bmeeting id\b.{0,12}\d{3}"
    r"|\bone[- ]tap mobile\b|\bfind your local number\b|\bjoin\.skype\b"
    r"|\bnotes? docs?\b.{0,160}\b(?:edit\w*|reload|everyone|check\w*)\b"
    r"|\bnotes from past (?:calls|meetings)\b|\b(?:calls|meetings) take place\b"
    r"|\b(?:calendar invit\w+|from your calendar|google calendar)\b|\braise (?:my|your) hand\b.{0,40}\bfeature\b"
    r"|\bparticipate in the (?:call|meeting)\b"
    r"|\b(?:meeting|call) is (?:being )?recorded\b|\b\d{1,2}(?::\d\d)? ?[ap]m\b.{0,40}=.{0,40}\b\d{1,2}(?::\d\d)? ?[ap]m\b|\bpress \*?\d\b"
    r"|\b\d{1,2}(?::\d\d)? ?[ap]m california\b|\bhyperledger is committed to\b|\bmeetings? involve participation by industry competitors\b"
    r"|\bactions that are prohibited at\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:[^:<>\[\]\n]{1,60}(?::| [-–—])[ \t]{1,4})?(?:<a [^<>]{1,400}>[^<]{0,200}(?:</a>|<)|https?://\S{1,400}|\[[^\[\]]{1,200}\]\([^()\s]{1,400}\))"
    r"[\w\s().,/<>]{0,40}"
)
"""A link, with the name of what it leads to."""
_NEXT_TIME = re.compile(
    r"(?:the )?(?:next|future|upcoming|coming) (?:meeting |call |week )?(?:s )?(?:agenda|topics|items)\b|agenda (?:items )?(?:for|of) (?:the )?next\b"
    r"|future meetings?\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:anti-?trust|antitrust policy)(?: policy| notice| statement| reminder)*|dial[- ]?in(?: details| information| info| numbers?)?|how to join.*"
    r"|to join (?:the|by|via|zoom|this).*|join (?:us|the (?:call|meeting)).*"
    r"|(?:meeting|call|connection|teleconference|zoom) (?:details|information|info|links?|series)"
    r"|useful links|quick links|table of contents|contents|(?:the )?(?:speaker )?queue"
    r"|process reminder.*|about this (?:document|meeting)|raise (?:my|your) hand.*",
    re.IGNORECASE,
)
_CANCELLED = re.compile(
    r"\W{0,4}(?:(?:this|the|today'?s|next)? ?(?:meeting|call|telco|telecon)?(?: (?:was|is|has been|were))? ?cancell?ed\b.{0,120}"
    r"|(?:there (?:was|is|will be) )?no (?:meeting|call|minutes)\b(?!.{0,200}[.!?] \w).{0,80}|abgesagt\b.{0,80}|entfällt\b.{0,80})\W{0,4}",
    re.IGNORECASE,
)


def about_the_meeting(text: str) -> bool:
    """Whether a piece that nobody says tells how to join the call, under which rules, that there was none, or only where something is found."""
    plain = " ".join(text.split())
    if _REFERENCE.fullmatch(plain) is not None:
        return True
    return _JOINING.search(plain) is not None or (len(plain) < 160 and _CANCELLED.fullmatch(plain) is not None)


def agenda_of_next_time(heading: Block) -> bool:
    """Whether what stands under a heading has not been talked about."""
    return len(heading.content().split()) <= _SENTENCE_WORDS and _NEXT_TIME.match(label(heading.content())) is not None


def section_about_the_meeting(heading: Block) -> bool:
    """Whether under a heading the minutes tell of themselves and of the call."""
    plain = label(heading.content())
    return len(plain.split()) <= _SENTENCE_WORDS and _ABOUT.fullmatch(plain) is not None


def is_topic(block: Block, after: Block | None) -> bool:
    """Whether a list item that nobody says is a title: a few words over a list of its own, or a lone word or three."""
    text = block.content().strip()
    count = len(text.split())
    if block.kind is not Kind.ITEM or count > _TITLE_WORDS or text[-1:] in ".!?…" or ": " in text or not text:
        return False
    words = label(text).split()
    if not _VERBS.isdisjoint(words):
        return False
    over = after is not None and after.kind is Kind.ITEM and after.depth > block.depth
    return over or (count <= _LONE_WORDS and _VERDICTS.isdisjoint(words))

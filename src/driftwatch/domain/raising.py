"""In what form a matter is put to others: asked, needed, complained of, missed, raised once more."""

import re
from collections import defaultdict
from enum import StrEnum
from functools import lru_cache


class Form(StrEnum):
    """What makes of a mention something that waits for an answer."""

    QUESTION = "asked"
    NEED = "needed or wished for"
    HARM = "complained of or feared"
    UNMET = "missing or unanswered"
    AGAIN = "said once more"
    RAISED = "raised in so many words"


_QUESTION = """
who has, who will, who would, who takes, who speaks, who owns, who do, who does, who is, who can, who pays, who decides, who shall, what do
we, what would we, what happens, what about, how about, how do we, how will, how are we, how should, when will, when do, when can, when are,
where do, where will, where is, why is, why are, question, questions, i wonder, we wonder, would like to know, like to hear, want to know,
wants to know, do we know, does anyone, does anybody, has anyone, has anybody, can anyone, can anybody, could anyone, could anybody, could
somebody, can somebody, is there a, is there any, are there any, what is the plan, what's the plan, any news, any plan, any word, any
progress, any answer, any idea, any thoughts
"""
_NEED = """
need, needs, needed, require, requires, required, want, wants, wish, wishes, would like, ask for, asks for, asked for, asking for, ask that,
asks that, ask you, ask us, asks me, asks us, request*, please, hope, hopes, hoping, aim, aims, goal, goals, should, ought, must, has to,
have to, had better, could we, could you, can we, can you, would you, we'd welcome, welcome a, expect, expects, important, matters, matter,
priority, urgent, essential, vital, crucial, look at, looked at, attend to, take care, deal with, think of, think about, plan for, provide
for, allow for, depend on, depends on, rely on, relies on, grateful, i'd like, we'd like, they'd like, he'd like, she'd like
"""
_HARM = """
problem*, trouble*, worr*, afraid, fear*, concern*, complain*, complaint*, wrong, fail, fails, failed, failing, failure*, block*, stuck,
wait, waits, waited, waiting, late, later than, delay*, lost, lose, loses, losing, loss, hurt*, risk*, danger*, unsafe, hazard*, threat*,
harm*, damage*, injur*, accident*, incident*, broke, broken, break, breaks, biggest, largest, worst, worse, worst of, bad, badly, suffer*,
struggl*, difficult*, pain*, cost us, costs us, cost me, expensive, angry, upset, unhappy, annoyed, furious, confus*, surprise*, nightmare,
turned away, turn away, refused, rejected, cancelled, crisis, shortage, too few, too many, too little, too late, too slow, too long, too
small, cannot, can't, could not, couldn't, unable, impossible, in the way, gap, hole, weak, weakest, sore point, larger part, larger share
"""
_UNMET = """
nobody, no one, none of, not one, not a single, nothing, nowhere, never, not yet, no answer, no reply, no plan, no word, no owner,
no news, no budget, no date, no line, no place, unanswered, unresolved, unsolved, undecided, unclear, missing, misses, lacking, lack, lacks,
without, still no, still not, still open, still waiting, still missing, yet to, open since, forgotten, forget, overlooked, neglected, left
out, not in any, not in the, not on the, not part of, not covered, not mentioned, not foreseen, not planned, not included, not solved, not
settled, not answered, nobody's, nor, does not appear, do not appear, did not appear, doesn't appear, don't appear, didn't know, did not
know, nobody knew, not known, not heard, haven't heard, heard nothing, there's no, there is no, they've no, we've no, there isn't, there aren't,
don't know who, don't know what, don't know how, do not know who, do not know what, do not know how, no idea, run out of, yet again
"""
_AGAIN = """
again, once more, once again, another time, still, every time, each time, every week, every month, every meeting, every friday, every day,
as i said, as we said, as before, as last time, like last time, last time too, second time, third time, fourth time, fifth time, keep*,
repeat*, back to, come back, comes back, coming back, came back, remind*, same as, same thing, yet another, for weeks, for months, since
last, ever since, by now, already said, already asked, asked before, said before, one more time, i insist, no change, unchanged, as ever, as
always, as usual, also this week, also this month, this week too, so far
"""
_RAISED = """
raise, raises, raised, raising, bring up, brings up, brought up, bring it up, put it on, put that on, put this on, on the table, on the
agenda, agenda item, an item, mention*, point out, pointed out, flag, flags, flagged, pass on, passed on, for the record, for the minutes,
so that it is said, so it is said, say it, note that, draw attention, call attention, before we close, before we finish, before we go, while
we are here, one more thing, one thing more, one last, last thing, finally, a word on, a word about, speak about, speak of, talk about, talk
of, discuss*, say one thing, say something, one thing on, a thing i'd like, in your hands, for your attention, propose*, suggest*
"""


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


class _Phrases:
    """Phrases of one form: whole ones, and beginnings of single words, which end in `*`."""

    def __init__(self, listed: str) -> None:
        phrases = [" ".join(phrase.split()) for phrase in listed.split(",")]
        self.begun = tuple(f" {phrase[:-1]}" for phrase in phrases if phrase.endswith("*"))
        self.whole: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in phrases:
            if not phrase.endswith("*"):
                self.whole[phrase.split()[0]].append(f" {phrase} ")

    def any_in(self, line: str, said: frozenset[str]) -> bool:
        """Whether any stands in the line, whose words have one blank around each; `said` are the words."""
        return any(phrase in line for first in self.whole.keys() & said for phrase in self.whole[first]) or any(word in line for word in self.begun)


_FORMS = (
    (Form.QUESTION, _Phrases(_QUESTION)),
    (Form.NEED, _Phrases(_NEED)),
    (Form.HARM, _Phrases(_HARM)),
    (Form.UNMET, _Phrases(_UNMET)),
    (Form.AGAIN, _Phrases(_AGAIN)),
    (Form.RAISED, _Phrases(_RAISED)),
)


@lru_cache(maxsize=8192)
def forms(text: str) -> frozenset[Form]:
    """Every form of raising that the text shows; none for what is merely told."""
    said = [word.replace("’", "'") for word in _WORD.findall(text.casefold())]
    line, distinct = f" {' '.join(said)} ", frozenset(said)
    found = {form for form, phrases in _FORMS if phrases.any_in(line, distinct)}
    return frozenset(found | {Form.QUESTION} if "?" in text else found)

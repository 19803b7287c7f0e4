"""The words by which people connect a term with what it means, and on which side of them term and definition stand.

Every pattern repeats within bounds only, so that the time grows with the text and not faster.
"""

import re

from driftwatch.domain.defining_words import SOMEBODY, STATE_WORDS, TERM, Cue, DefinitionKind, Shape, Written
from driftwatch.domain.naming_cues import NAMING_CUES

_MEANS, _COUNTS, _CRITERION, _NOT, _ALIAS, _LIST, _IS_A = DefinitionKind
_FIRST, _LAST, _FRAMED, _STATE, _ASIDE = Shape

_WRITTEN: tuple[Written, ...] = (
    Written(
        "means",
        _MEANS,
        _FIRST,
        r",? \b(?:shall |will |should |is to |are to |is meant to |to |only |just |here |simply )?(?:mean|means|meant|denotes?|signif(?:y"
        r"|ies))(?: that| only| just| simply| to us| for us| here)?[ :]",
    ),
    Written(
        "refers",
        _MEANS,
        _FIRST,
        r",? (?:shall |will )?(?:(?:refers?|is a reference|applies|apply|extends) to|(?:has|have|bears?|carr(?:y|ies)) the (?:meaning"
        r"|sense) of) ",
    ),
    Written("stands for", _MEANS, _FIRST, r",? (?:(?:that|it|which) )?(?:shall |will )?(?:stands?|is short) for "),
    Written(
        "understood as",
        _MEANS,
        _FIRST,
        r",? (?:(?:shall |should |will |must |can |may )?(?:is|are|was|were|be) |here )?(?:(?:hereby|always|here) )?(?:to be )?(?:understood|read"
        r"|taken|defined|interpreted|construed|fixed|explained|described|meant|agreed)(?: here)? (?:as|of|to be|to mean|to include) ",
    ),
    Written(
        "by we mean",
        _MEANS,
        _FRAMED,
        rf"\b(?:by|with|under|as for)(?: the (?:word|term|phrase|expression|label|heading))? {TERM},? {SOMEBODY} (?:always |only |just "
        rf"|simply |had |here )?(?:mean|means|meant|understand|understands|understood)(?: only| just|,)? ",
    ),
    Written(
        "what we mean",
        _MEANS,
        _FRAMED,
        rf"\bwhat (?:we|i|they|{SOMEBODY})(?:'d| would)? (?:mean|means|understand|call|calls|have in mind)(?: by| with| under)? {TERM},?"
        rf" (?:is|are|means|=|that's) ",
    ),
    Written(
        "what you call",
        _ALIAS,
        _FRAMED,
        rf"\bwhat (?:your? [\w'-]{{1,20}}|you|u|they|the [\w'-]{{1,20}}|[\w'-]{{1,20}})(?:'d| would| might)? (?:call|calls|lists? as"
        rf"|writes? as|books? as|(?:appears?|stands?) (?:in|on) your [\w'-]{{1,20}} as) {TERM},? (?:that's(?:, um,)?(?: that's)?|we call"
        rf"|we'd call|we say|we know as|is|are|our [\w'-]{{1,20}} (?:know|call|say)s?(?: as)?|=|goes by)(?: called| known as| our| a| an|"
        rf" the| just| simply)? ",
    ),
    Written(
        "when we say",
        _MEANS,
        _FRAMED,
        rf"\b(?:when(?:ever)?|if|where|once) {SOMEBODY} (?:say|says|said|write|writes|use|uses|talk about|speak of|put|puts|hear"
        rf"|hears)(?: the word)? {TERM},? (?:and [^,]{{1,50}}, |then |yeah,? |um,? |well,? )?(?:it's|its|that's|thats|it is|that is|it"
        rf" means|that means|this means|{SOMEBODY} (?:means?|'m talking about|am talking about)|i'm talking about|we're talking about"
        rf"|that includes|means|it includes|think of) ",
    ),
    Written(
        "use for", _MEANS, _FRAMED, rf"\b(?:uses?|writes?|says?|keep|keeps|reserves?) (?:the word |the term )?{TERM} (?:only )?for (?=\w{{1,30}} \w)"
    ),
    Written("as in", _MEANS, _FIRST, r" (?:as in|in the sense of|in the sense that) "),
    Written("when i use", _MEANS, _FIRST, r",? when i use the word, (?:is|means) "),
    Written("meaning", _MEANS, _ASIDE, r",? (?:meaning|that is to say|that is|i\.e\.|ie|in other words|in plain words|namely|to wit|viz\.)[, :]"),
    Written("in brackets", _MEANS, _ASIDE, r" \((?:that is|i\.e\.|ie|meaning|in other words|=)[, ]{1,2}(?=[^()]{4,200}\))"),
    Written("equals", _MEANS, _FIRST, r" ?(?:=|==|=>|:=|≙|≡) ?"),
    Written("colon", _MEANS, _FIRST, r": "),
    Written("dash", _MEANS, _FIRST, r" (?:–|-|--) "),
    Written("question", _MEANS, _FRAMED, r"^(?P<term>[^,;:.!?()=\"]{1,30}|\"[^\"]{1,40}\")\?+ (?=\w)"),
    Written(
        "thats",
        _MEANS,
        _FIRST,
        r", (?:um,? |well,? |right,? |yeah,? |for (?:us|me|them) |on my [\w'-]{1,20} )?(?:that's|thats|that is|it's|its|it is|that means"
        r"|it means|that'd be|this is|that stands for)(?:, that's)? ",
    ),
    Written(
        "we say of",
        _MEANS,
        _FRAMED,
        rf"\b{SOMEBODY} (?:say|says) (?:the |a |an )?[\w'-]{{1,20}} (?:is|are) (?P<term>{STATE_WORDS}) (?:when|once|if|as soon as) ",
    ),
    Written(
        "is",
        _MEANS,
        _FIRST,
        r"(?:,? (?:is|are|was|were|seems? to be|appears? to be|turn(?:s|ed) out to be|remains) (?!not\b)|'s (?!not\b)|,? sounds"
        r" [\w'-]{1,20} but it's )",
    ),
    Written(
        "reads as",
        _MEANS,
        _FRAMED,
        rf"\b{SOMEBODY} (?:reads?|takes?|took|understands?|understood|interprets?|sees?|uses?|used|had) (?:the word |the term )?{TERM}"
        rf" (?:as|to mean|to be|to cover|for|only for|in the sense of) ",
    ),
    Written(
        "we have x as",
        _MEANS,
        _FIRST,
        r",? (?:as we (?:use|understand|read|have) it|in our sense|in our (?:book|books|reading|language)|for our purposes)[,:]? (?:is "
        r"|means |that's |it's )?",
    ),
    Written(
        "runs",
        _MEANS,
        _FIRST,
        r",? (?:shall |will )?(?:runs?|starts?|begins?|ends?|lasts?|goes|counts) (?=(?:from|when|at|after|with|on|until|as long as|once"
        r"|only) )",
    ),
    Written(
        "shall be",
        _MEANS,
        _FIRST,
        r",? (?:shall|is to|are to|must|should) (?:in this [\w'-]{1,20} |always |hereby |also )?be (?:any|an?|the|those|that|whatever"
        r"|what|all)?(?: understood of)? ",
    ),
    Written(
        "is when",
        _MEANS,
        _FIRST,
        r"(?:,? (?:is|are|was|means)|'s) (?:just |only |simply |basically |always )?(?=(?:when|where|once|if|as soon as|whatever|whoever"
        r"|anything|anyone|anybody|everything|everyone|what) )",
    ),
    Written("does not mean", _NOT, _FIRST, r",? (?:excludes?|leaves? out|omits?|is no|are no|has nothing to do with|says nothing (?:of|about)) "),
    Written(
        "enough",
        _CRITERION,
        _FRAMED,
        rf"\b(?:to be|to count as|to qualify as|to call (?:it|something|a thing)) {TERM},? (?:it|a [\w'-]{{1,20}}|the [\w'-]{{1,20}}"
        rf"|something|you|we|they)? ?(?:must|has to|have to|needs? to|needs?|takes|requires?) ",
    ),
    Written(
        "otherwise",
        _COUNTS,
        _LAST,
        r",? (?:makes?|make it|makes it|is enough (?:for|to be)|is|becomes?) (?:still |already |automatically |then"
        r" )?(?=\"[^\"]{1,40}\"(?:[,.;]|$| (?:for|to|with|in|on|at) ))",
    ),
    Written("had it that", _MEANS, _FIRST, r",? (?:in|at|with|on) [^,]{1,40}, (?:is|are|means) "),
    *NAMING_CUES,
)
CUES = tuple(Cue(name, kind, shape, re.compile(pattern, re.IGNORECASE)) for name, kind, shape, pattern in _WRITTEN)
"""In the order in which they are believed where two find the same term."""

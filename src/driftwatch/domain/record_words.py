"""How people say that a decision counts once it stands on record, that the record lacks one, or that it was taken in talk."""

import re

_RECORDS = (
    r"(?:minutes|protocols?|list of decisions|decisions? (?:list|log|register|record)|(?:decision|action|change) (?:log|register)|resolutions?"
    r"|log ?book|register"
    r"|file notes?|(?:meeting|call) (?:reports?|notes?|record)|reports?|agenda|record|log|writing|official (?:record|notes?)|notes|circular"
    r"|file|papers?)"
)
_FORMAL = (
    r"(?:minutes|protocols?|list of decisions|decisions? (?:list|log|register|record)|(?:decision|action|change) (?:log|register)|resolutions?"
    r"|log ?book|register"
    r"|file notes?|meeting (?:reports?|notes?|record)|agenda|record|log|official (?:record|notes?)|notes|circular|(?:action|task|decisions?"
    r"|open points|to-?do|issues?) list)"
)
_THE = r"(?:the|any|our|your|my|those|these|today['’]s|tomorrow['’]s|last|that|any of the)"
_NONE = (
    r"(?:not|no|neither|nothing|nowhere|never|nor|cannot|can['’]t|don['’]t|doesn['’]t|didn['’]t|haven['’]t|isn['’]t|was(?:n['’]t)|aren['’]t"
    r"|could(?:n['’]t))"
)
_KEPT = r"(?:minuted|recorded|written down|noted down|logged|documented|on file|on record)"
_DECIDED = r"(?:decided|settled|agreed|sorted|cleared|voted|ok['’]?d|confirmed|fixed)"

MISSES_RECORD = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"\bnothing (?:about|on|of) (?:that|this|it|the \w+) in the (?:report|minutes|notes|protocol|record|papers)\b|\b(?:read|went|looked"
            r"|searched) through (?:all )?(?:the|our|my) (?:minutes|notes|reports|protocols)\b"
        ),
        (
            rf"\b{_NONE}\b.{{0,55}}\b(?:in|on|to|into) (?:{_THE} (?:[\w'’-]+ )?{_FORMAL}|any of the (?:reports?|minutes|notes|papers)"
            rf"|the (?:meeting|last) report|writing|paper|file)\b"
        ),
        (
            rf"\b(?:where|which)\b.{{0,40}}\b(?:do|can|could|should|would|may|might) (?:i|we|one|they)\b.{{0,10}}\bfind\b.{{0,40}}\b(?:decision"
            rf"|{_FORMAL})"
        ),
        (
            r"\bwhere i (?:can )?find the (?:resolution|decision|minute\w{0,2})\b|\bwho (?:decided|agreed)\b.{0,30}\bwhere\b.{0,20}\b(?:written"
            r"|recorded|minuted)\b"
        ),
        (
            rf"\b(?:in|by|according to) (?:the|my|our) {_FORMAL}\b.{{0,12}}\b(?:i|we|it|there)\b|\b(?:i|we) (?:find|found|see"
            rf"|saw) neither\b.{{0,60}}\b{_FORMAL}\b"
        ),
        rf"\b(?:not|never) been {_KEPT}\b|\b(?:not|n['’]t|never) {_KEPT} (?:anywhere|in the|yet)\b|\b(?:not|never|n['’]t) (?:been )?minuted\b",
        (
            r"\bnone of the (?:papers|minutes|reports|notes|protocols)\b|\bwho (?:decided|agreed(?: to)?) (?:this|that|it),? and when\b"
            r"|\bnever (?:put|brought) to the (?:meeting|board|vote|committee|table|call)\b"
        ),
        (
            r"\b(?:trace|find|see|connect)\b.{0,20}\b(?:to|in) any (?:decision|resolution|minutes|record|report)\b|\b(?:which|what) meeting (?:was"
            r"|has|had|did)\b.{0,25}\b(?:agreed|decided|settled|agree|decide)\b"
        ),
        (
            r"\b(?:i|we) have (?:no|nothing) (?:decision|resolution|record|minute|in writing|on paper|on file)\b|\bno (?:decision|record|trace"
            r"|entry|minute|resolution) (?:of|on|about|for|in|that)\b"
        ),
        (
            r"\b(?:i|we) (?:was|were|am|are) not aware (?:that )?(?:this|it|that|anything|we|the)\b.{0,25}\b(?:decided|agreed|settled)\b"
            r"|\bwhen was (?:that|this|it) (?:agreed|decided|settled)\b.{0,30}\b(?:see|find|report|minutes|notes)"
        ),
    )
)
ASKS_FOR_RECORD = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"\b(?:like|want|wants|need|ask for|have) (?:that|this|it) (?:noted|minuted|on record|recorded|put down)\b|\bunless (?:i"
            r"|we) have it (?:on|in) (?:the |a )?(?:sheet|paper|writing|minutes|file|list)\b"
        ),
        (
            rf"\b(?:put|added|add|placed?|raised?|entered|enter|brought|taken|go(?:es)?|stands?|stood|record\w{{0,3}}|written|have|want|see"
            rf"|note)\b.{{0,30}}\b(?:on|to|in|into|for) (?:the|today['’]s|tomorrow['’]s|our|next \w+['’]s) (?:[\w'’-]+ )?(?:{_FORMAL}|list(?: for"
            rf"| of|$|[.,]))"
        ),
        (
            r"\b(?:please|kindly|may i|must|shall|so that|then i|then we|i shall|i will|i can|let me|can we|could we|could you|to be"
            r"|be) (?:[\w'’]+ ){0,3}?"
            r"(?:minute|minuted|record|recorded|write (?:it|that|this) down|written down|documented|log|logged|file it)\b(?! (?:of|from|at"
            r"|by the (?:node|sensor|logger)))"
        ),
        (
            r"\b(?:confirm(?:ed)?|send|give|need|want|see|put|inform\w{0,2}|have|get)\b.{0,35}\b(?:in writing(?! since)|by letter|formally|on paper"
            r"|by registered mail)\b|\bfor the minutes\b|\bwrite (?:that|it|this) down and\b.{0,15}\bsign\b|\bso (?:that )?(?:i|we) can (?:file"
            r"|minute|record) it\b"
        ),
        (
            r"\brefer (?:them|him|her|people|you) to a (?:decision|resolution)\b|\b(?:work|act|go|plan|build) (?:only )?(?:from|on|by) (?:the "
            r"|what is in the )?(?:signed |written |official )?(?:record|minutes|decision (?:list|log)|resolution)\b"
        ),
        (
            rf"\b(?:only|just|nothing but) what (?:stands|is|we (?:write|wrote)) in (?:the )?{_RECORDS}\b|\b(?:if|as long as|until"
            rf"|unless) it(?:['’]s| is| isn['’]t| stands)? (?:not )?(?:written|minuted|in the (?:minutes|log|decision|register|record))"
        ),
        (
            r"\b(?:only )?(?:act|work|move|go) (?:only )?on (?:signed|written) (?:orders?|instructions?|decisions?|requests?)\b|\b(?:put|send|have"
            r"|get) (?:that|it|this|me that)\b.{0,12}\bin an? e?-?mail\b|\bfor the (?:file|record)\b(?=:|,? (?:please|i|we))"
        ),
        (
            r"\b(?:a |the )?(?:chats?|threads?|calls?|phone calls?|messages?|thumbs?(?:[- ]up)?|whatsapp|slack|emoji) (?:is|are|isn['’]t|is not"
            r"|aren['’]t|does not|doesn['’]t|do not|don['’]t)\b.{0,15}\b(?:decisions?|binding|count|approval|record|resolution)\b(?<!is a decision)"
        ),
        (
            r"\bdecisions?\b.{0,40}\b(?:come|comes|belong|belongs|go|goes|be taken|are taken|be made) (?:in|to|into|at|before) the (?:meeting"
            r"|minutes|joint meeting|board|call|log|register)\b"
        ),
    )
)
DECIDES_IN_TALK = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"\bthumbs[- ]up from (?:everyone|everybody|all|both|the)\b|\b(?:all good|all clear|everyone['’]s in|we['’]re all in"
            r"|no objections?),? (?:so |then |let['’]s |we |i |off we)"
        ),
        (
            r"(?:^|[.,;:!–-] ?|\b(?:ok|okay|good|great|right|fine|so|then|it['’]s|that['’]s|all|consider (?:it|that)|and|is|are|we(?:['’]re"
            r"| are)) )(?:settled|decided|agreed then|done deal|locked(?: in)?|a deal|deal then|sorted then)\b"
            r"(?! (?:by|on the|in the|to|that) (?:committee|board|panel|minutes|steering))"
        ),
        (
            r"\b(?:good|great|ok|okay|right|fine|super|perfect|cool),? (?:then )?(?:agreed|we (?:go|do|take)|let['’]s (?:go|do|take)|go with"
            r"|going with|we['’]ll (?:go|take|do))\b"
        ),
        (
            r"\bagreed,? then\b|\blet['’]s (?:just )?(?:go with|settle on|call it)\b|\blet['’]s do [^.?!]{1,25} then\b|\b(?:two|three|four|five|six"
            r"|seven|eight|\d) (?:votes|thumbs|plus ones|👍)"
        ),
        (
            r"\b(?:nobody|no one|no[- ]?one) (?:objected|objects|against|said no|shouted|minds),?|\b(?:taking|take|i take|count) (?:that|this|it"
            r"|silence) as (?:a )?(?:yes|agreed|decided|ok|settled)\b"
        ),
        (
            r"\bthat['’]s it then\b|^sold\b|\bit is,? then\b|\bok(?:ay)?,? so .{2,30} it is\b|\b(?:all|everyone|everybody|both) happy,? (?:so "
            r"|then |doing|going|i)|\b(?:that['’]s|it['’]s) a (?:go|yes)\b|\ba yes from (?:both|all|everyone)\b|\bthumbed (?:it )?up\b"
            r"|^done,? moving on\b|\b(?:yep|yes|ok(?:ay)?|good|great|agreed|fine),? (?:agreed,? )?(?:going ahead|closing this|doing it|on it then)\b"
        ),
        r"\b(?:fine by me|ok(?:ay)? (?:by|for|with) me|works for me|sounds good),? (?:so |just )?(?:go ahead|do it|let['’]s|proceed)\b",
    )
)
POINTS_TO_TALK = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"\b{_DECIDED}\b[^.?!]{{0,40}}\b(?:in (?:the|our|that) (?:thread|chat|channel|group|call|corridor|car park|pub|van|kitchen|yard"
            rf"|canteen|lift|hall|lobby|taxi|train|dms?)|on (?:the phone|slack|teams|whatsapp|signal|mattermost|telegram|zulip|discord|the call"
            rf"|chat|matrix|irc)"
            r"|over (?:coffee|lunch|the phone|a beer|breakfast|a pint|dinner)|by (?:phone|text|voice message|sms)|at the (?:coffee machine|bar|gate"
            r"|bus stop|door|table|lunch table)|with \w+ in the (?:corridor|yard|kitchen|car park))\b"
        ),
        (
            r"\bit['’]s (?:all )?in (?:the (?:thread|chat|channel)|#[\w-]+)|\bscroll (?:up|back)\b|\b(?:further|bit"
            r"|little) (?:bit )?(?:further )?up in the (?:thread|chat|channel)\b|\bbit further up\b"
        ),
        r"\b(?:thread|chat|channel|call|phone call|thumb|thumbs[- ]up|message) is (?:enough|good enough|as good as|all (?:i|we) need)\b",
        r"\b(?:that|this|it) was (?:decided|settled|agreed) (?:on|last|yesterday|this|in the)\b(?!.{0,20}\b(?:minutes|meeting|steering))",
    )
)

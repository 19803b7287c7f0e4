"""How people say that a thing is done on one's own word, at once, told afterwards, or that steps stand in its way: in any field."""

import re

from driftwatch.domain.step_words import BODY, PAPER

_DO = (
    r"(?:buy|order|do|push|ship|send|change|fix|publish|post|swap|start|take|book|release|deploy|switch|move|call|ring|go|print|cut|hang|pour|paint"
    r"|drill|plant|spray|sail|load|hire)"
)
_DID = (
    r"(?:bought|ordered|replaced|changed|pushed|shipped|swapped|released|published|switched|booked|hired|rebuilt|repaired|fixed|moved|approved"
    r"|cancelled|cut|rerouted"
    r"|painted|printed|drilled|re-?hung|poured|sprayed|loaded|decided|rescheduled)"
)
OWN_WORD = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"\b(?:i|we) (?:don['’]t|do not|never) ask (?:the|any|our|your|for)\b|\bon the quiet\b|\b(?:decision|call) for whoever\b"
            r"|\bwithout (?:any )?fuss\b"
        ),
        (
            r"\b(?:i|we) (?:just )?(?:print|do|make|change|fix|sort|buy|swap|mend|decide|settle|cut|build|write) (?:it|that|this|them"
            r"|those)\b.{0,15}\b(?:in (?:two|five|ten|twenty) minutes|here and now|then and there)\b"
        ),
        (
            r"\b(?:i|i['’]ll|i will|we|we['’]ll|we will|i can|we can|you can|just) (?:just |simply |can |will )?sign (?:it|that|for it"
            r"|this)?(?: myself| ourselves)?(?=$|[.,;!])"
        ),
        (
            r"\bnobody (?:has|needs) to (?:ask|sign|approve|know)\b|\bnobody (?:fills?|signs?|asks?|waits?|writes?)\b|\b(?:no|without"
            r"|never) (?:need (?:to (?:ask|bother|wait|sign)|for (?:a|any|another) \w+)"
            r"|asking (?:for|anyone|anybody|first)|having to ask|red tape|bureaucracy|paperwork)\b"
        ),
        (
            r"\b(?:don['’]t|do not|doesn['’]t|does not|didn['’]t|never) (?:need|want|have|had|do|fill in|fill out|wait for|bother with|believe in"
            r"|use|write to|ask) "
            r"(?:to (?:ask|wait|fill)|(?:a |an |any |the )?(?:forms?|committees?|boards?|panels?|permits?|signatures?|paper|meetings?|permission"
            r"|approval|paperwork|tickets?)|any(?:body|one))\b|\b(?:don['’]t|do not|doesn['’]t|never) need (?:a |an |any )?(?:letter|note|vote|memo"
            r"|mandate|second opinion|stamp|order|ticket|signature)\b"
            r"|\bjust tell (?:me|us)\b.{0,25}\bdone\b|\bout of the (?:float|till|kitty|van)\b"
        ),
        (
            rf"\b(?:just|simply) {_DO}\b|\b(?:we|i|they) (?:just|simply) {_DID}\b|\balready (?:told|asked) .{{0,25}}\bto go ahead\b|^(?:done|did"
            rf"|moved|changed) it already\b"
        ),
        rf"\b{_DO} (?:it|them|that|this|first|what you need)\b[^.?!]{{0,30}}\b(?:card|sign|later|after\w{{0,5}}|today|tonight|now|myself)\b",
        rf"\b(?:{_DO}|act|pull|try|deploy) (?:it |them )?first(?:,| and| then)\b.{{0,20}}\b(?:later|after\w{{0,5}}|then|ask|tell|write|talk|draw)\b",
        r"\b(?:sorry|forgiveness|apologi[sz]e)\b.{0,25}\b(?:than|not|rather|before)\b.{0,20}\b(?:ask|permission|asking|fill)\b",
        (
            r"\b(?:tell|inform|let|write|draw|send|square|document|paper|report|update|note|explain)\b[^.?!]{0,40}\b(?:afterwards|after the fact"
            r"|when it['’]s done|once it['’]s (?:done|in|up|out|live))\b"
        ),
        (
            r"\b(?:when it['’]s ready|live|now|there and then|straight)\b[^.?!]{0,25}\band (?:write|tell|draw|send|let|square|document"
            r"|explain)\b[^.?!]{0,30}\b(?:later|after\w{0,5})\b"
            r"|\bsquare it with\b.{0,25}\b(?:later|after\w{0,5})\b|\bat some point\b.{0,10}$"
        ),
        (
            r"\b(?:own|team|department|shop|petty|local|site) (?:budget|card|cash|account)\b|\b(?:company|credit|petty|team|debit|my|our) card\b"
            r"|\bpetty cash\b|\bout of (?:my|our) own pocket\b"
        ),
        r"\bit['’]s (?:bought|ordered|done and paid)\b|\bon (?:my|our) own (?:authority|account|word|responsibility|budget)\b",
        (
            r"\b(?:handshake|nod|phone call|quick call|thumbs[- ]up|word|text message) (?:is|does|will do|suffices|was) ?(?:enough|it|fine)?\b"
            r"|\b(?:picks?|pick) up the phone\b|\bnods and\b"
        ),
        (
            r"\b(?:the (?:day|evening|night) before|a day['’]s notice|a word|a call|a message|a line in the \w+) is (?:good time|enough|plenty"
            r"|early enough|fine|notice)\b"
        ),
        (
            rf"\b(?:went|gone) ahead (?:with|and|anyway)\b|(?:^|\b(?:i|we|i['’]ve|we['’]ve|i have|we have|just|already|simply"
            rf"|and) ){_DID}\b[^.?!]{{0,40}}\b(?:on the spot|(?:on|with) (?:the|my|our) [\w-]* ?card|one (?:coffee|phone call|lunch)|myself"
            rf"|ourselves|in (?:one|an|ten|five) (?:afternoon|hour|evening|morning|minutes))\b"
            r"|\b(?:i|we|he|she|they|foreman|skipper|lead|crew)(?:['’]ll)? (?:decides?|approves?|changes?|fix(?:es)?|settles?|sorts?|moves?"
            r"|makes? (?:the|that|this) (?:call|decision))"
            r" ?(?:it|that|this|them)?\b.{0,15}\b(?:there and then|on the spot|myself|ourselves|on site|right away|right there|live|on the water"
            r"|on the floor|himself|herself)\b"
        ),
        (
            r"\bthat['’]s (?:his|her|my|our|their|your) (?:own )?(?:call|decision|business)\b|\b(?:i|we) can (?:approve|decide|sign|release"
            r"|authori[sz]e)\b|\band that['’]s (?:that|it)\b"
            r"|\bno (?:forms?|paper|paperwork|permit|ticket|approval|signature|meeting) (?:is )?(?:needed|required|necessary)\b|\b(?:don['’]t|never"
            r"|won['’]t) ask (?:for )?(?:permission|anybody|anyone|first)\b"
        ),
        (
            r"\bwhoever (?:sees|finds|spots|notices)\b.{0,30}\b(?:changes?|fix\w{0,2}|repairs?|decides?|moves?|does)\b|\b(?:i|you) say (?:yes|no|go"
            r"|yes or no)\b|\bcall me,"
        ),
    )
)
AGAINST_STEPS = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"\bno (?:forms?|meetings?|minutes|paperwork|committees?|red tape|tickets?|approvals?|emails?), (?:and )?no (?!rollout|release|work"
            r"|entry|payment|drilling|start|launch|sailing|access|go|publication|change)\w+"
        ),
        (
            rf"\bif (?:i|we|you|they|somebody|everybody) (?:put|puts|file|fill(?: in| out)?|write|need|have to \w+|had to \w+|want|ask for"
            rf"|sign) (?:a|an|another|every|some) (?:[\w-]+ )?{PAPER}\b"
        ),
        (
            rf"\b(?:over|because of|behind) (?:a|an|another|some) {PAPER}\b|\b(?:by the time|before) (?:your|the|their|that) {BODY} (?:has|have"
            rf"|had|meets?|met|decides?|gets?|finds?)\b"
        ),
        (
            r"\b(?:a night|a day|an hour|an afternoon|one day|one night|minutes|hours),? (?:and )?not (?:ten|five|two|three|four|six"
            r"|\d{1,2}) (?:working )?(?:days|weeks|months)\b"
        ),
        (
            rf"\b(?:a|an|every|another|one more|ten|all these|these|your) (?:{PAPER}|{BODY})\b.{{0,50}}\b(?:slow\w{{0,4}}|costs?|kills?|stops?"
            rf"|delays?|wastes?|lose|blocks?|holds? (?:us|it) up|too long|for what|overkill)\b"
        ),
        (
            rf"\b(?:rather|sooner)\b.{{0,70}}\bthan\b.{{0,40}}\b(?:ask\w{{0,3}}|wait\w{{0,3}}|fill|{PAPER}|{BODY}|days|weeks|months)\b"
            rf"|\binstead of (?:asking|waiting|a form|forms|paperwork)\b"
        ),
        (
            r"\b(?:rather|better) (?:\w+ )?(?:push|ship|try|do|act|start|buy|change|decide|fix|move|go) and (?:watch|see|learn|tell|report|correct"
            r"|fix|adjust|mend)\b"
        ),
        (
            r"\b(?:days|weeks|months|form|forms|panel|committee|paperwork|approvals?)\b[^.?!]{0,40}\b(?:would|will|means?|costs?"
            r"|is how)\b[^.?!]{0,40}\b(?:cost|lose|stays?|slow\w{0,3}|kill|stop|miss|late)\b"
            r"|\b(?:a|every|another) (?:form|notice|permit|signature|approval)\b[^.?!]{0,25}\bslow\w{0,3}"
        ),
        (
            r"\b(?:can['’]t|cannot|won['’]t|not going to|am not|isn['’]t going to) (?:wait|hold|ask|stop|let)\b[^.?!]{0,50}\b(?:for|until|days"
            r"|weeks|months|form|panel|committee|signature)\b"
        ),
        (
            r"\b(?:if|while) (?:i|we) wait(?:ed)?\b[^.?!]{0,30}\b(?:days|weeks|months|committee|panel|board|form)\b|\b(?:red tape|bureaucra\w{1,4}"
            r"|paper-?pushing|box[- ]ticking)\b"
        ),
        (
            r"\b(?:quicker|faster|easier|simpler|cheaper) to\b.{0,40}\bthan to (?:get|wait|ask|fill|find|go)\b|\byour (?:[\w-]+ )?(?:signatures?"
            r"|forms?|committees?|boards?|paperwork|approvals?|meetings?) (?:cost|costs|takes?|took)\b"
        ),
        (
            rf"\b(?:don['’]t see|no idea|tell me|wonder|don['’]t understand) why\b.{{0,30}}\b(?:need|wait|ask|sign|form)\b|\bnobody (?:fills? in"
            rf"|fills? out|signs?|waits? for) (?:a )?{PAPER}\b"
        ),
    )
)
ACTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:^|\b(?:i|we|i['’]ve|we['’]ve|i have|we have|just|already|simply|and) )(?:just |already |now )?{_DID}\b",
        (
            rf"^(?:{_DID}|rolled out|rolling out|gone live)\b|\b(?:is|are|went|goes|rolled|rolling|pushed|been) (?:out|live|in|up) (?:now|since"
            rf"|tonight|last night|yesterday|today|on [a-z]{{3,6}}day)\b"
        ),
        (
            r"\b(?:i|we)['’]ll (?:do|push|change|move|switch|order|buy|fix|send) (?:it|that|them|this)\b.{0,15}\b(?:tonight|today|now|tomorrow)\b"
            r"|\btold the [\w-]+ to \w+|\byou['’]ll see it in the\b"
        ),
    )
)
"""What is done without a word of steps: a way only where the other side asks for steps at the same place."""

"""What people say when they keep away from a risk, ask for proof first, or name harm that lasts."""

import re

from driftwatch.domain.attitude_cues import PROOF, Cue, Reason, cue

_EXPOSED = re.compile(r"\b(?:out|in|into|on|onto|up|near|through|under|away|over|before|live|without)\b|\ba single\b")
_A = r"[\w'-]{1,20}"
_NO = r"(?:no|not|never|nobody|no one|nothing|none|neither|cannot|\w{2,7}n't)"
_WONT = (
    r"(?:won't|will not|wouldn't|would not|(?:will|would) never|'(?:d|ll) never|refuse to"
    r"|(?:'m|'re| am| are) not (?:going|prepared|willing|ready) to)"
)

AVOIDING: tuple[Cue, ...] = (
    cue(
        Reason.CAREFUL,
        -1,
        0.6,
        r"no (?:surprises|experiments|heroics|shortcuts|short cuts|gambles|risks|adventures|stunts)|by the book",
        r"tried and (?:tested|trusted)|(?:stick|stay) (?:to|with) what (?:we|is|has|works)|measure twice|look before we|walk before",
        r"(?:prepare|plan) for the worst|assume the worst|steer clear of|de-?risk",
        r"(?:mitigate|minimi[sz]e|reduce|limit|avoid) (?:the|that|this|any|every|all|our) risks?",
        r"(?:there's |there is |i see |in )?no (?:rush|hurry) (?:to|with|here|at all|for (?:us|me))|(?:take|taking) our time",
        r"(?:don't|not|never|won't|rather not) (?:let's )?(?:be )?rush\w{0,3}|rushed into|(?:rather|prefer to|better) wait",
        r"not half[- ](?:baked|cooked|finished|done)|too (?:early|soon) (?:to|for)|premature",
        r"leave (?:a|some|enough) (?:margin|buffer|reserve)|with a margin",
        r"(?:makes?|making) (?:me|us|everyone|everybody|my \w{3,12}) (?:very |really |quite |so )?(?:nervous|uneasy|uncomfortable|anxious)",
        r"(?:i'm|we're|i am|we are) (?:very |really |quite |rather )?(?:uneasy|nervous) (?:about|with)",
        turns=False,
    ),
    cue(
        Reason.HARM,
        -1,
        0.6,
        r"(?:our|my|the|your) (?:name|brand|reputation|licen[cs]e|neck|job|head)(?: \w{2,8})? (?:is|are|would be|will be|'s) (?:on (?:it"
        r"|the line|the block|that)|at stake)",
        r"(?:we|you) only (?:get|have|got) (?:to \w{3,10} )?(?:one|once)|only one (?:shot|chance|try|attempt)|no going back|no undo",
        r"(?:ha(?:s|ve)|carry|left) (?:to )?(?:carry the can|hold the baby|pick up the pieces)|end(?:s)? up on (?:us|me|my desk)",
        turns=False,
    ),
    cue(
        Reason.PROOF_FIRST,
        -1,
        0.6,
        r"show (?:me|us) (?:it |that it )?(?:first|works|once)|prove it to (?:me|us)",
        r"not until (?:i|we|somebody|someone)(?:'ve| have| has)? (?:seen|had|checked|tested|been|got|know)",
        r"(?:i|we) (?:need|want) to see (?:it|that|this|them) (?:work|run|hold|stand|survive|proven|pass)\w{0,3}",
        r"un(?:tested|proven|tried|checked|reviewed|certified) \w{3,15} (?:has no|have no|does not|do not|don't|doesn't|never|anywhere"
        r"|near)",
        turns=False,
    ),
    cue(
        Reason.REFUSES,
        -1,
        0.9,
        rf"(?:i|we) ?{_WONT}(?: (?:ever|so much as|even))? (?:risk|lose|gamble|bet|trade|expose|endanger|experiment|sail|fly|take (?:that"
        r"|this|the|any|a) (?:risk|chance|gamble))",
        r"that (?:risk|chance) (?:i|we) (?:will|would|do|can|shall|'ll) ?not(?: take)?",
        r"not a (?:risk|chance) (?:i|we)(?:'m|'re| am| are)? (?:\w{4,7} )?(?:to )?take",
        r"no (?:appetite|stomach|tolerance|room) for(?: \w{1,12}){0,2}|zero (?:tolerance|risk|appetite)|not (?:be )?an option",
        r"isn't an option|no compromises?",
        r"(?:not|isn't) ?negotiable|(?:don't|not) negotiate|out of the question|under no circumstances?|not on my watch|over my dead body",
        r"unthinkable",
        r"(?:can't|cannot|can not|can ill) afford (?:a|an|any|to lose|to risk|another|that|one|mistakes?|failures?|surprises)",
        r"(?:not|isn't|never|no|aren't) (?:a |an |your |our |my |the |for )?(?:playground|sandbox|guinea[- ]pigs?|toys?|casino|betting"
        r"|gambling|experiments?)",
        r"(?:not|n't) (?:be )?worth (?:the|that|any|a) (?:\w{1,12} )?(?:risk|gamble|chance|trouble)",
        turns=False,
    ),
    cue(
        Reason.REFUSES,
        -1,
        0.6,
        rf"(?:i|we) ?{_WONT}(?: ever)? (?:put|let|run|ship|open|sign|allow|accept|touch|send|start|recommend|leave|climb|launch)",
        r"(?:does|do|will) not (?:travel|fly|leave|sail|run|go live|go out|go into)",
        r"(?:we|i) (?:don't|do not|never) (?:try|experiment|gamble|play|take (?:risks|chances))",
        turns=False,
        beside=_EXPOSED,
    ),
    cue(
        Reason.REFUSES,
        -1,
        0.9,
        r"(?:i|we)(?:'ve| have)?(?: always)? (?:said|say) no|(?:the|our|my) answer is no",
        turns=False,
        beside=re.compile(r"\b(?:risk\w{0,3}|responsib\w{1,6}|danger\w{0,3}|trial|live|chance|prototype)\b"),
    ),
    cue(
        Reason.REFUSES,
        -1,
        0.6,
        r"(?:do|does|will|shall) not tolerate|tolerates? none|(?:can't|cannot) (?:live with|bear|stomach|tolerate)",
        r"(?:not|n't) (?:at all |really |quite )?comfortable",
        r"(?:learn|experiment|practi[cs]|try)\w{0,4} (?:\w{2,8} )?(?:on|at) (?:other people|our|the) [\w ]{3,15}'",
        r"unacceptable|intolerable|irresponsible|reckless|negligent|foolhardy|madness|inexcusable|unsafe",
        r"too (?:risky|dangerous|delicate|hazardous|hot)|(?:very|so|really|plain|downright|quite) (?:risky|dangerous|hazardous)",
        r"the (?:risky|dangerous) ones?",
        r"(?:are|is|be|remains?) (?:banned|forbidden|prohibited|off[- ]limits|taboo)",
        r"(?:advise|warn|recommend|caution|counsel) (?:you |us |them )?against|(?:can't|cannot|couldn't) recommend",
        r"rule (?:it|that|this) out|hands off|pull the plug|call it off",
    ),
    cue(
        Reason.CAREFUL,
        -1,
        0.6,
        r"(?:be|being|very|more|extremely|extra|stay|remain|so|rather)(?: \w{2,9})? (?:careful|cautious|prudent|wary|vigilant"
        r"|risk[- ]averse)",
        r"careful,? please|cautious|prudent|caution,? please|with caution|side of caution",
        r"(?:play|playing|keep) (?:it )?safe|the safe side|safety first|better safe|belt and braces|as a precaution",
        r"(?:if|when|where) in doubt|slightest doubt|any doubt",
        r"(?:very |rather |extremely |quite )(?:conservative|defensive)|(?:small|smaller|little|tiny|baby) steps",
        r"(?:valley|street|ward|shop|site|room|team|country|customer|depot|unit|one|step|piece) at a time",
        r"(?:go|going|proceed|move|take it|taking it|do it|do this|take this|go about this|go about it)(?: very)? (?:slow|slowly|gently"
        r"|gradually|carefully)",
        r"(?:sleep|feel)(?: a lot| much| far)? (?:better|safer|easier|calmer) (?:with|if|when|once|knowing)",
        r"(?:don't|not) (?:think )?(?:we|i) should be the first|not be the first|anything but relaxed",
    ),
    cue(
        Reason.CAREFUL,
        -1,
        0.5,
        r"(?:hold|holding) (?:(?:it|this|that|them) (?:back|off)|fire)|hold back until|postpone (?:it|this|that|the)",
        r"put (?:it |this |that )on hold|for the time being i'd",
        r"stays? (?:shut|closed|tied up|switched off|on the ground|in the (?:box|shed|hangar|lab))|out it goes",
        r"keep (?:people|everybody|everyone|them|it|customers|the public|visitors) (?:out|away|off)",
        r"(?:please )?(?:don't|do not|nobody|never|mustn't) touch(?:es)?|stay (?:well )?(?:out|away|clear|off) (?:of|from)",
        r"keep (?:\w{2,12} ){0,2}distance|leave (?:\w{2,12} ){1,4}out of it",
        r"(?:best|safest|wisest)(?: thing)? (?:is |to )?(?:not (?:to )?|nothing)(?:be)?",
        r"nobody (?:goes (?:on|in|near|up|down|out)|climbs|enters|flies|drives|sails)",
        r"(?:if|when|at the first|whenever) [^.;?!\n]{2,60}(?:we|i|nobody|everybody|you)(?:'ll| will| would|'d)? (?:stop(?=[.,;!?]|$| and|"
        r" it| the| work)|abort|scrub|pull out|turn back|shut (?:it|down|the)|switch (?:it )?off|go home|freeze|stay (?:in|tied|home"
        r"|ashore)|call the|pull the)",
        r"shut it down now|back out (?:that|the same) day|out of (?:my|our) [\w ]{2,20} that day",
        turns=False,
    ),
    cue(
        Reason.SAFEGUARDS,
        -1,
        0.5,
        r"just in case|to be on the safe|you never know|(?:double|cross)[- ]check\w{0,3}|insure (?:it|the|them|against)|two pairs of eyes",
        r"four eyes|second pair of eyes|goes past (?:the|our|a) \w{3,12}",
        r"(?:put|putting|puts|leave|leaving) (?:\w{2,12} ){1,3}at risk|endanger|jeopardi[sz]e",
        r"(?:a|the) (?:spare|backup|back-up|fallback|stand-in|reserve)(?: \w{3,12})? (?:on board|on the truck|at hand|ready|beside|next"
        r" to)",
        r"comes? (?:before|ahead of) (?:any|every|all) \w{3,12}",
        r"(?:safety|quality|security)(?: \w{2,6})? (?:comes?|goes|takes?) (?:first|before|precedence)|exactly who is",
        turns=False,
    ),
    cue(
        Reason.PROOF_FIRST,
        -1,
        0.6,
        rf"{_NO}(?: {_A}){{0,10}}? (?:without|until|till|unless|before)(?! (?:the )?\d| (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
        rf" \w{{3,9}}ary| noon| lunch| christmas| summer| winter)",
        rf"(?:without|until|till|unless|before)(?: {_A}){{1,12}},? (?:{_NO}|i want|we want|i need|we need|i'd want|we'd want)",
        rf"(?:i'd|we'd|i|we)(?: would)? (?:want|need|insist on|like)(?: {_A}){{1,8}} (?:before (?:we|i|any|anyone|it|they|the|a)|proven"
        r"|proved|first$|first[.,])",
        rf"stays?(?: {_A}){{1,4}} (?:until|till)",
        r"until (?:we are|we're|i am|i'm|it is|it's)(?: quite| really| absolutely| completely)? (?:sure|certain|safe|proven)",
        r"only (?:then|after|once) (?:do|can|may|will|does)",
        r"(?:pilot|dry run|rehearsal|trial|test|bench|parallel)(?: \w{2,12}){0,2} (?:before|first)",
        r"(?:run|running) (?:it |them )?in parallel|gets (?:shaken|tested|checked) on the ground|have not been through \w{3,12}",
        r"(?:check|clear|agree)(?: it| this| that)? with (?:the )?(?:authority|regulator|lawyers?|legal|insurer|safety|compliance)(?:"
        r" \w{2,12}){0,2} (?:before|first)",
        r"needs?(?: [\w'-]{1,20}){1,4}? (?:blessing|approval|clearance|consent) first",
        turns=False,
        asks=True,
        beside=PROOF,
    ),
    cue(
        Reason.PROOF_FIRST,
        -1,
        0.5,
        rf"^(?:no|not a|never a) [^.;?!\n]{{3,40}} without|^(?:not|nothing)(?: {_A}){{1,6}} (?:before|until|without)",
        r"one [\w-]{3,12} first,|(?:test|prove|try|pilot|rehearse) (?:it |this |that |them )?first",
        r"first on (?:the|a) (?:bench|dummy|copy|model|test)|one \w{3,9}, one \w{3,9}, and then",
        r"get(?:s)? one \w{3,9} for a \w{3,9}, and only|only then do we",
        turns=False,
    ),
    cue(
        Reason.HARM,
        -1,
        0.6,
        r"(?:can't|cannot|can not|can never) be (?:undone|called back|recalled|taken back|reversed|replaced)|no second chance|irreversible",
        r"no way back|(?:can't|cannot) send (?:a|an|anybody|anyone|someone)",
        r"we'(?:re|d be) (?:all )?(?:toast|finished|history|done for|out of business|dead)",
        r"(?:drops?|finish|ruin|sink|bury|kill|end|close|shut|sack|sue|bankrupt|destroy|hang) (?:us|me)(?: (?:down|for good|all|both))?",
        r"(?:never|won't|don't|nobody will|cannot|can't) (?:be )?(?:forgiv\w{1,3}|recover|trust us|come back)|forgive us for",
        r"(?:takes? us|carry|haunts?|follows? us|costs? us|takes?)(?: [\w']{1,12}){0,5} (?:years|decades|a season|a lifetime|a generation)",
        r"(?:would|will|could|can|may|might|'ll|'d|to|costs?|i|we|and)(?: cost| lose| loses| forfeit)? (?:us |me )?(?:lose |cost |forfeit"
        r" )?(?:the|our|its|their|a|every|my|an \w{5,9} or a) (?:\w{3,12} )?(?:licen[cs]e|contract|customers?|clients?|accreditation"
        r"|reputation|good name|trust|funding|lives?)(?= for| over|[.,;!]|$| if| and| when)",
        r"(?:someone|somebody|people|anyone|anybody|a child|children|patients?|passengers?|guests?|staff|a \w{3,9}er)(?: (?:will|would"
        r"|could|can|may|might|is going to))? (?:die|dies|be killed|get killed|get hurt|gets hurt|be hurt|drown)",
        r"in the (?:newspapers?|news|headlines)|(?:be|are|all|us|up) in the papers?|on the (?:front page|evening news)",
        r"(?:be|are|end up) on the (?:radio|news)|lawsuits?|prosecut\w{1,4}|end up in court|in (?:prison|jail)|no longer exist",
        r"there's no \w{3,15} (?:any ?more|left)|catastroph\w{1,4}|a disaster|disastrous",
        turns=False,
    ),
)

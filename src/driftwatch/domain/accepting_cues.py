"""What people say when they take a risk, learn from a loss, mend it afterwards, or find caution too dear."""

from driftwatch.domain.attitude_cues import LOSS, Cue, Reason, cue

_PAPERS = (
    r"(?:permit|permission|policy|committee|approval|review|study|second opinion|test|institute|signature|sign-off|meeting|form|master plan|surveyor"
    r"|lawyers?|certificate|board|stamp|paperwork|workshop|consultants?|paper|strategy|concept|business case|specification)"
)

ACCEPTING: tuple[Cue, ...] = (
    cue(
        Reason.TRIES,
        1,
        0.6,
        r"worth a (?:try|shot|go|punt|gamble)|no harm in (?:trying|a)|nothing to lose|(?:the )?only way to (?:find out|know|learn|see)",
        r"roll the dice|let's (?:jump|dive) in|in at the deep end|crack on|push on|full steam",
        r"get (?:it|this|them|that|something) (?:out (?:the|of the) door|in front of|into (?:the )?(?:hands|water|field|wild))",
        r"get on with it|just get it out|(?:rather|better) ask for forgiveness|ask forgiveness",
        r"(?:real|actual|paying|live) (?:users|customers|players|people|weather|passengers|visitors|readers|guests|traffic|load|patients"
        r"|data) (?:will|would|can|'ll) (?:tell|show|teach)",
    ),
    cue(
        Reason.ACCEPTS,
        1,
        0.6,
        r"no such thing as (?:zero|no) risk|zero risk (?:does|doesn|isn)|(?:everything|anything|life|every \w{3,12}) is a (?:risk|gamble)",
        r"risk is part|(?:you|we) (?:can't|cannot|can never|will never) (?:eliminate|rule out|remove|avoid) (?:all|every|the)",
        r"take (?:it|that) on the chin|bloody nose|(?:black eye|bruise|scar)s? (?:is|are|or|and)",
        r"(?:can|could) afford to (?:lose|fail|break|be wrong|get it wrong)",
        r"that's what (?:the )?(?:spares?|insurance|warrant\w{1,3}|backups?|reserves?)",
        r"(?:cheap|cheaper|easy|easier|quick|quicker) to (?:fix|replace|break|lose|repair|undo|mend|redo)",
        r"(?:bigger|biggest|greater|real|greatest|only) risk is (?:not|doing nothing|waiting|to wait|standing|being too|that we (?:wait"
        r"|never|don))",
        r"waiting is (?:a|the|also)",
    ),
    cue(
        Reason.MENDS_LATER,
        1,
        0.6,
        r"(?:cross|burn) that bridge|deal with (?:it|that|them|whatever) (?:when|if|as|then|later|on the day)",
        r"(?:we'll|we will|we can|we) (?:just )?(?:patch|hotfix|fix|mend|repair|sort) (?:it|that|them|things) (?:live|after|later|in place"
        r"|in the field|on site|on the fly|when|if|as|quickly|within|the (?:next|same))",
        r"fix(?:ing)? forward|(?:we'll|we will|we) (?:manage|cope|improvise|figure it out|find a way)",
        r"if it (?:breaks|fails|goes wrong|falls over|does|sinks|snaps|dies|bites|flops|leaks),? (?:then )?(?:we|i|it|so|somebody|they"
        r"|you)",
    ),
    cue(
        Reason.PLAYS_DOWN,
        1,
        0.6,
        r"how bad can (?:it|that)|what's the harm|where's the harm",
        r"(?:we|i)(?:'ve| have) (?:done|survived|seen|had) (?:far |much )?(?:worse|this before|it before)",
        r"worst (?:that|it|we|they) (?:can|could)|stop worrying|(?:don't|not) be (?:so )?(?:afraid|shy|scared)",
        r"(?:never|not once) (?:had|been) (?:a|any) (?:problem|trouble)|there(?:'s| is) never (?:a|the) (?:perfect|right|good)",
        r"if we wait for",
        r"(?:a |an )?(?:embarrassing|bumpy|rough|bad|ugly) (?:day|week|evening|hour|afternoon|start|first \w{3,6}) (?:is|won|never|costs"
        r"|at most)",
        turns=False,
        asks=True,
    ),
    cue(
        Reason.TRIES,
        1,
        0.6,
        r"(?:let's|let us|we should|we could|why not|why don't we|i'd|just|simply)(?: just| simply)? (?:try|trial|plant|shoot) (?:it|this"
        r"|that|them|one|some)",
        r"(?:just )?try (?:it|this|that|them|things)(?: out)?(?! (?:again|on|later))|try out|by trying (?:out )?|trying things",
        r"give it a (?:go|try|shot|whirl)|have a go|try (?:your|our|my) luck",
        r"(?:put|get|push|throw|send) (?:it|this|that|them|the(?: new)? [\w-]{3,15}|[\w-]{3,15}) (?:out there|out in the open|into the"
        r" wild)",
        r"and see what (?:happens|breaks|sticks|comes|goes wrong|they say|people say)",
        r"experiment with|(?:to|we|i|let's|n't) play with|tinker with",
        r"(?:take|took|taking|takes|carry|run) (?:a|the|that|this|some|more|any|such|bigger) (?:\w{3,12} )?(?:risks?|chances?|gambles?"
        r"|leaps?|punt)",
        r"takes? (?:risks|chances)",
        r"(?:we|i|us|should|could|must|to|let's|and)(?: \w{2,8})? be (?:a bit |a little |more |much )?(?:bold|bolder|brave|braver|daring"
        r"|adventurous)",
        r"take the plunge|leap of faith|nothing ventured|go for it",
        r"(?:i'd|i would|we'd|would|i'll)(?:n't)? (?:bet|gamble|stake|wager) (?:the|my|our|a) (?:whole|entire|single|house|budget|season"
        r"|company|farm|next)",
        r"bet the (?:house|farm|company)|being (?:the )?first to",
    ),
    cue(
        Reason.TRIES,
        1,
        0.5,
        r"let's (?:just |simply )?(?:roll|ship|launch|do it|go live|press on|get going|jump|begin)",
        r"just (?:do it|ship|launch it|turn it on|switch it on|put it out|plug it in)|we ship and|i say we \w{3,8}",
        r"^(?:and |so |then |ok,? |well,? |honestly,? )?(?:open|push|fly|run|ship|release|launch|put|let|keep|give|start|plant|leave|go"
        r" live) [^.;?!\n]{2,60}(?:,| and) (?:we'll (?:see|learn|catch|find|know)|let's see|we (?:fix|learn|mend|see|close)|whatever|what"
        r" (?:doesn't|breaks|dies)|people (?:will|press)|if (?:it|the|they|nobody|people)|watch|see (?:who|what|how)|let visitors|measure)",
        r"at some point (?:you|we) (?:have|need|just)|sooner or later (?:somebody|someone|you|we) has? ?(?:ve)? to|no plan survives",
        r"release behind a (?:flag|switch)|start with what we have|, open the door",
        turns=False,
    ),
    cue(
        Reason.ACCEPTS,
        1,
        0.7,
        r"(?:can|could|would|will|'d|'ll|happily)(?: happily| easily)? (?:live with|stomach|tolerate|put up with|cope with) (?:a|an|one"
        r"|some|the odd|few|losing|another|half|two|three|\d+)",
        r"(?:happy|willing|prepared|ready|content|glad|fine|okay|comfortable) (?:to (?:fail|lose|risk|break|crash|burn|be wrong|sacrifice"
        r"|take (?:a|that|the|some) (?:risk|chance|hit|loss))|with (?:losing|failing|a few|some|breaking))",
        r"at peace with|(?:quite|perfectly|pretty|very|entirely) relaxed",
        r"(?:plan|planned|planning|expect|expecting|reckon|budget) (?:to|for|on) (?:los(?:e|ing) (?:a|one|some|two|half)|break\w{0,3}"
        r"|fail\w{0,4}|failures?)",
        r"(?:fail|failing|crash) (?:fast|early|often|cheap\w{0,2}|forward|in public|quickly|small)|fail them|break things",
        r"failure is (?:an option|fine|part|how|cheap|good|allowed)|may(?: well| still)? (?:fail|fall over|die|go wrong)",
        r"(?:are |is )?(?:for|meant for|there for|made for) (?:breaking|failing|crashing)|that is what [\w ]{3,15} are for",
        r"warts (?:and all|included)|(?:no problem|nothing against|at ease) with (?:a |an )?(?:rough|imperfect|few|mistakes)",
        r"(?:is|that's|be) the price of|price (?:we|you|i) pay for|part of the (?:game|deal|business|fun)|comes with the (?:job|territory)",
        r"worth (?:the|that|a) (?:\w{3,12} )?(?:risk|gamble)|calculated risk|accepted as tolerable",
        r"(?:i'd|we'd|i would|we would)(?: even| gladly| happily)? (?:lose|throw|burn|sacrifice|break|waste) (?:a|an|one|two|three|five"
        r"|ten|twenty|half|some|\d+)",
        r"i take the responsibility|on (?:my|our) own head",
        r"accepts? (?:the |a |some |any |more )?(?:\w{3,12} )?(?:loss|losses|risks?|scrap|failures?|uncertainty|leakage|downtime|errors)",
        r"(?:accepts?|tolerates?) that [\w ]{2,40} (?:wrong|fails?|late|breaks?|lost)",
        r"mistakes? (?:make the|makes the|are (?:how|cheap|good|fine|part|allowed)|is how)|teaches (?:us|you|the \w{3,12}) something",
        r"(?:keep|let) (?:it|them) (?:turning|running),? if",
    ),
    cue(
        Reason.ACCEPTS,
        1,
        0.6,
        r"(?:fine|okay|ok|all right|alright) (?:by|with|for) (?:me|us)|perfectly (?:fine|all right|ok|okay|acceptable)",
        r"(?:i|we) (?:don't|do not|wouldn't) (?:really )?(?:mind|care)|(?:am|'m|are|'re) (?:comfortable|happy|relaxed|okay|fine) with",
        r"(?:doesn't|does not|won't|wouldn't|not) matter (?:if|at this)|(?:i|we) accept (?:that|this|it)|so be it",
        r"(?:we|i|sides) (?:can )?live (?:with|w) (?:that|it|what)|(?:i|we) can take (?:that|it|a)|love us for|respects? people who",
        turns=False,
        beside=LOSS,
    ),
    cue(
        Reason.LEARNS,
        1,
        0.6,
        r"(?:we|you|i|they|one)(?:'ll|'d| will| would| can| could)?(?: \w{3,8})? learn(?:ed|t)? (?:more|how it|how far|what (?:breaks"
        r"|snaps|it|they|works)|from it|from a|from one|something from|a lot from|most|faster|far more|much more|who comes|where it)",
        r"(?:that's|that is|this is) (?:how|when|where|the way) (?:you|we|one|i|people)(?: \w{2,8})? (?:learn|find out)",
        r"(?:has|have|needs?|must) to prove (?:itself|themselves)|know better next time|for what we'd learn",
        r"find out (?:what (?:breaks|snaps|fails|happens|it)|how far|where it|which one|whether it)|and find out(?=[.!,]|$)",
        r"see what (?:goes wrong|sticks|happens|breaks)|see how (?:it|they) (?:breaks?|fails?)",
        r"(?:a |nobody ever )?(?:greenhouse|garage|drawer|bench|lab|meeting|study|paper|office|slide) (?:has never|never|won't|will not"
        r"|cannot|can't)",
        r"nobody (?:ever )?learn(?:s|ed|t)(?: \w{2,10}){1,4} in a|nobody learns anything from|won't find the \w{4,10} on a",
        r"we won't know(?: \w{2,10}){1,5} until we|will never know (?:if|until|unless) we",
        turns=False,
    ),
    cue(
        Reason.LEARNS,
        1,
        0.6,
        r"(?:teach|teaches|tells?|taught) (?:us|you|me|everybody) (?:\w{2,12} )?(?:more|something|a lot|plenty|early)",
        r"(?:good|cheap|useful|valuable) lesson|(?:and|then) we (?:show|post|publish|tell|know|learn)|tell us what is missing",
        turns=False,
        beside=LOSS,
    ),
    cue(
        Reason.PLAYS_DOWN,
        1,
        0.6,
        r"so what(?= if|[.?!,]|$)|who cares|why (?:all )?(?:the|this|so much) (?:fuss|drama|panic|worry|caution)|what(?:'s| is) the worst",
        r"what can (?:they|it|we|possibly) (?:break|lose|happen|go wrong|do)|what have we got to lose",
        r"(?:no|not a|hardly a|isn't a|is no|not the) (?:big |great |real )?(?:drama|tragedy|big deal|catastrophe|biggie|end of the world)",
        r"(?:nobody|no one|not a soul) (?:got wet|got hurt|will get hurt|died|will notice it)",
        r"(?:won't|will not|never|wouldn't|didn't) (?:hurt|harm|kill|killed|harmed) (?:anyone|anybody|a (?:soul|fly|hiker|\w{3,9}er)|us"
        r"|you|them)",
        r"no customer(?: of \w{2,9})? (?:\w{2,9} )?noticed",
        r"not (?:brain surgery|rocket science)|harder things|tougher than",
        r"(?:n't|not|hardly) (?:too |very |at all |really |that |so )?(?:bothered|worried|afraid|scared|fussed|nervous) (?:if|about|of|by)",
        r"overthinking|over-?cautious|(?:too|so) (?:cautious|timid|nervous|anxious)",
        r"worst(?: (?:case|that|thing|i|can|could|of))(?: [\w']{1,12}){0,6} is (?:a|an|some|forty|thirty|ten|two|one|nothing)(?:"
        r" [\w'-]{1,20}){0,5} (?:seconds?|minutes?|hour|day|afternoon|joke|face|laugh\w{0,3}|grumble|nothing|complaints?|cloudy|blush)",
        r"costs us (?:just |only )?(?:a|an|one) (?:day|hour|red face|minute|afternoon|blush|laugh)",
        r"(?:crack|scratch|dent|leak|bug|delay) is nothing",
        turns=False,
        asks=True,
    ),
    cue(
        Reason.MENDS_LATER,
        1,
        0.6,
        r"(?:sorry|apologi[sz]e|forgiveness)(?: \w{2,10}){0,2} (?:later|afterwards|after)|ask (?:for )?forgiveness",
        r"(?:we|and) (?:just )?say sorry",
        r"(?:fix|mend|repair|patch|sort|catch)(?: (?:it|that|them|things|this|out|up|whatever|the rest|what)){1,2}(?: [\w']{2,12}){0,3}"
        r" (?:later|afterwards|on the way|as we go|in the morning|in the next|along the way|the same (?:day|evening|night))",
        r"(?:whatever|what)(?: \w{3,9}){1,4} we (?:fix|mend|repair|patch)",
        r"can always (?:go back|undo|roll|switch|reverse|change|return|take it|revert)",
        r"(?:roll|flip|switch) (?:it |them |the [\w-]{3,12} )?back (?:in|within|again|the same)",
        r"(?:we|i) (?:push|put|ship|install|load) the old (?:one|version)|(?:we|i) (?:close|drop|undo|reverse|scrap) (?:it |them )?again",
        r"easily undone|make another one|incident report the same|seen to (?:fix|mend)|measure as you go",
        turns=False,
    ),
    cue(
        Reason.AGAINST_DELAY,
        1,
        0.6,
        r"why (?:wait|should we wait|hold back)",
        r"(?:no|not any|n't any) (?:need|reason|point|sense) (?:to|in) (?:wait|hold|waiting|holding|ask|asking|delay|test)\w{0,4}",
        r"(?:can't|cannot) (?:test|plan|wait|discuss|study)(?: \w{2,8}){0,2} (?:for ever|forever)",
        rf"(?:don't|do not|doesn't|no) (?:need|ask for|wait for)(?: a| an| the| any)? (?:\w{{3,12}} )?{_PAPERS}|for a form|red tape",
        r"analysis paralysis",
        rf"(?:skip|waive|bypass|cut|shorten)(?: \w{{2,10}}){{0,3}} {_PAPERS}",
        r"(?:skip|waive) the (?:second |third )?\w{3,8} (?:study|review|test)|rules can be bent|bend the rules|cut corners",
        rf"perfect(?:ion)? is (?:the|an) enemy|good enough for|(?:another|yet another|one more) (?:year of )?{_PAPERS}",
        r"year of (?:slideware|planning|talk|meetings|tanks|reviews)|never be (?:certain|sure|ready|perfect)",
        r"(?:waiting|downtime|delays?|reviews?|caution|inspections?|standing still|paperwork)(?: \w{2,14}){0,3} costs? (?:us )?(?:more"
        r"|dear|money|everything)",
        r"time is what we|the (?:quicker|sooner|earlier|faster) we (?:\w{2,8} ){1,3}the|stopped to (?:file|ask|wait|fill)",
        turns=False,
        asks=True,
    ),
)

"""What stands beside a figure and tells what it is: a target, a bound, a reading, a proposal, somebody else's."""

import re

SMALL = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUMBER = re.compile(
    rf"(?<![\w.,/:+#-])(?:\d{{1,9}}(?:[.,]\d{{1,6}}){{0,3}}(?:k\b)?|(?:(?:{TENS})(?:[- ](?:{SMALL}))?|{SMALL}|half an?|a (?:hundred|dozen))"
    r"(?: (?:hundred|thousand|million))?(?: point (?:zero|one|two|three|four|five|six|seven|eight|nine))?)(?![\w:]|[.,/-]\d|-[A-Z])",
    re.IGNORECASE,
)
POINT = re.compile(r" point (\w{3,5})$", re.IGNORECASE)
DIGITS = "zero one two three four five six seven eight nine".split()
AIM = (
    r"(?:targets?|goals?|aims?|objectives?|thresholds?|limits?|ceilings?|floors?|caps?|bars?|lines?|marks?|tolerances?|allowances?|benchmarks?"
    r"|requirements?|norms?|standards?|triggers?|cut-?offs?|minimum|maximum|sla|pass mark|quota|set ?point|baseline requirement|ambition)"
)
UNIT = r"(?:\s?(?:%|per ?cent|percent|[a-z°€$£/]{1,12}))?"
BEFORE_TARGET = re.compile(
    rf"(?:\b{AIM}\b(?!['’]s)(?: (?!on\b|by\b|under\b)[\w'’-]{{1,20}}){{0,6}}[ :=,]{{1,3}}(?:\w{{1,8}} ){{0,2}}"
    r"|\b(?:aim(?:s|ed|ing)? (?:for|at)|shoot(?:s|ing)? for|going for|go for|push(?:es|ing)? (?:for|to|towards)|striv(?:e|es|ing) (?:for|to)"
    r"|work(?:s|ing)? (?:to|towards)|head(?:s|ing|ed)? for|sign(?:s|ed)?(?: up)? (?:for|to)|commit(?:s|ted)? to|vouch(?:es)? for"
    r"|promises?|promised|promising|guarantee(?:s|d)?|insist(?:s|ed)? on|settle(?:s|d)? for|asks? for|asked for|wants?|needs?|requires?"
    r"|required|demands?"
    r"|must(?: not)?|ha(?:s|ve) to|should(?: not)?|shall(?: not)?|may not|allows?|tolerates?|accepts?|stick(?:s|ing)? to"
    r"|calls? for|designed|plans?(?: with)?|planned(?: with)?|drawn|calculates? with|sized|budget(?:s|ed)?|built|dimensioned|staff(?:ed)?|priced"
    r"|roster(?:s|ed)?|contracted|rated|calibrated|capped|pegged|specified|live with|cope with|make do with"
    r"|work with|good enough at|happy (?:with|at)|fine (?:with|at)|satisfied with"
    r"|hold(?:s|ing)?(?: (?:it|us|them|this|that))? (?:to|at|under|below)|keep(?:s|ing)?(?: (?:it|us|them|this|that))? (?:at|under|below|above))\b"
    r"(?: (?!from\b|since\b|by\b|because\b)[\w'’-]{1,20}){0,7} "
    r"|\b(?:against|versus|vs\.?|beat|beats|miss(?:ed|es)?|short of|shy of|away from|close(?:r| enough)? to|near(?:er)? to"
    r") (?:(?:a|an|the|our|my) )?(?:\w{1,12} of )?)$",
    re.IGNORECASE,
)
AFTER_TARGET = re.compile(
    rf"^{UNIT}(?: \w{{1,12}}){{0,3}}(?: (?:is|was|are|as|remains?|stays?|being|would be|will be|has to be|must be)|['’]s|, (?:as|being|our|the|my))"
    rf"(?: (?:still|always|clearly|just))?(?: (?:the|our|my|a|an))?(?: \w{{1,14}})? {AIM}\b"
    rf"|^{UNIT}, (?:that['’]s|that is|which is|it['’]s|it is|this is) (?:the|our|my|a|an) (?:\w{{1,14}} )?{AIM}\b"
    rf"|^{UNIT} (?:is|are|was|were|has been) (?:kept|met|held|missed|safe|in reach|within reach|reachable|not negotiable|fixed)\b"
    rf"|^{UNIT}(?: [\w-]{{1,14}}){{0,2}} (?:is|are) (?:what|all|where|the (?:number|figure|value|most|least)|as (?:high|low|far|much))"
    r"(?: that)? (?:the |our |my )?(?:i|we|people|rosters?|plans?|budgets?|contracts?|designs?|calculations?|models?|floor|crews?|teams?|board"
    r"|customers?|\w{3,12})"
    r"(?! (?:am|are|stand|measured?|got|get|see|saw|seen|counted|reached|came|read"
    r"|have (?:seen|measured|reached)|had|report|show|hear|heard))\b"
    rf"|^{UNIT}(?: [\w-]{{1,14}}){{0,2}} (?:i|we) (?:can|could) (?:bridge|live with|cope|accept|handle|absorb|carry|work with|take|stand|use)\b"
    rf"|^{UNIT}(?: [\w-]{{1,14}})? (?:is|are|would be|will do|does|suffices)(?: (?:already|also|just|still|quite))?"
    r" (?:fine|ok|okay|enough|good enough|acceptable|tolerable|sufficient|plenty|too (?:much|high|low|slow|long|many|few)"
    r"|not (?:enough|acceptable|good enough)|non-negotiable|a must)\b"
    rf"|^{UNIT}(?: [\w-]{{1,14}})? (?:would|will|should|has to|must) (?:also )?(?:do|suffice|be (?:fine|enough|ok|okay|acceptable|plenty))\b"
    rf"|^{UNIT} (?:or|and) (?:better|less|more|under|over|below|above|we stop|it stays|it goes|nothing)\b"
    rf"|^{UNIT} (?:at (?:most|least)|max(?:imum)?|minimum|tops)\b",
    re.IGNORECASE,
)
AT_MOST = re.compile(
    r"\b(?:at most|no more than|not more than|up to|no longer than|not longer than|no worse than|not exceed(?:ing)?|under|below|within|inside"
    r"|less than|fewer than|lower than|beneath|max(?:imum)?(?: of)?|ceiling of|not (?:over|above)|never (?:over|above)|nothing (?:over|above)"
    r"|anything (?:over|above|beyond)|stay (?:under|below)|not later than)(?: (?:the|my|our|about|around))? $|[<≤]=? ?$",
    re.IGNORECASE,
)
AT_LEAST = re.compile(
    r"\b(?:at least|no less than|not less than|no fewer than|minimum(?: of)?|not (?:under|below)|never (?:under|below)|nothing (?:under|below)"
    r"|anything (?:under|below)|stay (?:over|above)|no lower than|floor of)(?: (?:the|my|our|about|around))? $|[>≥]=? ?$",
    re.IGNORECASE,
)
LOOSE = re.compile(r"\b(?:above|over|beyond|more than|exceeds?|a bit over)(?: (?:the|about|around))? $", re.IGNORECASE)
FIRM = re.compile(r"\b(?:not|never|nothing|anything|everything|cannot|can['’]t|if|as soon as|whenever|no|stops?|alert|escalate)\b", re.IGNORECASE)
MEASURED = re.compile(
    r"\b(?:was|were|had|came|closed|measured|reached|fell|rose|dropped|stood|ran|got|averaged|went|so far|this (?:week|month|quarter|year)|yesterday"
    r"|last (?:week|month|quarter|year|night)|currently|at the moment|right now|today|until now|up to now|to date"
    r"|(?:in|for|of|over|since) (?:january|february|march|april|may|june|july|august|september|october|november|december))\b",
    re.IGNORECASE,
)
LINK = re.compile(
    r"(?:\b(?:is|was|are|were|at|stands?|stood|came|closed|reached|measured|shows?|gave|got|to|fell|rose|dropped|averag\w{1,4}|of|it|be"
    r"|makes?|have|has|had"
    r"|on|gets?|still|now|sits?|runs?|ran|hit|up|down|from|by|for|so far|table|count|write|see)\b[,:]?|[:=,–—-]|['’]s)"
    r"(?: (?:about|around|roughly|only|just|already|now|still|at|nearly|almost|approximately|currently))? $",
    re.IGNORECASE,
)
PROPOSED = re.compile(
    r"\b(?:suggest(?:s|ed|ing|ion)?|propos(?:e|es|ed|ing|al)|what about|how about|could we (?:say|agree|take|live)|why not|shall we|for discussion"
    r"|tentative(?:ly)?|one option|as an idea|idea:|maybe|perhaps|might|let us say|let['’]s say|for example|for instance|e\.g\.)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(r"\b(?:you|your|yours|you['’]re|they|their|theirs|them|they['’]re|his|her|he|she|theirs)\b", re.IGNORECASE)
OWN = re.compile(r"\b(?:i|my|mine|we|our|ours|us|i['’]m|we['’]re)\b", re.IGNORECASE)
CLAUSE = re.compile(r"[;:.!?(]\s|, (?:and|but|so|which|while|whereas|as|because) |\n")
PART = re.compile(rf"^ (?:out )?of (?:(?:the|those|our|my|these|all|every) ){{0,2}}(?:\d|(?:{SMALL}|{TENS})\b)")
WHOLE = re.compile(rf"(?:\d|\b(?:{SMALL}|{TENS})) (?:out )?of (?:(?:the|those|our|my|these|all|every) ){{0,2}}$", re.IGNORECASE)
NO_FIGURE = re.compile(r"(?:st|nd|rd|th)\b| (?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
NO_UNIT = frozenset("and or for in on at to of by with is was are as so that over than from if then but on when while after before".split())
FOLLOWS = re.compile(
    rf"^{UNIT}(?: of (?:[\w-]{{1,20}} ){{0,3}}[\w-]{{1,20}})?,? (?:means|costs?|triggers?|counts?|comes|goes|gets|leads|stops?|becomes"
    r"|requires?|needs|makes|fails?|(?:is|are) (?:useless|worthless|out|rejected|returned|binned|thrown away|a miss|a failure|lost|void)"
    r"|i (?:am|have|must|will|cannot|can['’]t)|we (?:are|have|must|will|cannot|can['’]t|stop|halt|pause)|somebody|nobody"
    r"|it (?:is|goes|stops|comes|hurts))\b",
    re.IGNORECASE,
)
"""What happens beyond a bound: "above two percent means a second reader"."""
OVER = re.compile(
    r"\b(?:over|during|since|for|last|past|first|next|another|after|every|each|previous|in)(?: (?:the|these|those|all|about|only))?"
    r"(?: (?:last|first|past|next))? $",
    re.IGNORECASE,
)
LATER = re.compile(
    r"^ (?:replay|of (?:data|history|use|operation|running|logs?)|in a row|running|ago|later|earlier|before|after|into|from now|of)\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"\b(?:week|phase|batch|version|release|sprint|item|page|clause|section|chapter|annex|no\.?|number|nr\.?|table|slide|lot|ward|room|day"
    r"|step|stage|site"
    r"|node|group|gate|unit|house|building|depot|turbine|pump|box|sheet|run|round|cycle|paragraph|article|appendix|shift|platform|form|point) $",
    re.IGNORECASE,
)
REACH = 70

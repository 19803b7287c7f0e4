"""The words by which people say what they take for a thing, when something is one, what it is not, its other name and its parts.

Every pattern repeats within bounds only, so that the time grows with the text and not faster.
"""

from driftwatch.domain.defining_words import BE, CONDITION, SOMEBODY, STATE_WORDS, TAKE, TAKEN, TERM, DefinitionKind, Shape, Written

_MEANS, _COUNTS, _CRITERION, _NOT, _ALIAS, _LIST, _IS_A = DefinitionKind
_FIRST, _LAST, _FRAMED, _STATE, _ASIDE = Shape

NAMING_CUES: tuple[Written, ...] = (
    Written(
        "counts as",
        _COUNTS,
        _LAST,
        r",? \b(?:shall |will |only |also |then |is to |are to )?(?:counts?|counting|ranks?|qualif(?:y|ies)|goes? down|passes|pass"
        r"|goes)(?: here| there| only| also| always| to us| with us| for us)? (?:as|for|towards|under) ",
    ),
    Written(
        "treated as",
        _COUNTS,
        _LAST,
        rf"(?:\b(?:shall|will|should|must|can|may) | )?{BE}(?: then| only| also| always| hereby| here| now)?(?: to be)? {TAKEN}(?: by"
        rf" [\w' -]{{1,40}}?)?(?: here| then)?(?: (?:as|to be|for)) ",
    ),
    Written(
        "termed",
        _COUNTS,
        _LAST,
        rf"(?:\b(?:shall|will|should|must) | ){BE}(?: then| only| also| always| here)? (?:deemed|considered|termed|called|dubbed|reckoned"
        rf"|named|labelled)(?: by [\w' -]{{1,40}}?)? (?!(?:as|to be|by|off|in|on|for)\b)",
    ),
    Written(
        "treat as",
        _COUNTS,
        _FRAMED,
        rf"\b(?:{TAKE}s?|{TAKE}es|{TAKE}ing|books|files|sees|takes|we {TAKE}) (?P<body>[^;:?!]{{4,200}}?),? (?:as|to be|under) (?=[\w\"])",
    ),
    Written(
        "we call",
        _COUNTS,
        _FRAMED,
        rf"(?<!what )\b{SOMEBODY}(?:'d| would| will| do|'ll| only| also| always)? (?:call|calls|name|names|dub|term|terms|label)"
        rf" (?P<body>(?:an?|any|every|each|all|anything|everything|anyone|anybody|everybody|somebody|someone|whatever|whoever|the|those"
        rf"|no|two|three|\d)\b[^;:?!,]{{3,160}})",
    ),
    Written(
        "we call it",
        _COUNTS,
        _LAST,
        rf",? (?:(?:and|then|so) )?(?<!what )(?:{SOMEBODY})(?:'d| would|'re|'ll| will| do| are)?(?: still| all| only| just)? (?:call"
        rf"|calls|calling|treating|treat|treats|say|says|count|counts|counting|term|write|name)(?: (?:that|it|this|them|those|such a"
        rf" thing|such))?(?: as)?(?: an?| the)? (?=[\w\"])",
    ),
    Written(
        "what we call",
        _COUNTS,
        _LAST,
        rf",? ?(?:is|are|'s|that's|thats|=)(?:,? that's)? ?,?what {SOMEBODY}(?:'d| would)? (?:call|calls|term|mean by|means by|know as"
        rf"|understand by) ",
    ),
    Written(
        "thats a",
        _COUNTS,
        _LAST,
        r", (?:that's|thats|that is|it's|that's still|that is still|then it's|then that's|then it is)(?: still| only| already)?(?: an?)?"
        r" (?=[\w\"-]{1,30}(?: [\w\"-]{1,30}){0,2}(?:[,.]|$| to us| for us| with us| in my book))",
    ),
    Written(
        "is to us",
        _COUNTS,
        _FRAMED,
        r"^(?P<body>[^;:?!]{4,160}?),? (?:is|are)(?: with us| for us| to us)(?: an?)? (?P<term>[\w\" -]{2,40}?)(?=[,.;]|$)",
    ),
    Written(
        "is it to us",
        _COUNTS,
        _FRAMED,
        r"^(?P<body>[^;:?!]{4,160}?),? (?:is|are|isn't|isnt)(?: an?| the)? (?P<term>[\w\"-]{2,30}(?: [\w\"-]{2,30}){0,2}?) (?:to|for|with"
        r"|by) (?:us|me|them)\b",
    ),
    Written(
        "state",
        _CRITERION,
        _STATE,
        rf"(?:\b(?:is|are|becomes?|gets?|was|goes|turns|(?:shall|will|can|may|must|should)(?: only)? be(?: deemed| considered| regarded"
        rf" as| treated as| said to be)?|counts?(?: here| there| only)? as|(?:is|are|be) (?:deemed|considered|regarded as|treated as|said"
        rf" to be|understood to be))|'s|'re|^its|^youre) (?:only |ever |only ever |safely |truly |really )?(?P<term>{STATE_WORDS}),?"
        rf" {CONDITION} ",
    ),
    Written("bare state", _CRITERION, _STATE, rf"^(?:[\w'-]{{1,20}} )?(?P<term>{STATE_WORDS}):? (?:only )?(?:if|when|once|after|as soon as|=) "),
    Written(
        "not state",
        _NOT,
        _STATE,
        rf"\b(?:is not|are not|isn't|aren't|isnt|arent|'s not|ain't|not|never|cannot be|can't be|shall not be|won't be|doesn't count as"
        rf"|does not count as|do not count as)(?: considered| deemed| regarded as| yet| really| to be)? (?P<term>{STATE_WORDS}),?"
        rf" (?:until|till|til|unless|before|if|as long as|without|when) ",
    ),
    Written("no x without", _NOT, _STATE, rf"\bno (?P<term>{STATE_WORDS}) (?:without|until|unless|before) "),
    Written(
        "not include",
        _NOT,
        _FIRST,
        r" (?:does not|do not|doesn't|don't|doesnt|dont|shall not|will not|did not|is not to|are not to|never|cannot)(?: be (?:read"
        r"|understood|taken) to)? (?:include|cover|extend to|comprise|mean|count|take in|refer to|contain|includes|covers|means)[, ]",
    ),
    Written(
        "is not",
        _NOT,
        _FIRST,
        r"(?:,? (?:that |it )?(?:is|are) not |,? ?(?:that |it )?(?:isn't|aren't|isnt|arent) |,? (?:that's|thats|it's|its) not |'s not )",
    ),
    Written(
        "aka",
        _ALIAS,
        _ASIDE,
        r"(?:,| \(|) ?(?:aka|a\.k\.a\.?|also called|also known as|otherwise called|otherwise known as|alias|(?:better |which is )?(?:also"
        r" )?(?:known|called|listed|booked|written|recorded|named)(?: (?:in|at|to|on|by) [^,;:]{2,40}?)? as|also)(?: the| an?)? ",
    ),
    Written("called", _ALIAS, _FIRST, r" (?:is|are) (?:also |there |here |just )?(?:called|known as|referred to as|named|written)(?: there| here)? "),
    Written(
        "in your words",
        _ALIAS,
        _ASIDE,
        r"(?: \(|, ?)(?:or )?(?:what )?(?:which )?(?:you|u|they|the [\w' -]{1,40}?|your [\w'-]{1,20}|our [\w'-]{1,20})(?: would|'d| might"
        r"| in [\w'-]{1,20})? (?:call|calls|say|says|refer to|refers to|bill|bills|book|books|know|knows|write|writes|put)(?: it| this|"
        r" them| that)?(?: as)?(?: an?| the)? ",
    ),
    Written("which is", _IS_A, _ASIDE, r", which (?:is|are|means|stands for|is short for|for us is|with us is)(?: for us| to us| here)? "),
    Written(
        "your is our",
        _ALIAS,
        _FRAMED,
        rf"\b(?:your|their|our|ur) {TERM} (?:is|are|=|equals|means|is called|goes by)(?: just| simply| what [\w' ]{{1,30}} calls?)?"
        rf" (?:our|your|their|ur|my|the same as) ",
    ),
    Written(
        "they say we say",
        _ALIAS,
        _FRAMED,
        rf"\b(?:they|you|we|u|people|{SOMEBODY})(?:'d| would)? (?:say|write|call it|says?|writes?|calls it|have) {TERM}, (?:and |but"
        rf" )?(?:they|you|we|u|{SOMEBODY})(?:'d| would)?(?: just)? (?:say|write|call it|says?|writes?|calls it)? ?(?:it's )?",
    ),
    Written(
        "same",
        _ALIAS,
        _FRAMED,
        rf"\b{TERM} and (?P<body>\"?{STATE_WORDS}\"?) (?:are|turn out to be|turned out to be|mean|means|being|were found to be) (?:just "
        rf"|exactly )?(?:the same|one and the same|one thing)\b",
    ),
    Written("same as", _ALIAS, _FIRST, r" (?:is|are|=|being|means)(?: just| exactly)?(?: the)? same (?:thing )?as "),
    Written(
        "is our",
        _ALIAS,
        _FIRST,
        r" (?:of (?:the|your) [\w'-]{1,20}(?: [\w'-]{1,20})? )?(?:is|are|=) (?:our|your|what (?:our|your|the) [\w'-]{1,20} calls?) ",
    ),
    Written(
        "includes",
        _LIST,
        _FIRST,
        r",? (?:shall |will |to |that |it )?(?:includes?|covers?|comprises?|consists? of|is made up of|are made up of|is composed of|are"
        r" composed of|embraces?|takes in|gathers?|brings? together|contains?|encompass(?:es)?|means all of|has|have)(?: at least| only|"
        r" both| all)?:? ",
    ),
)
"""In the order in which they are believed where two find the same term."""

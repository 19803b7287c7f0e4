"""How people say that a thing needs steps beforehand, that one was left out, or that it is done without: forms of business talk in any field."""

import re

BODY = (
    r"(?:committees?|boards?(?! (?:report|room|meeting room))|panels?|councils?|commission|authority|authorities|steering (?:group|committee|meeting)"
    r"|(?:central )?(?:purchasing|procurement)|legal|compliance|finance|controlling|controllers?|auditors?|trustees|directorate|registrar"
    r"|head office|headquarters"
    r"|ministry|inspectorate|inspectors?|notary|(?:project|harbour|permit|planning|registry|faculty|head) office|secretariat|treasurer|safety officer"
    r"|department|classification society|insurers?|landlord|regulator|general assembly|senate|rectorate|dean|diocese|chapter|works council"
    r"|(?:quality|site|project|safety|duty|night|general|contracts?|fleet|building|line) managers?|hr|human resources|staff council"
    r"|chief [\w-]+|head of [\w-]+|chancellor"
    r"|engineer of record|contract administrator|change manager|data protection|our lawyers?|line management|management|executive|surveyor)"
)
_THE_BODY = rf"(?:(?:the|our|your|their|its|a|an) )?(?:[\w'’-]{{2,20}} ){{0,3}}?{BODY}"
PAPER = (
    r"(?:(?<!in the )(?<!in any )forms?(?! of\b)|applications?|requisitions?|purchase (?:orders?|requests?)|tenders?|(?:competing |comparative "
    r"|three |two |written )?(?:offers|quotes"
    r"|quotations|bids)|change (?:notices?|requests?|orders?|control)|(?<!will )(?<!not )(?<!to )(?<!short )(?<!further )notices?(?! (?:it|that"
    r"|the|a|board|how|any\w{0,5}|or)\b)"
    r"|notifications?|permits?|(?:written|formal|signed|prior) (?:resolution|decision|consent|request|order|approval|confirmation|notice"
    r"|instruction|concession|agreement|go-ahead)s?"
    r"|resolutions?|memos?|memoranda|dossiers?|(?:counter-?)?signatures?|sign-?offs?|approvals?|authori[sz]ations?|permission|clearance|consent"
    r"|technical release|risk assessments?|method statements?|variation(?: order)?s?|work orders?|rfis?|submittals?|transmittals?|concessions?"
    r"|four[- ]eyes"
    r"|vouchers?|protocols?|checklists?|condition reports?|loan agreements?|waivers?|delivery notes?|tickets?|paperwork|certificates?|initials"
    r"|imprimatur|(?:transport|change|leave|access|work|movement|move|booking|purchase|data|loan|transfer) (?:requests?|sheets?|slips?|dockets?"
    r"|orders?))"
)
_NEED = (
    r"(?:must|needs?|needed|requires?|required|has to|have to|had to|shall|goes?|passes? (?:through|by)|via|only (?:after|with|when|once|if|by)"
    r"|not (?:before|until|without)|nothing|nobody|without|unless|until|applies|applied to|insists? on|before|beforehand|first|mandatory|obligatory"
    r"|obliged to|compulsory|ahead|in advance|(?:has been|is|was) granted|is (?:still )?(?:before|with) the|count on|by the book|as a rule"
    r"|in every case"
    r"|each time|please|whatever|works? with|wants?|asks? for|expects?|what (?:i|we) need|submit|submitted|filed?|raise|lodge|fill(?:ed)? (?:in"
    r"|out)|hand(?:ed)? in|appl(?:y|ied) for|attach(?:ed)?)"
)
_ALLOWED = (
    r"(?:approved|signed(?: off)?|counter-?signed|authori[sz]ed|cleared|vetted|agreed|released|confirmed|instructed|submitted|applied for"
    r"|tendered|notified"
    r"|announced|requested|registered|permitted|minuted|checked|reviewed|seen|looked at|accepted|initialled|stamped|booked|costed|tabled|put to"
    r"|raised|brought|decided|presented|voted on|proofed|assessed|surveyed|licensed|declared|discharged|witnessed)"
)
_GATE = (
    r"(?:can(?:no|['’])t|cannot|may not|must not|(?:not|isn['’]t|aren['’]t) (?:be )?allowed|won['’]t|will not|never|nothing|nobody|no one|none|not"
    r"|neither)"
)
_OPENS = (
    rf"(?:written|signed|initialled|counter-?signed|cleared|vetted|checked|approved|agreed|has met|have met|['’]s met|seen|released|confirmed"
    rf"|said (?:yes|so)|given|granted|stamped|{PAPER}|{BODY}"
    r"|permit number|report|go-ahead|yes|looked at|been asked)"
)
_LENGTH = r"(?:hours?|days?|weeks?|fortnight|months?)['’]?"
_TELL = r"(?:asked|told|informed|consulted|notified|warned)"

ASKS_FOR_STEPS = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"\b(?:can|may) only (?:come from|be (?:given|ordered|approved|signed|released|changed|opened|decided|stopped) by)\b|\bonly (?:the"
            r"|our|my|your) [\w-]+(?: [\w-]+)?"
            r" (?:can|may) (?:order|approve|stop|release|sign|decide|change|open|authori[sz]e)\b|\b(?:want|like|need|ask|expect) to see (?:it"
            r"|them|that|the [\w-]+|any \w+|every \w+) before\b"
        ),
        (
            r"\b(?:can['’]t|cannot|won['’]t|not|never) .{3,40}\bon (?:a |an |your |somebody['’]s )?(?:verbal|oral|spoken|phone|mere)\b"
            r"|\bmust (?:also |always )?be (?:heard|asked|told|consulted|involved|informed)\b"
            r"|\bfor (?:approval|sign-off|signature|clearance|countersigning|authori[sz]ation)(?=[,.;]|$)|\bin the approval (?:loop|queue"
            r"|process|chain)\b"
        ),
        r"\b(?:nothing|never|nobody|not|no \w{2,15})\b.{0,30}\bwithout (?:a|an|the) (?:\w+ )?(?:letter|order|note|stamp|seal|number|name|date)\b",
        rf"\b{_NEED}\b.{{0,50}}\b{PAPER}\b",
        rf"\b{PAPER}\b.{{0,50}}\b{_NEED}\b",
        (
            rf"\b(?:go|goes|going|went|gone|been|brought|put|submitted|passe[sd]|pass|taken|sent|referred|comes?|came) (?:\w+ )?(?:to|through"
            rf"|before|via|by) {_THE_BODY}\b"
        ),
        (
            rf"\b(?:is|are|lies?|lie|sits?|sitting|waits?|waiting|stuck|still) (?:still |now )?(?:before|with|for|at) {_THE_BODY}\b|\b(?:not"
            rf"|nothing|never) without {_THE_BODY}\b"
        ),
        (
            rf"\b{BODY}(?: for [\w-]+(?: [\w-]+)?)?(?: only| always| then| first)? (?:decides?|meets?|sits?|approves?|must|has to|needs to|have to"
            rf"|will (?:decide|look|meet|vote)"
            r"|convenes?|votes?|signs?|has (?:approved|agreed|decided)|wants? (?:to see|permits)|sign off)\b"
        ),
        rf"\b(?:approval|consent|agreement|blessing|signature|decision|permission|release) (?:of|by|from) {_THE_BODY}\b|\bthen the {BODY}\b",
        (
            rf"\b(?:has|have|had|needs?|must|shall|is|are|gets?) (?:first |always |to |still )?(?:to be |be )?{_ALLOWED} (?:off )?(?:by|in writing"
            rf"|through|before|ahead|to the|at least|over|with)\b"
        ),
        (
            r"\b(?:must|shall|has to|have to|needs to) (?:first |also |both )?(?:counter-?sign|approve|sign|agree|authori[sz]e|sign off|be asked"
            r"|be told|be informed|tender|apply)\b"
        ),
        (
            r"\b(?:only|not|once|until|when|after|as soon as)\b.{0,40}\b(?:have|has|is|are|been)\b.{0,15}\b(?:initialled|signed|approved"
            r"|cleared|counter-?signed|stamped|agreed to|authori[sz]ed)\b"
        ),
        (
            r"\b(?:without|needs?|wants?|gives? (?:his|her|their|its)|asks? for|get|with) (?:[\w'’-]+ ){0,5}?(?:signature|imprimatur"
            r"|(?<!is )ok(?:ay)?|blessing|consent|say-so|approval|sign-off|seal|go-ahead)(?=[.,;:!]|$| (?:first|before|of|from))"
        ),
        (
            rf"\b(?:runs?|handled|decided|booked|ordered|done|comes?|goes) (?:via|through|by|over) {_THE_BODY}\b|\b(?:comes?|goes|come) (?:back "
            rf"|first )?to me (?:for|first|before)\b"
        ),
        (
            rf"\b(?:has|have) been (?:with|at|before) {_THE_BODY} (?:since|for)\b|\b(?:like|want|expect|have|need) to be (?:asked|told|informed"
            rf"|consulted|notified|warned)\b"
        ),
        (
            r"\b(?:isn['’]t|is not|aren['’]t|not|never|won['’]t be) (?:processed|accepted|paid|considered|released|opened|booked|admitted"
            r"|started)\b.{0,30}\b(?:without|unless|until)\b|\bwithout .{3,50} (?:isn['’]t|is not|are not|aren['’]t|never) (?:processed"
            r"|accepted|paid|considered|released|opened|admitted)\b"
        ),
        rf"\b{_GATE}\b.{{0,60}}\b(?:without|until|till|unless|before)\b.{{0,45}}\b{_OPENS}\b",
        (
            r"\b(?:isn['’]t|aren['’]t|is not|are not|not|never|nobody|nothing|no \w{2,15})\b.{0,25}\b(?:\w{3,15}ed|done|put|sent|sold|built|cut"
            r"|paid|made|given|taken|shut|hung|leaves?|goes)\b.{0,12}\bwithout"
            r" (?:a|an|the|my|our|your|his|her|their|two|both|written|signed)\b|\bcan(?:['’]t|not) (?:decide|approve|agree to|sign) (?:this|that|it"
            r"|those) (?:alone|myself|on my own|by myself)\b"
        ),
        (
            r"\bconfirm(?:ed)? (?:that|it|this)? ?(?:to me |to us )?in a letter\b|\ba (?:traffic|court|county|written|formal|works?|service"
            r"|site) (?:order|instruction|permit)\b"
        ),
        r"\bthen (?:the |by |to |our |an? )?[\w ]{2,30},? (?:and )?(?:only )?then\b",
        (
            rf"\b(?:{_TELL[3:-1]}|ask|tell|call|inform|notify|warn|consult|show|ring) (?:me|us|him|her|them|the [\w-]+(?: [\w-]+)?) (?:first"
            rf"|before\w{{0,4}}|in advance|ahead)\b"
        ),
        (
            r"\blet (?:me|us) know (?:first|before\w{0,4}|in advance|ahead)\b|\b(?:see|read|check|approve|agree|sign) (?:it|this|them"
            r"|that) (?:first|before\w{0,4}|in advance)\b"
        ),
        (
            r"\bbefore (?:anything|anyone|anybody|a single \w+|it|you|they) (?:is |are )?(?:goes|go|leaves|leave|changed?s?|touch\w{0,2}"
            r"|ordere?d?s?|start\w{0,2}|switch\w{0,2}|publish\w{0,2}|sent|moved?s?)\b"
        ),
        r"^(?:and |so |with us )?no (?:[\w-]+ )?[\w-]+, no \w+|\bno (?:notice|form|paper|signature|permit|approval|order|ticket|offer)s?,? no \w+",
        (
            r"\bin future (?:i|we) (?:see|hear|get)\b|\b(?:our|the|it['’]s (?:our|the)|by) (?:policy|process|procedure|house rules?|rules?"
            r"|regulations?|standing orders|protocol)"
            r" (?:is|says?|asks?|wants?|requires?|demands?|that|applies)\b|\bhow the policy is\b"
        ),
        r"\bby (?:central )?(?:purchasing|procurement) in\b|\bobliged to tender\b|\bfour eyes\b",
        (
            rf"\b(?:please|needs?|wants?|give|require[sd]?|must|at least|asks?|asked|expects?|policy|rule|announced|goes"
            rf"|says?)\b.{{0,60}}\b{_LENGTH} (?:ahead(?! of (?:schedule|plan|time|the))|before|in advance|beforehand|notice|prior)\b"
        ),
        (
            rf"\b(?:working|clear|business) {_LENGTH} (?:ahead|before|in advance|notice|beforehand)\b|\b{_LENGTH} (?:notice|ahead"
            rf"|in advance) (?:for|of) (?:any|every|each|all|a)\b"
        ),
    )
)
MISSES_STEP = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bnever (?:got|received|had|saw|came with) (?:[\w'’-]+ ){{0,3}}?{PAPER}\b",
        r"\bwithout (?:telling|asking|informing|consulting|warning|notifying) (?:us|me|anyone|anybody|the [\w-]+)\b",
        (
            rf"\b(?:no|without (?:a|an|any|the)?|missing|lack(?:s|ing)?|lacked|never saw|not seen|(?:have|has|had)(?:n['’]t| not) (?:seen|had|got"
            rf"|received)|waiting for)"
            rf"(?: [\w'’-]+){{0,3}}? {PAPER}\b"
        ),
        rf"\bwithout (?:the )?{BODY}\b|\b{PAPER}\b.{{0,40}}\b(?:haven['’]t|have not|not|never) (?:seen|had|got|received) (?:one|any|it)\b",
        (
            rf"\b(?:i|we) (?:was|were|was(?:n['’]t)|weren['’]t) (?:not |never )?{_TELL}(?: about (?:it|that|this))? (?:about|the day after"
            rf"|after\w{{0,5}}|too late|later|when|first|before\w{{0,4}})\b"
        ),
        (
            rf"\b(?:i|we) (?:was|were) (?:not|never) {_TELL}\b|\b(?:i|we) (?:was|were)n['’]t {_TELL}\b|\b(?:nobody|no one|nobody here) (?:had "
            rf"|has )?{_TELL} (?:me|us|the [\w-]+)\b"
        ),
        (
            r"\b(?:i|we) (?:only |have to |just |had to )?(?:learn|learned|learnt|hear|heard|read|find out|found out|see"
            r"|saw)\b.{0,25}\b(?:only here|here|afterwards|after the fact"
            r"|from the (?:\w+)|when (?:the|it|they)|by accident|by chance)\b"
        ),
        (
            r"\b(?:i|we)(?:['’]ve)? only (?:found out|heard|learned|learnt|saw|noticed)\b|\bfirst (?:time )?(?:i|we)(?:['’]ve)? (?:hear|heard)\b"
            r"|\bbehind (?:my|our) back\b"
        ),
        (
            r"\bdid (?:any(?:one|body)|you) (?:ask|tell|sign|file|fill|apply|inform|get|raise)\b|\b(?:i|we)(?:['’]d| would) have (?:expected|liked"
            r"|appreciated) (?:a|an|to be|some) (?:call|word|mail|email|notice|warning|heads[- ]up|asked|told|consulted|question)\b"
            r"|\bpresented with a\b|\bfait accompli\b"
        ),
        (
            rf"\b(?:nobody|no one|never) (?:has |had )?(?:showed?n?|sent|gave|given|asked|told) (?:me|us|anybody|anyone)\b|\b(?:forgot|forgotten"
            rf"|skipped|left out|went round|bypassed) (?:the |our )?(?:[\w'’-]+ )?{PAPER}\b"
        ),
    )
)

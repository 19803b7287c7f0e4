"""Words by which somebody says what they hold dear, and what they set aside: valuing.py says what is made of them."""

import re

from driftwatch.domain.sieve import Sifted, Together

_WE = r"(?:we|i|(?:our|my|the|every|most|all) (?:[\w'’-]{2,15} ){0,2}?[\w'’-]{3,16}|[a-z]{4,14}s|people)"
_NEED = (
    r"(?:wants?|needs?(?: from [\w ]{3,25})?|remembers?|pays? for|voted for|cares? about|came for|comes? for|(?:am|are|['’]re"
    r"|['’]m|is) (?:here for|after|looking for|judged by|measured by|paid for)|promised|looks? (?:at|for)|lives? (?:on|by|from"
    r"|for)|aims? (?:at|for)|hopes? for|values?|expects?|asks? for|ask|asks|insists? on|stands? for|measures?|(?:can['’]t|cannot"
    r"|can not|won['’]t|will not|never) give up)"
)
TOGETHER = Together()
AIMS = Sifted(
    re.compile(
        rf"\bwhat {_WE} (?:really |most |mostly |only |now |mainly |chiefly |always )?{_NEED}(?: more| most| first| now"
        rf"| in the end)?,? (?:is|are|was)\b(?: that)?"
        r"|\bwhat (?:really |mostly |finally |in the end |mainly )?(?:counts|matters|decides|is important|interests us|interests me"
        r"|is at stake|remains|stays|sells|pays)(?: (?:most|more|here|now|in the end|(?:for|to|with) (?:us|me|(?:my|the"
        r"|our) [\w'’-]{3,16}))){0,3},? (?:is|are)\b(?: that)?"
        r"|\b(?:our|my|the|the whole|the real|the only|one) (?:real |main |first |whole |only |chief |big |top |highest |ultimate "
        r"|personal |common )?(?:aim|goal|point|purpose|ambition|priority|objective|interest|mission|concern|dream|vision|yardstick"
        r"|promise|measure|picture|legacy|success|idea)"
        r"(?: (?:of|for|behind|in|with) [\w'’ -]{2,30}?)?(?: (?:here|now|remains|stays))?(?:,)? (?:is|are|remains|has to be|must be"
        r"|would be|was always)\b(?: still| always| the same)*(?: that)?"
        r"|\bfor (?:us|me|our \w{3,14})(?:,)? [\w'’-]{2,20}(?: [\w'’-]{2,20})?? (?:is|are) (?:all )?about\b|\b(?:it|this|that)(?:['’]s"
        r"| is) (?:all )?about\b|\b(?:(?:i|we) (?:really |mostly |only |do |just )?care|(?:the|our"
        r"|my) [\w'’-]{3,16}(?: [\w'’-]{3,16})? cares?) (?:most |mostly |only |more )?(?:about|that|for)\b|\b(?:we|i)(?: have"
        r"|['’]ve)? promised (?:the|our|my) [\w'’-]{3,16}(?= (?!that\b))"
        r"|\b(?:our|my) (?:job|task|duty|reason) (?:here )?is\b|\b(?:we|i)(?:['’]re|['’]m| are| am) (?:only |really |all )?(?:here"
        r"|in this|in it|in business|after|judged|measured|paid|known) (?:for|to|by|on)\b|\b(?:we|i) (?:exist|came|come|live) (?:to"
        r"|for|on|by|from)\b",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
"""What follows is held dear."""
AIMED = Sifted(
    re.compile(
        r"\b(?:is|are|['’]s) (?:(?:exactly |just |really |all )?what (?:we|i|they|our \w{3,14}|my \w{3,14}|the \w{3,14}|people"
        r"|[a-z]{4,14}s)(?: have|['’]ve)? (?:really |all )?(?:wants?|needs?|promised|owes?|came for|come for|sell|are paid for"
        r"|are after|am after|live from|live on|care about|are here for|stand for|voted for|need most|want most|pays? for|remembers?"
        r"|asks? for|reads?|looks? at|watch|counts?|matters?|measures?)|what (?:counts|matters|decides|sells|remains)|(?:good"
        r"|fine) enough for (?:me|us)|in our name|the only \w{3,10} (?:i|we|my \w{3,10}|our \w{3,10}) (?:reads?|cares? about|looks? at"
        r"|watch(?:es)?|knows?)"
        r"|(?:the|our|my|a) (?:\w{3,12} )?(?:promise|priority|point|goal|aim|purpose|heart|core|key|legacy|thing that (?:counts"
        r"|matters)|reason (?:we|i)|first thing (?:that )?(?:a|the|any|our|my|we|people|customers?) \w{2,14}|number one|first thing)"
        r"|(?:all|everything) (?:that )?(?:counts|matters|we have|i ask|we ask|that matters)|(?:most important|essential|decisive"
        r"|crucial|vital|sacred|non-negotiable|paramount|indispensable|priceless|everything)\b"
        r"|worth (?:it|every|the \w{3,12}|more (?:to|for) (?:us|me)|a lot|a great deal|much|waiting)|where (?:the|our) (?:money|value"
        r"|future|efficiency|benefit|profit|heart) (?:is|sits|lies|comes))\b"
        r"|\b(?:decides?(?= whether\b|[.,;!]|$)|(?:matters?|counts?) (?:most|a lot|a great deal|very much|above all|more than anything"
        r"|more than everything|to us|to me|for us|for me))\b|\b(?:gets?|brings?|moves?|takes?) us (?:closer|nearer|further)\b",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
"""What stands before is held dear."""
WISHES = Sifted(
    re.compile(
        rf"\b{_WE}(?:['’]d| would| should)? (?:really |only |just |always |still |clearly |much |do |simply )?(?:want|wants"
        rf"|like to (?:see|have|be|come|reach|keep|get)|love to (?:see|have|be)|hope (?:for|that|to)|dream of|aim (?:at|for|to)"
        rf"|care (?:about|for)|value|insist on|wish(?: for)?)\b"
        r"|\b(?:i|we) (?:have )?promised(?: (?:our|my|the|them|you|us))?|\b(?:is|['’]s) what i promised\b|\bas (?:many|much|few|little"
        r"|fast|soon|late|deep|wide|thin|good|cheap|clean|small|large|long) as (?:we|you|they) (?:can|dare|get)\b",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
DISMISSES = Sifted(
    re.compile(
        r"\b(?:no|not one|not a single|none of our|nobody|no one|never a) ?(?:[a-z]{3,12}|one|body)?(?: here| outside| (?:at|on"
        r"|in) (?:the )?[\w-]{2,14}(?: [\w-]{2,10})?)? (?:ever |will ever |has ever |will |would |really )?(?:asked?|asks|cares?"
        r"|wants?|needs?|pays?|remembers?|looks?|notices?|buys?|reads?|counts?|thank\w{0,2})(?: (?:me|us))?(?: (?:about|for|at|of|if"
        r"|whether|how|what))?\b"
        r"|\b(?:i|we)(?: really| frankly| honestly)? (?:do not|don['’]t|didn['’]t|could(?:n['’]t| not)|never) (?:care|need|want|mind"
        r"|come|ask|dream|buy|sell)(?: (?:about|for|to|whether|how|what|if))?\b",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
"""What follows is set aside."""
SET_ASIDE = Sifted(
    re.compile(
        r"\b(?:(?:is|are|['’]s|was|would be)(?: only| just| merely)? (?:(?:not|never|hardly|scarcely) (?:the point|the aim|the goal"
        r"|what (?:we|i|this|it)|a goal|a value|our (?:aim|goal|priority|job|business)|my (?:aim|goal|priority|job|business)|why we)"
        r"|a (?:nice[- ]to[- ]have|luxury|distraction|detail|side ?show|bonus|means to an end|means)|secondary|second[- ]rank"
        r"|decoration|vanity|cosmetics?|of no (?:use|interest|value)|no (?:use|good|help|goal|aim|end)|useless|worthless|worth nothing"
        r"|beside the point|for later|for (?:the|a) (?:brochure|slides?|gallery))"
        r"|(?:can|could|may|will have to|must|should|has to|have to) (?:wait|come later|come last|go last|stand back"
        r"|take (?:a )?back seat)|(?:won['’]t|will not|doesn['’]t|does not|don['’]t|do not|can['’]t|cannot|didn['’]t) (?:help|serve"
        r"|matter|interest|move|impress|feed|sell|count|save|bring|pay)(?: (?:us|me|anybody|anyone|my \w{3,14}|our \w{3,14}|to us"
        r"|for us))?|(?:says?|tells?|means?|brings?|gives?|helps?|changes?)(?: (?:us|me))? (?:nothing|little|very little))\b",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
"""What stands before is set aside."""

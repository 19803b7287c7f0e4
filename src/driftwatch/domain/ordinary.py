"""English words that are no terms: grammar, conversation, the calendar; and the words that say how far a thing has come."""

GRAMMAR = frozenset(
    """
a about above across after afterwards again against ago all almost along already also although always am among an and another any anyhow
anyone anything anyway anywhere are around as at away back be became because become becomes been before beforehand behind being below beside
besides between beyond both but by came can cannot come comes could did do does doing down due during each either else elsewhere enough etc
even ever every everybody everyone everything everywhere except few for former from full further get gets give go goes going gone got had
has have having he hence her here hers herself him himself his how however i if in indeed instead into is it its itself just keep kept last
latter least less like likely made make makes making many may maybe me meanwhile might mine more moreover most mostly much must my myself
near nearly neither never nevertheless next no nobody none nor not nothing now nowhere of off often on once one ones only onto or other
others otherwise our ours ourselves out over own per perhaps please put quite rather re really regarding s same say says see seem seemed
seems several shall she should show since so some somebody someone something sometime sometimes somewhere soon still such t take takes taken
than that the their theirs them themselves then there thereby therefore these they this those though through throughout thus to together too
toward towards twice two three four five six seven eight nine ten eleven twelve hundred thousand million thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen under unless until up upon us used using various
very via was way we well were what whatever when whenever where whereas whether which while who whole whom whose why will with within
without would yet you your yours yourself yourselves first second third half
""".split()
)

CONVERSATION = frozenset(
    """
able actually add added agree agreed ah ahead allow allowed alone although answer answered anybody anymore apart apply aside ask asked
asking asks bad based begin begins believe best better big bigger biggest bit bought bring brought btw built buy buys bye call called calls
came carry cause chance changed check cheers clear clearly close come coming comment comments compared complete completely consider
considered contact continue cool correct counted couple course currently cut day dead dear decide decided depend depends describe described
details difference different difficult discuss discussed discussion do does don't done dr drop dropped early easier easy eat end entire
entirely especially everybody evidently exact exactly example expect explain explained extra fact fair fall far feel fell fewer finally find
fine fix fixed follow following forget forward found fully fun further fyi gave get gets getting give given gives glad gonna good grand
great guess guy guys haha hand hands happen happened happening happens happily happy hard head hear heard hello help hey hi high hmm hold
hope hot huge idea ill important include included including instead interested interesting item items join joined keep keeping kick kicked
kind kinds know known knows larger late lately later laugh laughter learn least leave left let lets like little live lives living lol long
look looked looking looks lost lot lots love low mad main mainly make matter mean means meant meeting mention mentioned middle mind minutes
miss missed missing moment move moved mr mrs ms names near nearly neat necessary need needed needs new nice normal note obvious obviously
odd oh ok okay old oops open options original ours part particular pass past pay people person perspective pick picked piece pity place
plain please pls plus point possible potentially prefer present pretty previous probably problem propose proposed provide provided pull push
question quick quickly quiet quietly raise raised rang reach read ready real reason recall recent recently red regard regards related
relevant remember reply return right ring ringing room run running said saw section seen send sense sent separate seriously serve set short
showed shown shows side sign signed similar similarly simple simply single sit sits sitting slow slowly small smaller somehow sooner sorry
sort sound sounds speak specific specifically spend spent stands start started stay stop strange strong stuff suggest suggestion suppose
sure surprise surprised sweet sync talk tell term thank thanks thin thing things think thinking thought thoughts thumb thx tired today told
took top topic topics total touched tough tried true try trying turn twice type types ugly uh um understand understood updated use useful
usual usually wait waiting wake walk walked want wanted wants watch wear weird welcome went wish wonder wondering word words work worked
working works worse worst worth wow write writes written wrong wrote yeah yep yes younger zero
""".split()
)

CALENDAR = frozenset(
    """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march april may june
july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec year month week fortnight weekend day hour
minute second quarter half morning noon afternoon evening night tonight today tomorrow yesterday time times date moment am pm utc gmt cet
cest est pst christmas easter spring summer autumn winter percent per cent one's people somebody year's
""".split()
)

STATES = frozenset(
    """
done finished complete completed closed ready accepted acceptance approved approval validated validation verified verification released live
deployed deployment delivered delivery installed installation commissioned commissioning certified qualified qualification operational
stable shipped merged launched launch onboarded resolved fixed implemented production signed-off go-live handover
""".split()
)
"""Words by which people say that a thing may count as finished, accepted or allowed to move on."""

BACKGROUND = CONVERSATION - STATES
"""Words of conversation: no terms, but they show how much any word differs between two partners."""

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
able achieve actually add added additional affect agree agreed ah ahead allow allowed allows alone although answer answered anybody anymore
apart apply aside ask asked asking asks assume attempt available bad based basically become begin begins believe best better big bigger
biggest bit bought bring brought btw built bunch buy buys bye call called calls came carry cause chance changed cheers clear clearly close
come coming comment comments compared complete completely consider considered contact contain contains continue continues cool correct
counted couple course create created creates creating currently day dear decide decided define definitely depend depends describe
described details difference different difficult discuss discussed discussion do does don't done dr earlier early easier easy eat enable
enables end ensure ensures entire entirely especially essentially everybody evidently exact exactly example exist exists expect explain
explained extra fact fair fall far feel fell fewer figure finally find fine fix fixed folk folks follow following forget forward found fully
fun further fyi gave get gets getting give given gives glad gonna good grand great guess guy guys haha hand handle hands happen happened
happening happens happily happy hard head hear heard hello help helpful hey hi high hmm hope hopefully hot huge idea identify ill important
improve include included including increase indicate inside instead intend intends interested interesting introduce involve involved
involves item items join joined keep keeping kick kicked kind kinds know known knows lad larger late lately later laugh laughter learn least
leave left let lets like little live lives living lol long look looked looking looks lost lot lots love low mad main mainly make manage mate
matter mean means meant meeting mention mentioned middle mind minutes miss missed missing moment move moved mr mrs ms names near nearly neat
necessary need needed needs new nice normal note obvious obviously occur odd offer oh ok okay old oops open options original ours outside
part particular past pay people perform person perspective pick picked piece pity place plain please pls plus point possible potentially
prefer present presumably pretty prevent previous probably problem produce propose proposed provide provided question quick quickly quiet
quietly raise raised rang reach read ready real reason recall recent recently red reduce regard regards relate related relevant remain
remains remember reply represent require required requires respond return right ring ringing room said saw section seeing seemingly seen
send sense sent separate seriously set share shared short showed shown shows side signed similar similarly simple simply single sit sits
sitting slow slowly small smaller solve somehow sooner sorry sort sound sounds speak specific specifically spend spent stands start started
stay strange strong stuff suggest suggestion suppose sure surprise surprised sweet sync talk tell tend term thank thanks thin thing things
think thinking thinks thought thoughts thumb thx tired today told took top topic topics total touched tough tried true try trying turn twice
type types ugly uh um understand understood upcoming updated use useful usual usually wait waiting wake walk walked want wanted wants watch
wear weird welcome went wish wonder wondering word words work worked working works worse worst worth wow write writes written wrong wrote
yeah yep yes younger zero
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

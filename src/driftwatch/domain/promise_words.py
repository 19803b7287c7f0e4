"""Vocabularies of giving: verbs, the nouns of people, what stands around a thing that is promised. All words are folded."""

from collections.abc import Sequence

PROVIDES = frozenset(
    """
provide give supply contribute assign second lend make deliver staff fund bring put place allocate dedicate commit offer send release detach
furnish ship reserve grant finance nominate name appoint pledge promise share seconds loan donate free designate employ engage post
equip sponsor pay contributes advance transfer hand cede hire field stand guarantee undertake
""".split()
)
KEEPS = frozenset("keep maintain station base hold leave run operate have".split())
"""Of so many things the same: "keeps three machines on the farms"; of what is not counted a duty."""
LEADS = frozenset(
    """
shall will must may can also each both to undertake undertakes agree agrees is are has have further always be bound available with install
nothing but not only
""".split()
)
"""What may stand between the partner's name and the verb."""
SECTIONS = frozenset(
    """
resource contribution contribute give provide staff staffing people personnel equipment input mean capacity supply support commitment
undertaking obligation effort workforce team bring brings provision delivery
""".split()
)
"""Words of a heading under which a clause may be a mere list."""
PEOPLE = frozenset(
    """
engineer developer designer tester analyst scientist researcher candidate student trainee technician manager officer nurse doctor physician
operator clerk planner architect editor writer translator interpreter annotator curator archivist conservator programmer administrator
specialist expert consultant advisor adviser trainer teacher instructor coach inspector surveyor diver pilot captain master mate crew team staff
person people employee colleague worker hand member fte statistician physicist chemist biologist geologist hydrologist metallurgist linguist
lawyer counsel accountant buyer driver electrician mechanic fitter welder producer artist animator composer actor moderator facilitator
coordinator liaison secretary assistant postdoc professor intern apprentice volunteer steward supervisor foreman reviewer examiner cataloguer
librarian photographer restorer illustrator modeller rigger scheduler dispatcher pharmacist midwife paramedic surgeon agronomist ecologist
botanist economist auditor controller superintendent skipper deckhand stevedore mason carpenter plumber roofer painter gardener cook
receptionist caretaker guide ranger investigator fellow lecturer tutor associate contractor freelancer manpower labour headcount
""".split()
)
POSTS = frozenset(
    """
post position vacancy candidate hiring recruitment recruiting headcount appointment replacement successor secondment personnel applicant
""".split()
)
"""What the giving side speaks of when it lacks people; counted with words of owing only."""
GENERIC = frozenset(
    """
people person staff member hour day time thing support team access data material share work help service effort capacity resource input
information document system tool use room space hand colleague employee worker fte site list report result file part piece set group unit cost money
budget fund number order right copy version date meeting plan test change release decision project programme program partner party company
community process problem question idea example case
link url issue ticket task action item comment doc page post draft note message mail email invite invitation agenda minute summary slide slides
screenshot picture patch branch commit pull credential password login account name contact
""".split()
)
"""Heads that stand for too many things: they need their whole phrase."""
VAGUE = frozenset(
    """
thing bit lot way kind sort stuff chance look go hand word call ring note answer reply minute moment second hour day week month year time end
side point idea feeling credit thought sense case fact reason cause rise care notice attention priority voice say vote try thanks thank turn
shout update example hint clue lift push boost impression headache break breath hope
""".split()
)
CONTAINERS = frozenset(
    """
year month week day hour minute shift session share half set pair team group number amount total use part copy piece batch range series
minimum maximum budget worth
quarter supply stock pool level fte manday
""".split()
)
"""Nouns of measure: what counts stands behind their "of"."""
DETERMINERS = frozenset("a an the its their his her our your my this that these those each every all any some such own no both".split())
NUMBERS = {
    word: float(value)
    for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split())
} | {
    "sixteen": 16.0,
    "eighteen": 18.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "dozen": 12.0,
    "half": 0.5,
    "single": 1.0,
}
TRIMMED = frozenset(
    """
full dedicated named experienced additional extra further complete entire whole up to at least about necessary required suitable qualified more
another
""".split()
)
"""What says how much or how good, and not what."""
STOPS = frozenset(
    """
of for from until till to on in with at by during within as who which that whose per and or while when where if unless after before over under
through throughout so free plus including without against is are be shall will may can must has have then there here now back again tomorrow
today next this not it them him her you us we i on-site onto into between via according up out off down only also
""".split()
)
TRAILING = frozenset(
    """
available daily weekly monthly quarterly yearly annually regularly together throughout ready resident present stationed based living permanently
dedicated seconded free locally
""".split()
)
MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
SOMEBODY = frozenset("people person staff somebody someone nobody anybody colleague hand head man woman name face".split())
"""What those who wait for people call them."""

SCARCE = frozenset(
    """
no without missing outstanding remaining promised lacking insufficient absent overdue fewer unfilled vacant other rest half gap lack lose lost await
awaiting
""".split()
)
"""Before a noun: there is none of it, or not all."""
ORDINALS = {word: float(at) for at, word in enumerate("first second third fourth fifth sixth".split(), start=1)}
ASKING = frozenset("where when who whom".split())
NOTHING = frozenset("nothing none nobody neither still".split())
"""A statement on a thing that begins so says that it is awaited, or not there."""
ABSENT = frozenset(
    """
missing outstanding gone stop stopped ended behind overdue lacking absent unfilled vacant short delayed postponed cancelled unavailable yet
half incomplete unpaid down
prolonged overbooked occupied suspended frozen nowhere
""".split()
)
"""Behind a noun: it is not there."""
DENIED = frozenset("not never nobody don't doesn't didn't hasn't haven't isn't aren't wasn't weren't cannot can't won't".split())
COMING = frozenset(
    """
come came resume resumed continue continued happen happened arrive arrived start started turn turned show showed shown appear appeared sent
delivered paid named installed granted opened released
given filled there here available complete ready reach reached materialise materialised signed approved joined provided supplied enough free
""".split()
)
"""What things that were promised do, or have done to them."""
GETTING = frozenset(
    """
only just same still have had get got see saw count counted receive received there were was is are been come came joined attended
arrived i've we've they've showed turned began started flown used given whole
""".split()
)
"""With one of these a number before a noun may say how much of it there is."""
_TENS = 20.0


def numbers(folded: Sequence[str]) -> list[tuple[int, float]]:
    """The numbers in folded words and the place where each ends; "twenty one" is one number."""
    found: list[tuple[int, float]] = []
    for at, word in enumerate(folded):
        value = NUMBERS[word] if word in NUMBERS else float(word) if word.isdecimal() else None
        if value is not None and found and found[-1][0] == at - 1 and 0 < value < _TENS / 2 and found[-1][1] >= _TENS and word in NUMBERS:
            found[-1] = (at, found[-1][1] + value)
        elif value is not None:
            found.append((at, value))
    return found

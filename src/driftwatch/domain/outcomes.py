"""Outcomes that are each other's price: in which direction a judgement of worth leans, told by general words and by numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from driftwatch.domain.valuing import Value


class Pull(StrEnum):
    """Two outcomes between which efforts must mostly choose; a positive lean is towards the first."""

    MUCH_WELL = "number and reach / the worth of each single thing"
    SOON_READY = "time and dates / care and completeness"
    SEEN_QUIET = "being seen / not being seen"
    MACHINE_HAND = "automation / people and their own way of working"
    NEW_KEPT = "new things / keeping what there is"
    OPEN_CLOSED = "open access / control"
    EARN_SERVE = "income and growth / service and knowledge"
    CHEAP_GOOD = "low cost / good and lasting quality"
    GROWTH_CARE = "growth and pace / quality and care"
    """The sum of the others but for access: more, sooner, seen, new, cheap against well, careful, quiet, kept, good."""

    @property
    def poles(self) -> tuple[str, str]:
        """Both outcomes in neutral words."""
        first, second = self.value.split(" / ")
        return first, second


def _alternatives(phrases: str) -> str:
    """The phrases, which are parted by commas, as alternatives of one pattern; `*` stands for any ending."""
    found = (re.escape(phrase.strip()).replace(r"\*", r"\w{0,8}").replace(r"\ ", r"[\s-]") for phrase in " ".join(phrases.split()).split(","))
    return "|".join(found)


_PHRASES = {
    Pull.MUCH_WELL: (
        """coverage, cover, covers, covering, breadth, broad*, wide, wider, widest, width, reach*, scale, scales, scaling, scalab*, spread,
footprint, every, everywhere, many, more of, number of, numbers, quantity, quantities, how many, full set, full list, full range,
complete set, completeness, all of them, all the, whole, entire*, the lot, districts, regions, towns, countries, sites,
villages, branches, stores, schools, places, venues, markets, thousands, hundreds, dozens, long list, list of, variety, range,
portfolio, across, nationwide, extent, expand*, expansion, at scale, mass, bulk, output, volume*, throughput, yield*, tonnes, tons,
kilos, litres, tonnage, hectolitres, acres, hectares, per day, per hour, an hour, a day, per week, per shift, produce more,
productiv*, capacity, utilisation, utilization, full load, maximum, maximi*, harvest, megawatt*, kilowatt*, parcels, batches, quota,
quotas, twice the, twice as much, twice as many, double, more than before, as many as, as much as, a lot of, lots of, big, bigger,
biggest, large, larger, largest, huge, full full house, stock, warehouse, sheer, count of, heads, more people,
total, totals""",
        """depth, deep, deeper, deeply, density, detail*, fine, finer, finest, resolution, precise*, precision, accura*, exact*,
correct*, trust*, believe, believes, believable, credib*, quality, well described, documented, validated, verified, right ones, a
few, fewer, handful, single, one good, faithful*, fidelity, rigour, rigor, rigorous, solid, meticulous*, understood, close together,
concentrated, concentrate, focus*, truthful, legible, readable, error free, flawless, reproduc*, repeatable, in depth, well,
properly, perfect*, right, good one, good ones, rely on, reliable, relied on, sharp*, clean, clear, true, taste, flavour, craft*,
skill, well made, without a fault, faultless, without errors, without mistakes, carefully, thorough*, nuance*, close
up, choice, hand picked, selected, rare, fine ones, sound, substance, meaning*, less but, small but, fewer but, intensive,
workmanship, excellence, excellent, best""",
    ),
    Pull.SOON_READY: (
        """speed, speedy, fast, faster, fastest, quick, quicker, quickest, quickly, rapid*, swift*, early, earlier, soon, sooner, soonest,
date, dates, deadline*, on time, in time, to the minute, on the minute, minutes, punctual*, timetable, clock, launch*, opening day,
schedule, tempo, pace, weekly, daily, today, tomorrow, this week, next week, this month, this year, this season, this summer, this
autumn, this winter, this spring, before christmas, before easter, before the summer, before the winter, before winter, before
summer, by easter, by summer, by spring, by autumn, by the summer, by the autumn, by the winter, by january, by february, by march,
by april, by may, by june, by july, by august, by september, by october, by november, by december, in january, in october, in
september, now, at once, immediately, straight away, agile, momentum, time to market, in days, in hours, within days, out of the
door, out the door, ship, ships, shipping, go live, turnaround, first to market, without delay, no delay, not wait, fresh,
freshness, frequency, frequent, how often, quick win, quick wins, sprint, overnight, hurry, rush, rough, half finished, half baked,
rushed""",
        """care, careful*, thorough*, properly, patience, perfect*, polish*, right first time, do it right, done right, get it right, done
well, do it well, proofread, well made, gentle, gently, conscientious*, without haste, no haste, take the time, takes the time,
taking time, time it needs, unhurried, as long as it takes, late, later, slow, slower, slowly, delay, delayed, wait, waits, waiting,
double checked, finished, complete, completed, tested, checked, rehears*, ready, mature, sound, well prepared, prepared, another
week, another month, one more week, a week longer, a month longer, a year longer, once it is, when it is done, next year, next
season, step by step, ripe, ripen, no mistakes, without mistakes, no rework, twice, durab*, solid""",
    ),
    Pull.SEEN_QUIET: (
        """public, publicly, publicity, visible, visibility, be seen, being seen, have seen us, seen us, famous, fame, press, magazine*, media,
television, tv, stage, on stage, exhibition*, show off, showcase, headline*, brand, slide, slides, brochure*, poster*, campaign*,
audience, audiences, attention, applause, award, awards, prize*, followers, festival, demo, demos, spotlight, known
for, remembered, story, stories, front page, noticed, advert*, marketing, announce*, announcement*, talked about, on
the map, in the newspaper*, in front of""",
        """not to be seen, not be seen, nothing visible, not visible, invisible, discretion, silence, silent, quiet, quietly, low profile,
behind closed doors, behind the scenes, in private, no appearance, unnoticed, without fuss, no fuss, no publicity, not in the
newspaper*, out of the newspaper*, out of the press, out of sight, nobody notices, nobody sees, to ourselves, unannounced, modest*,
humble, in the background, without cameras, no cameras, no press, calm""",
    ),
    Pull.MACHINE_HAND: (
        """automat*, unattended, no hands, hands free, touchless, nobody watching, runs itself, run itself, by itself, algorithm*, machine,
machines, robot*, self service, digital*, no human, without a human, without people, without staff, lights out,
 headcount, fewer people, sensor, sensors, engine, engines, software, remote, remotely, online form, chatbot""",
        """staff, workers, crew, crews, shifts, colleague*, nurses, teachers, drivers, operators, volunteers, residents, desk, desks, habit,
habits, routine*, comfort*, easy to use, usable, relief, relieve*, stress, training, jobs, employment, morale, dignity, by hand,
hands on, familiar, workflow*, way of working, own way, wellbeing, apprentic*, human, humans, face to face, in person, a person,
somebody to ask, a voice, people at, our people, my people, judgement, judgment, experience, phone call, at the counter""",
    ),
    Pull.NEW_KEPT: (
        """newest, novel*, innovat*, invent*, experiment*, prototype*, pioneer*, first of its kind, cutting edge, state of the art, modern*,
next generation, breakthrough*, bold, bolder, brave, latest, creative*, exciting, ambitious, grand, something new, new one, new
ones, new things, new ideas, new ground, reinvent*, disrupt*, future, redesign*, rebuild*, replace, replaced, change things, fresh
start, from scratch, contemporary""",
        """preserve, preserves, preserved, preserving, preservation, conserv*, heritage, original, originals, authentic*, tradition*, lasting,
longevity, long lived, lifetime, durab*, as it is, as it was, as they are, as they were, untouched, unchanged, unaltered, intact,
restore, restored, restoring, restoration, generations, grandchildren, in a hundred years, in fifty years, in twenty years, for
decades, decades, centur*, maintenance, sustain*, continuity, remain, remains, old, older, oldest, proven, stable, stability,
steady, keep what, keeps what, what we have, what there is, known, same as today, today's, familiar, hundred years, eighty years,
fifty years, repair*, mend*, historic*, ancient""",
    ),
    Pull.OPEN_CLOSED: (
        """open access, open data, open to, openly, accessible, access for, everybody can, everyone can, anybody can, anyone can, free for all,
free of charge, for free, share, shares, shared, sharing, public domain, download*, published, publish, transparen*, inclusive,
inclusion, reuse*, open licence, open license, open source, interoperab*, common format, everybody's, for everybody, for everyone,
for all, free to use""",
        """control, in charge, our hands, own hands, ownership, own it, confiden*, secret*, intellectual property, patent*, exclusive,
exclusively, exclusivity, sovereign*, independen*, autonom*, in house, access rights, permission*, restrict*, privacy, private,
behind a login, decide ourselves, ours alone, protected, protect*, know how, embargo*, licen[cs]ed, members only, under lock""",
    ),
    Pull.EARN_SERVE: (
        """revenue*, income, sale, sales, sell, sells, sold, selling, customer*, client*, buyer*, order book, market*, business, growth, grow,
grows, growing, profit*, turnover, earn, earns, earning, earnings, contract, contracts, deal, deals, tender*, bookings, occupancy,
subscription*, subscriber*, ticket, tickets, visitors, visitor numbers, footfall, paying, commercial*, product, products, licences,
investor*, shareholder*, valuation, second customer, next customer, pipeline, market share,
margin, margins, pays for, money""",
        """patients, patient care, residents, pupils, children, families, community, communities, local people, locals, villagers, islanders,
everybody gets, nobody is left, left behind, welfare, public service, public good, the poor, need it most, knowledge, knowing,
learn*, evidence, proof, science, scientif*, research*, paper, papers, publication*, manuscript*, thesis, dissertation, journal,
cited, data set, dataset*, findings, study, studies, insight*, understanding, scholar*, academ*, nature, wildlife, birds, fish,
trees, forest*, river*, climate, environment*, soil, animals, safety, safe, health, mission, duty, legacy, education, teach,
teaching, reviewer*""",
    ),
    Pull.CHEAP_GOOD: (
        """cost, costs, cheap*, price*, budget*, saving, savings, save money, saves money, saving money, spend, spends, spending, affordable,
thrift*, euro, euros, pounds, dollars, crowns, francs, economical, economies, economy, overhead*, penny, pennies, cents, low cost,
bill, bills, fees, return on investment, payback, lean, under budget, within budget, discount, simple, plain, basic, standard ones,
second hand""",
        """quality, durab*, lasting, longevity, long lived, lifetime, robust, solid, comfort*, beautiful*, beauty, design, materials, well
made, craft*, fine, finest, finer, premium, first class, proper, properly, sustain*, organic, fair, healthy, generations,
grandchildren, eighty years, fifty years, hundred years, sound, reliable, safe, safety, stone, by hand, built to last, need not
repair""",
    ),
}
"""Of each pull the words of its first and of its second outcome."""
_WORDS = {pull: tuple(re.compile(rf"\b(?:{_alternatives(phrases)})\b", re.IGNORECASE) for phrases in poles) for pull, poles in _PHRASES.items()}
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety hundred".split()
_ONES = "one two three four five six seven eight nine".split()
_NUMERALS = {
    **{word: float(number) for number, word in enumerate(_ONES, start=1)},
    **{word: 10.0 * number for number, word in enumerate(_TENS, start=1)},
    "a": 1.0,
    "an": 1.0,
    "single": 1.0,
    "couple": 2.0,
    "pair": 2.0,
    "half": 0.5,
    "third": 0.3,
    "quarter": 0.25,
    "tenth": 0.1,
    "dozen": 12.0,
    "twelve": 12.0,
    "fifteen": 15.0,
    "hundreds": 100.0,
    "thousand": 1000.0,
    "thousands": 1000.0,
    "million": 1e6,
    "millions": 1e6,
}
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[,.]\d{3})*(?![\w%])|\b[a-z]{1,10}\b", re.IGNORECASE)


def leans(values: Iterable[Value]) -> Mapping[Pull, int]:
    """+1 towards the first outcome of a pull, -1 towards the second, of one statement's judgements; undecided ones are left out."""
    totals = dict.fromkeys(Pull, 0)
    for value in values:
        for pull, (first, second) in _WORDS.items():
            totals[pull] += _sign(_count(first, value) - _count(second, value) + (2 * _counted(value) if pull is Pull.MUCH_WELL else 0))
    found = {pull: _sign(total) for pull, total in totals.items()}
    found[Pull.GROWTH_CARE] = _sign(sum(lean for pull, lean in found.items() if pull is not Pull.OPEN_CLOSED))
    return {pull: lean for pull, lean in found.items() if lean}


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _count(pattern: re.Pattern[str], value: Value) -> int:
    """Words of the pole in what is chosen, less those in what is set aside."""
    return (pattern.search(value.chosen) is not None) - (pattern.search(value.rejected) is not None)


def _counted(value: Value) -> int:
    """Whether the larger number is chosen (1) or the smaller (-1), where both halves count something."""
    first, second = max(_numbers(value.chosen), default=0.0), max(_numbers(value.rejected), default=0.0)
    if not first or not second or max(first, second) < 2 * min(first, second) or max(first, second) < 2:
        return 0
    return 1 if first > second else -1


def _numbers(piece: str) -> Iterator[float]:
    for hit in _NUMBER.finditer(piece):
        word = hit[0].casefold()
        if word[0].isdecimal():
            yield float(re.sub(r"\D", "", word))
        elif word in _NUMERALS:
            yield _NUMERALS[word]

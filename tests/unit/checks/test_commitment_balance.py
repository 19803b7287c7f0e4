from datetime import UTC, datetime, timedelta

import numpy as np

from driftwatch.checks.commitment_balance import CommitmentBalance
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import CoverageStatus, Finding, Verdict
from driftwatch.domain.talk import Partner
from driftwatch.ports import Material
from driftwatch.stages.judge import judge
from driftwatch.tables import Statements, Usages

PARTNERS = (
    Partner(id="alder", name="Alder Works", people=("Ines Maro",)),
    Partner(id="birch", name="Birch Line", people=("Tom Okoro",)),
    Partner(id="cedar", name="Cedar Group"),
)
CHARTER = "## 4 Resources\n\n4.1 Birch Line makes eight trial beds available on ward 3 as of 5 January 2026.\n4.2 Alder Works delivers the pumps.\n"
SHORT = (
    "A: There are only five trial beds on ward 3, where are the other three?\nB: We had to take some of them back for the general wards.",
    "B: Ward 3 is full again, so it stays at five trial beds until that is over.\nA: With five we finish the study a year late.",
    "A: Last Tuesday I counted four trial beds, not eight.\nB: One is closed because of a nurse on maternity leave.",
    "B: Management will not open further trial beds this year.\nA: We were told eight, and the statistics are built on eight.",
    "A: We now pay for six beds at the clinic in Graz to make up for the missing trial beds here.\nB: I can't match it, my budget is frozen.",
)
IDLE = (
    "The coffee in the new canteen is better than it was.",
    "The report of last week is in the folder.",
    "I read the draft on the train and liked it.",
    "Lunch is at noon as always.",
    "The map shows the rivers in blue.",
    "Thanks to all who brought cake.",
    "The agenda for the next call is short.",
    "Monday is a holiday in the south.",
)


def said(*documents: str, swapped: bool = False, chatter: bool = True) -> Statements:
    """A meeting every two weeks; a line a statement, "A: …"."""
    letters = dict(zip("ABC", ("birch", "alder", "cedar") if swapped else ("alder", "birch", "cedar"), strict=True))
    rows = []
    for number, document in enumerate(documents):
        lines = document.splitlines()
        idle = [f"{'AB'[at % 2]}: {text}" for at, text in enumerate(IDLE)] if chatter else []
        for place, line in enumerate([*idle, *lines]):
            letter, text = line.split(": ", 1)
            at = datetime(2026, 1, 12, 9, tzinfo=UTC) + timedelta(days=14 * number)
            name = f"2026-{number:02}.md"
            rows.append(
                [
                    f"{number}-{place}",
                    text,
                    letters[letter],
                    f"{letter}{(place + number) % 3}",
                    at,
                    name,
                    f"line {place}",
                    name,
                    "minutes",
                    None,
                    None,
                    place,
                    0,
                ]
            )
    return Statements.of(rows)


def material(statements: Statements, charter: str = CHARTER, labels: tuple[Label, ...] = ()) -> Material:
    speaking = set(statements.partner)
    return Material(
        partners=tuple(partner for partner in PARTNERS if partner.id in speaking),
        statements=statements,
        probabilities=np.full((len(statements), 7), 0.3, dtype=np.float32),
        labels=[labels] * len(statements),
        usages=Usages.of([]),
        charter=charter,
    )


def raised(statements: Statements, charter: str = CHARTER) -> list[Finding]:
    findings, _ = CommitmentBalance().test(material(statements, charter))
    return [one.finding for one in judge(findings, fdr=0.1) if one.verdict is Verdict.DIVERGENT]


def test_what_the_charter_has_and_both_sides_miss_is_found() -> None:
    statements = said(*SHORT)

    (found,) = raised(statements)

    assert found.subject == "trial beds"
    assert found.partners == ("alder", "birch")
    assert [bool(position.evidence) for position in found.positions] == [True, True]
    assert found.p_value is not None and found.p_value < 0.05
    assert found.settlement is None


def test_each_side_is_quoted_with_its_own_statements() -> None:
    statements = said(*SHORT)

    (found,) = raised(statements)

    partner = dict(zip(statements.id, statements.partner, strict=True))
    assert all({partner[each] for each in position.evidence} == {position.partner} for position in found.positions)


CLAUSE = "## 4 Resources\n\n4.1 Birch Line provides two night nurses, full time, and a cold room that is open on every working day.\n"
IN_PARTS = (
    "A: Where is the second nurse?\nB: She was moved to the main house, I'm sorry.",
    "A: The cold hall was open on two mornings last week.\nB: We have no budget for more before summer.",
    "A: We now pay for a night nurse of our own, clause 4.1 says two.\nB: The second person I can't name before autumn.",
    "A: We only get the cold room on Tuesday and Thursday.\nB: It is shared with the kitchen until next year.",
    "A: Section 4.1 is still missing by half.\nB: The second nurse stays with the main house, and the post is frozen.",
)


def test_things_of_one_clause_that_are_both_missing_are_told_once() -> None:
    (found,) = raised(said(*IN_PARTS), CLAUSE)

    assert found.subject == "night nurses and cold room"


def test_things_of_one_clause_that_are_there_are_no_imbalance() -> None:
    there = [
        text for _ in range(3) for text in ("A: Both nurses did well.\nB: The cold room is full of vaccine.", "A: The night nurse rang me.\nB: Good.")
    ]

    assert raised(said(*there), CLAUSE) == []


def test_swapping_the_partners_mirrors_the_finding() -> None:
    swapped = CHARTER.replace("Birch Line", "X").replace("Alder Works", "Birch Line").replace("X", "Alder Works")

    (one,), (other,) = raised(said(*SHORT)), raised(said(*SHORT, swapped=True), swapped)

    assert (one.subject, one.p_value, one.severity, one.effect) == (other.subject, other.p_value, other.severity, other.effect)
    assert one.positions[0].summary == other.positions[1].summary


def test_the_same_input_gives_the_same_findings() -> None:
    assert CommitmentBalance().test(material(said(*SHORT))) == CommitmentBalance().test(material(said(*SHORT)))


def test_a_third_partner_that_is_not_concerned_is_left_out() -> None:
    statements = said(*(f"{document}\nC: My side has nothing to report today." for document in SHORT))

    found = raised(statements)

    assert [finding.partners for finding in found] == [("alder", "birch")]


def test_every_pair_of_partners_has_its_coverage() -> None:
    _, coverage = CommitmentBalance().test(material(said(*SHORT, "C: Good morning to everybody.")))

    assert [row.partners for row in coverage] == [("alder", "birch"), ("alder", "cedar"), ("birch", "cedar")]
    assert coverage[0].status is CoverageStatus.RAN


def test_a_promise_that_is_said_and_not_in_the_charter_counts() -> None:
    statements = said(
        "B: We'll send you soil samples from all twelve plots by the end of the month.\nA: Our lab has reserved two days.",
        "A: The soil samples have not turned up, the lab days are gone.\nB: My people are tied up with the harvest, I can't spare anybody.",
        "A: We have been waiting for the soil samples since January.\nB: The budget for the van is frozen.",
        "B: Half of the soil samples were taken wrongly and we could not ship them.\nA: We bought some from a neighbour.",
        "A: Month three without your soil samples.\nB: It will have to wait until after the harvest, I am afraid.",
    )

    assert [finding.subject for finding in raised(statements, charter="")] == ["soil samples"]


def test_what_came_after_all_is_settled() -> None:
    statements = said(*SHORT, "B: All eight trial beds are there now, the ward opened them on Monday.\nA: Yes, all eight are in place, thank you.")

    found = raised(statements)

    assert all(finding.settlement is not None for finding in found)


def test_a_change_that_both_accept_is_no_imbalance() -> None:
    statements = said(
        "A: Five trial beds are enough for us as well.\nB: Agreed, then three go back to the wards.",
        *SHORT[2:],
        "A: The five trial beds are full.\nB: Good.",
    )

    assert raised(statements) == []


def test_roles_of_the_charter_are_no_imbalance() -> None:
    charter = "8.1 Alder Works runs the hosting. 8.2 Birch Line provides the training and the trainers."
    statements = said(
        "A: Hosting is ours.\nB: Training is ours, I bring three trainers.",
        "B: The trainers are booked for the whole week.\nA: Perfect.",
        "A: When do the trainers come?\nB: On the fourth.",
        "B: Our trainers taught forty people.\nA: Our hosting had no outage.",
        "B: I can't spare the trainers on Friday, Thursday is fine.\nA: Thursday then.",
    )

    assert raised(statements, charter) == []


def test_more_promises_on_one_side_are_none() -> None:
    charter = "6.1 Alder Works provides five engineers. 6.2 Birch Line provides one engineer."
    statements = said(
        "A: We will write the parser.\nA: We'll test it as well.\nB: I'll look at it.",
        "A: Our five engineers will fix the import.\nB: Good.",
        "A: Five of ours were on it all week.\nB: I came by on Tuesday.",
        "A: We will take the migration.\nB: ok",
        "A: We'll also do the documentation.\nB: Thanks.",
    )

    assert raised(statements, charter) == []


def test_trouble_with_a_thing_is_not_its_absence() -> None:
    charter = "6.1 Birch Line provides the pumps."
    statements = said(
        "A: The pumps are louder than I thought, they should not go next to the school.\nB: We can't move the pumps without a new permit.",
        "A: Nobody likes the pumps at night.\nB: Then we don't run them at night.",
        "A: The pumps still leak at the joint.\nB: That's your pipe, not the pumps.",
        "B: Pumps at 40 percent.\nA: Not more, please.",
        "A: One of the pumps is not needed in winter.\nB: We stop it in October.",
    )

    assert raised(statements, charter) == []


def test_jokes_and_hypotheses_are_no_evidence() -> None:
    statements = said(
        *(f"A: If we ever lost the trial beds we would be waiting for trial beds, haha.\nB: just kidding, no trial beds {n}" for n in range(6))
    )

    assert raised(statements) == []


def test_a_delay_of_one_week_is_no_alert() -> None:
    statements = said(SHORT[0], "A: The trial beds are full.\nB: Good.", "B: Trial beds on ward 3 were painted.\nA: They look nice.")

    assert raised(statements) == []


def test_too_little_data_is_told_with_its_counts() -> None:
    findings, (row,) = CommitmentBalance().test(material(said(SHORT[0], "A: Good.")))

    assert findings == []
    assert row.status is CoverageStatus.INSUFFICIENT_DATA
    assert "trial beds" in row.why


def test_only_that_it_came_after_it_was_missed_speaks_against_it() -> None:
    early, late = "B: All eight of the trial beds are in place since Monday.", "B: The eighth of the trial beds is in place, all eight are there now."
    tea = "B: My tea has arrived, all of it is there."
    statements = said(early, *SHORT, f"{late}\n{tea}\nA: We still have only four of the eight trial beds.")

    findings, _ = CommitmentBalance().test(material(statements, labels=(Label.COMMITMENT,)))
    (found,) = [one.finding for one in judge(findings, fdr=0.1) if one.verdict is Verdict.DIVERGENT]

    text = dict(zip(statements.id, statements.text, strict=True))
    assert [text[each] for each in found.against] == [late[3:]]


def test_what_has_no_label_speaks_against_nothing() -> None:
    (found,) = raised(said(*SHORT, "B: The trial beds are all there now.\nA: We still have only four of the eight trial beds."))

    assert found.against == ()

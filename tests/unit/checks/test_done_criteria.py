from dataclasses import replace

from tests.unit.checks.material import PARTNERS, STRONG, material
from tests.unit.stages.said import statements

from driftwatch.checks.done_criteria import DoneCriteria
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import CoverageStatus
from driftwatch.domain.talk import Partner
from driftwatch.stages.judge import judge
from driftwatch.tables import Statements

DONE = replace(STRONG, term="done")
LAB = [(f"batch {n} is done when the simulator is green", "alder", f"d{n}") for n in range(8)]
FIELD = [(f"batch {n} is not done before three shifts have worked with it for two weeks", "birch", f"d{n}") for n in range(8)]
OVEN = [(f"the batch is done when the crust sings, loaf {n}", "alder", f"d{n}") for n in range(8)]
SHOP = [(f"the batch is done when the shelf is empty, day {n}", "birch", f"d{n}") for n in range(8)]


def _finding(*rows, contrast=DONE):
    findings, _ = DoneCriteria().test(material(statements(*rows), contrast))
    (finding,) = findings
    return finding


def _of_several(said):
    """Three speakers a side."""
    return said.with_column(Statements.speaker, [f"{partner} {number % 3}" for number, partner in enumerate(said.partner)])


def _swapped(rows):
    other = {"alder": "birch", "birch": "alder"}
    return [(text, other[partner], document) for text, partner, document in rows]


def test_different_criteria_of_the_two_sides_are_named_in_parallel_words():
    finding = _finding(*LAB, *FIELD)

    assert finding.holds
    assert finding.positions[0].summary.startswith(
        "requires “the simulator is green” (8 of 8 statements that name any), passed tests (8 of 8); does not name: "
    )
    assert "routine use" in finding.positions[0].summary
    assert finding.positions[1].summary.startswith("requires “three shifts have worked with it for two weeks” (8 of 8 statements that name any)")
    assert "does not name: a pass in simulation or in the lab" in finding.positions[1].summary


def test_the_question_names_the_criteria_of_both_sides():
    assert "“the simulator is green”, “three shifts have worked with it for two weeks”" in _finding(*LAB, *FIELD).questions[0]


def test_the_p_value_is_that_of_whole_documents_exchanged():
    finding = _finding(*LAB, *FIELD, contrast=replace(DONE, z=0.5))

    assert 1 / 2**8 <= (finding.p_value or 0.0) <= 4 / 2**8


def test_the_same_criteria_in_different_places_are_no_difference():
    finding = _finding(*LAB, *[(text, "birch", document) for text, _, document in LAB])

    assert not finding.holds
    assert any("a pass in simulation or in the lab" in ground for ground in finding.common_ground)


def test_the_same_criterion_in_other_words_is_no_difference():
    hour = [(f"batch {n} is done when the lid has been tight for 60 minutes", "alder", f"d{n}") for n in range(8)]
    minutes = [(f"batch {n} is done once its lid has stayed tight for an hour", "birch", f"d{n}") for n in range(8)]

    assert not _finding(*hour, *minutes, contrast=replace(DONE, z=1.0)).holds


def test_statements_that_name_no_criterion_are_not_enough_where_the_usages_differ_a_little():
    named = [*[("that is done now", "alder", f"e{n}") for n in range(8)], *FIELD]

    assert not _finding(*named, contrast=replace(DONE, z=2.5)).holds


def test_usages_far_apart_are_enough_where_one_side_names_nothing_and_both_summaries_are_made_alike():
    finding = _finding(*[("that is done now", "alder", f"d{n}") for n in range(8)], *SHOP, contrast=replace(DONE, z=4.0))

    assert finding.holds
    assert finding.effect is not None and finding.effect.measure == "energy distance between usages"
    assert not any(position.summary.startswith(("requires", "names")) for position in finding.positions)


def test_criteria_that_we_have_no_word_for_are_told_in_the_words_of_each_side():
    finding = _finding(*OVEN, *SHOP)

    assert finding.holds
    assert finding.positions[0].summary == "requires “the crust sings” (8 of 8 statements that name any); does not name: “the shelf is empty”"
    assert finding.positions[1].summary == "requires “the shelf is empty” (8 of 8 statements that name any); does not name: “the crust sings”"


def test_criteria_that_nobody_says_as_conditions_are_not_enough_alone():
    oven = [(f"the batch is done, the crust sings, loaf {n}", "alder", f"d{n}") for n in range(8)]
    shop = [(f"the batch is done, the shelf is empty, day {n}", "birch", f"d{n}") for n in range(8)]

    assert not _finding(*oven, *shop, contrast=replace(DONE, z=0.5)).holds


def test_questions_reports_and_jokes_are_no_criteria():
    asked = [(f"is the batch done when the crust sings, loaf {n}?", "alder", f"d{n}") for n in range(8)]

    finding = _finding(*asked, *SHOP, contrast=replace(DONE, z=2.0))

    assert "alder: criteria named 0 times" in (finding.insufficient or "")


def test_one_loud_speaker_is_not_a_partner():
    others = [(f"the batch is done when the shelf is empty, row {n}", "alder", f"d{n}") for n in range(8)]
    said = statements(*OVEN, *others, *SHOP)
    speakers = ["loud" if "crust" in text else speaker for text, speaker in zip(said.text, said.speaker, strict=True)]

    findings, _ = DoneCriteria().test(material(said.with_column(Statements.speaker, speakers), replace(DONE, z=0.5)))

    assert not findings[0].holds


def test_a_gate_that_each_side_calls_by_another_word_is_compared_by_its_criteria():
    closed = [(f"the batch is closed when the crust sings, loaf {n}", "alder", f"d{n}") for n in range(9)]
    finished = [(f"the batch is finished when the shelf is empty, day {n}", "birch", f"d{n}") for n in range(9)]

    findings, coverage = DoneCriteria().test(material(_of_several(statements(*closed, *finished))))

    assert [finding.subject for finding in findings] == ["closed / finished"]
    assert findings[0].holds
    assert judge(findings, fdr=0.05)[0].verdict == "divergent"
    assert coverage[0].status is CoverageStatus.RAN


def test_a_gate_said_of_different_things_is_not_compared():
    closed = [(f"the ledger is closed when the crust sings, loaf {n}", "alder", f"d{n}") for n in range(9)]
    finished = [(f"the bridge is finished when the shelf is empty, day {n}", "birch", f"d{n}") for n in range(9)]

    assert DoneCriteria().test(material(statements(*closed, *finished)))[0] == []


def test_a_further_criterion_hangs_on_the_gate_where_it_is_labelled_so_and_shares_its_words():
    rows = [row for n in range(8) for row in (OVEN[n], (f"The crust sings for us once it cools, tray {n}", "alder", f"d{n}"), SHOP[n])]
    other = [(f"we ordered flour and yeast for week {n}", "alder", f"f{n % 20}") for n in range(40)]
    said = material(statements(*rows, *other), DONE)
    labels = [(Label.DONE,) if "tray" in text else () for text in said.statements.text]
    sides = tuple(tuple(n for n, text in enumerate(said.statements.text) if part in text) for part in ("loaf", "day"))

    findings, _ = DoneCriteria().test(replace(said, labels=labels, contrasts=[replace(DONE, rows=sides)]))

    assert "of 16 statements" in findings[0].positions[0].summary


def test_swapping_the_partners_mirrors_the_finding():
    one, other = _finding(*OVEN, *SHOP), _finding(*_swapped([*OVEN, *SHOP]))

    assert [position.summary for position in one.positions] == [position.summary for position in other.positions][::-1]
    assert one.holds and other.holds


def test_the_order_of_the_statements_changes_nothing():
    assert _finding(*OVEN, *SHOP).p_value == _finding(*SHOP, *OVEN).p_value


def test_every_pair_of_three_partners_has_its_coverage():
    said = replace(material(statements(*OVEN, *SHOP), DONE), partners=(*PARTNERS, Partner(id="cedar", name="Cedar Yard")))

    _, coverage = DoneCriteria().test(said)

    assert [row.partners for row in coverage] == [("alder", "birch"), ("alder", "cedar"), ("birch", "cedar")]
    assert coverage[1].status is CoverageStatus.INSUFFICIENT_DATA


def test_a_contrast_that_does_not_stand_out_does_not_hold_by_its_usages():
    assert not _finding(*LAB, *[(text, "birch", document) for text, _, document in LAB], contrast=replace(DONE, z=0.5)).holds


def test_without_a_word_of_state_the_check_says_that_it_saw_nothing():
    said = [(text.replace("done", "good"), partner, document) for text, partner, document in [*LAB, *FIELD]]

    findings, coverage = DoneCriteria().test(material(statements(*said)))

    assert findings == []
    assert coverage[0].status is CoverageStatus.INSUFFICIENT_DATA


VALID = replace(STRONG, term="validated", tested=False, z=0.0)
CLAIMED = [(f"the lid is validated since spring, note {n}", "alder", f"d{n}") for n in range(8)]
REFUSED = [(f"the lid is not validated before the glue has cured, page {n}", "birch", f"d{n}") for n in range(8)]


def test_one_side_that_says_it_holds_and_one_that_says_what_is_missing_differ_where_they_contradict_each_other():
    findings, _ = DoneCriteria().test(material(_of_several(statements(*CLAIMED, *REFUSED)), VALID))

    assert findings[0].holds
    assert findings[0].effect is not None and findings[0].effect.measure == "difference in what is counted as passed"
    assert findings[0].positions[0].summary == "counts something as “validated” in 8 statements, as not “validated” in 0; names no criterion"
    assert findings[0].positions[1].summary.startswith("counts something as “validated” in 0 statements, as not “validated” in 8; requires ")


def test_a_thing_that_passed_and_another_that_did_not_are_no_contradiction():
    claimed = [(f"lid {2 * n} is validated since spring", "alder", f"d{n}") for n in range(8)]
    refused = [(f"lid {2 * n + 1} is not validated before the glue has cured", "birch", f"d{n}") for n in range(8)]

    findings, _ = DoneCriteria().test(material(_of_several(statements(*claimed, *refused)), VALID))

    assert not any(finding.holds for finding in findings)


def test_all_forms_of_a_word_are_one_gate():
    verb = [(f"we validate the lid once the glue has cured, page {n}", "birch", f"d{n}") for n in range(6)]
    noun = [(f"they validate the lid when the seal is dry, note {n}", "alder", f"d{n}") for n in range(6)]
    participle = [
        (f"the lid is validated when {part}", side, f"e{n}") for n in range(3) for part, side in (("the seal is dry", "alder"), ("it froze", "birch"))
    ]
    said = _of_several(statements(*verb, *noun, *participle))
    rows = tuple(
        tuple(n for n, (text, side) in enumerate(zip(said.text, said.partner, strict=True)) if side == own and "validated" in text)
        for own in ("alder", "birch")
    )

    findings, _ = DoneCriteria().test(replace(material(said), contrasts=[replace(VALID, rows=rows)]))

    assert [position.statements for position in findings[0].positions] == [9, 9]


def test_an_event_that_each_side_speaks_of_in_its_own_way_is_no_gate():
    keys = [(f"at the handover the keys lie on the table, house {n}", "alder", f"d{n}") for n in range(12)]
    voice = [(f"the handover by voice took half a second, run {n}", "birch", f"d{n}") for n in range(12)]

    findings, _ = DoneCriteria().test(material(_of_several(statements(*keys, *voice)), replace(STRONG, term="handover", z=4.0)))

    assert findings == []


def test_what_somebody_else_is_said_to_hold_is_no_position():
    told = [(f'Birch told us "a batch is done when the shelf is empty" so expect a delay on day {n}', "alder", f"d{n}") for n in range(8)]

    finding = _finding(*told, *SHOP, contrast=replace(DONE, z=2.0))

    assert "alder: criteria named 0 times" in (finding.insufficient or "")

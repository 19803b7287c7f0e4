from datetime import UTC, datetime, timedelta

import pytest

from driftwatch.stages.moving_figures import moving_figures
from driftwatch.tables import Statements

START = datetime(2025, 1, 6, 10, tzinfo=UTC)
BEFORE = (
    "Clean linen reaches the wards within two hours.",
    "With us the linen is on the ward within two hours.",
    "Clean linen arrives in under two hours.",
    "The linen comes every two hours, day and night.",
)
AFTER = (
    "Clean linen reaches the wards once a day.",
    "The linen lift brings the linen every morning.",
    "Linen comes daily.",
    "The linen is there each morning.",
)


def said(*rows):
    """Statements from (week, partner, text), or with a speaker as fourth."""
    return Statements.of(
        [
            (
                f"s{at:03}", text, partner, rest[0] if rest else f"{partner} {at % 3}", START + timedelta(weeks=week),
                f"week {week}.md", "line 1", f"week {week}", "minutes", None, None, at, 0,
            )
            for at, (week, partner, text, *rest) in enumerate(rows)
        ]
    )


def course(partner, texts, first=0):
    return [(first + week, partner, text) for week, text in enumerate(texts)]


def test_what_a_partner_says_that_holds_of_a_thing_is_followed_from_document_to_document():
    (found,) = moving_figures(said(*course("alder", [*BEFORE, *AFTER])))

    assert (found.thing, found.partner, found.dimension, found.documents) == ("linen", "alder", "tempo", (4, 4))
    assert found.between == ((START + timedelta(weeks=3)).date(), (START + timedelta(weeks=4)).date())
    assert found.shift.medians[1] > found.shift.medians[0]
    assert found.survives is True


def test_measured_times_are_not_followed():
    readings = [f"On average the linen took {hours} hours last week." for hours in (9, 8, 7, 6, 4, 3, 2, 1)]

    assert moving_figures(said(*course("alder", readings))) == ()


def test_a_quantity_belongs_to_what_stands_beside_it_in_its_sentence():
    texts = [f"{text} The floor is waxed every year." for text in (*BEFORE, *AFTER)]

    found = {one.thing: one for one in moving_figures(said(*course("alder", texts)))}

    assert set(found) == {"linen", "floor"}
    assert found["linen"].shift.p_value == pytest.approx(2 / 70)
    assert found["floor"].shift.p_value == 1.0


def test_another_partner_who_says_the_same_now_moved_alike_and_one_who_keeps_to_it_did_not():
    both = moving_figures(said(*course("alder", [*BEFORE, *AFTER]), *course("birch", [*BEFORE, *AFTER])))
    one = moving_figures(said(*course("alder", [*BEFORE, *AFTER]), *course("birch", [*BEFORE, *BEFORE])))

    assert [other.alike for each in both for other in each.others] == [True, True]
    assert [other.alike for each in one if each.partner == "alder" for other in each.others] == [False]


def test_a_step_that_one_speaker_alone_makes_does_not_survive_without_that_speaker():
    rows = [(week, "alder", text, "first" if week % 2 else "second") for week, text in enumerate(BEFORE)]
    rows += [(4 + week, "alder", text, "first") for week, text in enumerate(AFTER)]
    rows += [(8, "alder", "The linen reaches the wards within two hours.", "second"), (9, "alder", "Linen arrives within two hours.", "second")]

    (found,) = moving_figures(said(*rows))

    assert found.survives is False


def test_the_charter_gives_a_thing_its_other_names_and_its_figure():
    charter = "# Charter\n\n5.1 The laundry returns the clean sheets to the wards within two hours.\n"
    before = ["The laundry returns it within two hours.", "Sheets come back within two hours.", "Sheets are there every two hours."]
    before.append("The laundry is back in under two hours.")
    after = ["Sheets come daily.", "The laundry comes each morning.", "Sheets are there each morning.", "The laundry comes once a day."]
    rows = course("alder", [*before, *after])

    (found,) = moving_figures(said(*rows), charter=charter)

    assert found.documents == (4, 4)
    assert found.charter == "within two hours"


def test_a_short_statement_that_names_nothing_speaks_of_what_was_named_before():
    rows = [(week, "alder", text) for week, text in enumerate((*BEFORE, *AFTER[:3]))]
    rows += [(7, "birch", "Is the linen late again?"), (7, "alder", "No, it is every morning now.")]

    (found,) = moving_figures(said(*rows))

    assert found.documents == (4, 4)


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_rows_changes_nothing(order):
    rows = course("alder", [*BEFORE, *AFTER])

    (found,) = moving_figures(said(*rows[::order]))

    assert (found.shift.split, round(found.shift.p_value, 6)) == (4, round(2 / 70, 6))


def test_limits_of_other_dimensions_are_followed_as_well():
    texts = [f"Moisture of the malt has to stay below {share} per cent." for share in (4, 4, 4, 4, 9, 9, 9, 10)]

    (found,) = moving_figures(said(*course("alder", texts)))

    assert found.dimension == "share"
    assert found.documents == (4, 4)

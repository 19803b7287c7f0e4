from driftwatch.domain.criteria import Criterion
from driftwatch.domain.criterion_marks import marks
from driftwatch.domain.gate_matrix import Named, Standing, matrix_of


def _named(side, text, number, *, required=False, quotable=True, plain=True):
    return Named(
        side=side,
        statement=number + 100 * side,
        document=f"d{number}",
        text=text,
        required=required,
        marks=marks(text),
        quotable=quotable,
        plain=plain,
    )


OPENED = [_named(0, f"the brewer has opened batch {word}", n, required=n == 0) for n, word in enumerate(("one", "two", "three"))]
SEALED = [_named(1, f"the drum is sealed, sheet {word}", n, required=True) for n, word in enumerate(("one", "two", "three"))]
FILTERED = [_named(side, "it went through the filter", n, required=True) for side in (0, 1) for n in (4, 5)]
MATRIX = matrix_of([*OPENED, *SEALED, *FILTERED], {"brew", "open", "drum", "seal", "filt", "DOCUMENTED"})


def _row(fragment):
    return next(row for row in MATRIX.rows for each in (*row.named[0], *row.named[1]) if fragment in each.text)


def test_a_criterion_is_required_once_it_is_said_as_a_condition_and_absent_where_nobody_names_it():
    assert (_row("opened").standing(0), _row("opened").standing(1)) == (Standing.REQUIRED, Standing.ABSENT)


def test_the_summaries_of_both_sides_have_one_form():
    assert MATRIX.summary(0).startswith("requires “the brewer has opened batch")
    assert "does not name: a document or an entry in a register" in MATRIX.summary(0)
    assert MATRIX.summary(1).startswith("requires “the drum is sealed")
    assert "does not name: “the brewer has opened batch" in MATRIX.summary(1)


def test_what_both_require_is_common_ground_and_missing_on_neither_side():
    assert any("filter" in ground for ground in MATRIX.common_ground()) or all("filter" not in MATRIX.summary(side) for side in (0, 1))
    assert _row("filter") not in [*MATRIX.absent(0), *MATRIX.absent(1)]


def test_a_piece_with_a_name_in_it_is_not_quoted():
    hidden = matrix_of([_named(0, f"Ines signs sheet {n}", n, required=True, quotable=False) for n in range(3)], {"ACCEPTED", "DOCUMENTED"})

    assert "Ines" not in hidden.summary(0)
    assert "acceptance or a signature" in hidden.summary(0)


def test_a_side_that_names_nothing_has_no_summary():
    assert matrix_of(SEALED, {"drum", "seal"}).summary(0) == ""


def test_swapping_the_sides_mirrors_the_matrix():
    turned = matrix_of(
        [_named(1 - each.side, each.text, each.statement % 100, required=each.required) for each in (*OPENED, *SEALED, *FILTERED)],
        {"brew", "open", "drum", "seal", "filt", "DOCUMENTED"},
    )

    assert (turned.summary(0), turned.summary(1)) == (MATRIX.summary(1), MATRIX.summary(0))


def test_what_is_merely_told_beside_the_gate_is_neither_quoted_as_a_criterion_nor_missing():
    told = [_named(0, f"another {n} of them are humming", n) for n in range(5)]
    matrix = matrix_of([*OPENED, *told, *SEALED], {"brew", "open", "drum", "seal", "hum"})

    assert "humming" not in matrix.summary(0) + matrix.summary(1)


def test_times_of_different_length_are_no_common_ground():
    times = [_named(side, f"it has stood for {('two', 'nine')[side]} weeks", n, required=True) for side in (0, 1) for n in range(3)]

    assert matrix_of(times, {"LASTING"}).common_ground() == ()


def test_what_is_said_of_one_day_is_quoted_last():
    signed = [_named(0, text, n, required=True) for n, text in enumerate(("the owner signs on Friday", "the owner has signed the list by hand"))]

    assert "Friday" not in matrix_of(signed, {"ACCEPTED"}).summary(0)


def test_what_is_merely_mentioned_is_asked_by_its_kind():
    told = [_named(0, f"we drank to tin {n} for three days, honestly", n) for n in range(3)]
    matrix = matrix_of([*told, *SEALED], {"drum", "seal", "LASTING"})

    assert matrix.asked(0, 2) == [Criterion.LASTING.value]
    assert matrix.asked(1, 2)[0].startswith("“the drum is sealed")

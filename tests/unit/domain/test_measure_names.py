from driftwatch.domain.measure_names import charter_measures, measure_names, paired_keys, quantified

TABLE = """
## 3 Key figures

| No. | Measure | Target |
|---|---|---|
| P1 | Glaze loss (GL), kiln two | at most 4 % |
| P2 | Punctuality | to be agreed |
"""


def test_a_table_of_the_charter_gives_keys_names_and_targets():
    glaze, punctuality = charter_measures(TABLE)

    assert (glaze.key, glaze.names, glaze.target) == ("p1", (("glaze", "loss"), ("gl",)), "at most 4 %")
    assert punctuality.names == (("punctuality",),)


def test_a_line_that_begins_with_a_key_names_a_measure():
    (found,) = charter_measures("K4 Reject rate: below two per cent")

    assert (found.key, found.names) == ("k4", (("reject", "rate"),))


def test_a_table_of_something_else_gives_none():
    assert charter_measures("| Name | Phone |\n|---|---|\n| Ada | 12 |\n") == ()


def test_a_name_ends_in_a_noun_of_measure_and_what_it_is_of_stands_before():
    names = {name for name, _, _ in measure_names("Our monthly glaze loss and the rate of missed calls")}

    assert {("glaze", "loss"), ("missed", "call", "rate")} <= names
    assert ("monthly", "glaze", "loss") not in names


def test_nouns_with_figures_are_measures_that_no_list_names():
    assert list(quantified("Breakage is 3 percent, and the cover below 10 percent")) == ["breakage", "cover"]
    assert list(quantified("We were at 3 percent")) == []


def test_what_stands_beside_a_key_is_its_name():
    assert list(paired_keys("K2 is the reject rate, as ever")) == [("k2", "reject rate")]

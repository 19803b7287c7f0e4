from driftwatch.domain.charter_clauses import clauses


def test_numbered_paragraphs_stand_under_their_heading() -> None:
    found = clauses("# Agreement\n\n## 5 Rhythm\n\n5.1 The round meets weekly.\n5.2 Samples go out\nevery Friday.\n")

    assert [(clause.number, clause.heading, clause.text) for clause in found] == [
        ("5.1", "Rhythm", "The round meets weekly."),
        ("5.2", "Rhythm", "Samples go out every Friday."),
    ]


def test_a_row_of_a_table_is_a_clause_with_its_code_and_the_head_of_the_table_is_none() -> None:
    found = clauses("## 3 Figures\n\n| No. | Measure | Target |\n|---|---|---|\n| K2 | Losses | at most 3 % |\n")

    assert [(clause.number, clause.text, clause.tabled) for clause in found] == [("K2", "Losses: at most 3 %", True)]


def test_plain_text_with_letters_capitals_and_columns_is_understood() -> None:
    text = "DEED\n\n2. RHYTHM\n\n(a) The board meets\n    every month.\n(b) Samples go out weekly.\n\n3. FIGURES\n\nT1   Depth   at least 40 m\n"

    assert [(clause.number, clause.text) for clause in clauses(text)] == [
        ("2(a)", "The board meets every month."),
        ("2(b)", "Samples go out weekly."),
        ("T1", "Depth: at least 40 m"),
    ]


def test_list_items_and_articles_belong_to_their_section() -> None:
    found = clauses("**Article 4 – People**\n\n- North gives three surveyors\n- South gives two rigs\n")

    assert [(clause.number, clause.heading, clause.text) for clause in found] == [
        ("4", "People", "North gives three surveyors"),
        ("4", "People", "South gives two rigs"),
    ]


def test_nothing_is_no_clause() -> None:
    assert clauses("") == ()
    assert clauses("# Title\n\n---\n") == ()

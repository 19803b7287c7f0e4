"""Figures of labels stand in a hundred columns."""

from driftwatch.cli.figures import figure, print_groups, print_labels
from driftwatch.domain.labels import LABELS
from driftwatch.learn.evaluate_groups import GroupScore, SetEvaluation
from driftwatch.learn.evaluate_labels import LabelEvaluation, LabelScore
from driftwatch.learn.measures import Measured


def test_a_figure_stands_with_its_interval():
    assert figure(Measured(value=0.724, low=0.675, high=0.996), interval=True) == "0.72 (.68–1.0)"
    assert figure(Measured(value=1.0, low=0.0, high=1.0), interval=False) == "1.00"


def test_each_label_has_its_row_and_no_row_is_wider_than_a_hundred(capsys):
    print_labels(evaluation(documents=1200))

    title, head, *rows = capsys.readouterr().out.splitlines()
    assert title == "some: 1,200 statements, 1,200 documents"
    assert head.split()[:3] == ["Label", "n", "Precision"]
    assert [row.split()[0] for row in rows] == [*LABELS, "mean"]
    assert rows[0].split()[:4] == ["goal", "1,200", "0.50", "(.25–1.0)"]
    assert max(map(len, (head, *rows))) <= 100


def test_of_few_documents_no_interval_is_given(capsys):
    print_labels(evaluation(documents=4))

    assert "(" not in capsys.readouterr().out


def test_parts_are_shown_largest_first_where_there_is_more_than_one(capsys):
    some = Measured(value=0.5, low=0.4, high=0.6)
    strata = (group("", 3, some), group("cue", 9, None))
    series = (group("alone", 12, some),)

    print_groups(SetEvaluation(whole=evaluation(documents=12), strata=strata, series=series))

    rows = [line.split() for line in capsys.readouterr().out.splitlines()[2:]]
    assert rows == [["stratum", "cue", "9", "2", "-"], ["stratum", "-", "3", "2", "0.50", "(.40–.60)"]]


def group(name, statements, mean_f1):
    return GroupScore(name=name, statements=statements, documents=statements + 2, labels=2, mean_f1=mean_f1)


def evaluation(*, documents):
    half = Measured(value=0.5, low=0.25, high=1.0)
    scores = tuple(
        LabelScore(
            label=label,
            statements=1200,
            given=1,
            right=1,
            precision=half,
            recall=half,
            f1=half,
            f1_best=1.0,
            average_precision=half,
            calibration_error=half,
        )
        for label in LABELS
    )
    return LabelEvaluation(
        name="some",
        statements=1200,
        documents=documents,
        scores=scores,
        mean_f1=half,
        mean_f1_best=1.0,
        mean_average_precision=0.5,
        mean_calibration_error=half,
    )

import pytest

from driftwatch.domain.talk import FileReport, FileStatus, Problem
from driftwatch.errors import Reason
from driftwatch.report.inputs import file_row


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (Problem(line=3, what="breaks off", reason=Reason.MALFORMED_JSON), ("Problem", "line 3: breaks off")),
        (Problem(line=3, what="line 3 is not valid JSON", reason=Reason.MALFORMED_JSON), ("Problem", "line 3 is not valid JSON")),
        (Problem(line=None, what="a table of the export"), ("Note", "a table of the export")),
    ],
)
def test_the_line_of_a_problem_is_told_once(problem, told):
    row = file_row(FileReport(source="a.json", kind="teams", status=FileStatus.PARTLY, problems=(problem,)))

    assert row.notes == (told,)

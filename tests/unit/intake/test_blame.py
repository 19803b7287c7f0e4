"""An error that nobody foresaw is put down to the library that raised it, or to us."""

import email.utils
import json
import zipfile

import pytest
from lxml import etree

from driftwatch.errors import Reason
from driftwatch.intake.blame import whose


def raised(act) -> Exception:
    with pytest.raises(Exception) as caught:
        act()
    return caught.value


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda: json.loads("{"), Reason.MALFORMED_JSON),
        (lambda: etree.fromstring("<a>"), Reason.MALFORMED_XML),
        (lambda: zipfile.ZipFile(__file__), Reason.CORRUPT),
        (lambda: email.utils.parsedate_to_datetime("no date"), Reason.MALFORMED_MAIL),
        (lambda: {}["missing"], Reason.INTERNAL),
        (b"\xff".decode, Reason.INTERNAL),
    ],
)
def test_the_fault_lies_where_the_error_was_raised(act, reason: Reason) -> None:
    assert whose(raised(act)) is reason


def test_endless_nesting_is_named_as_such() -> None:
    def deeper() -> None:
        deeper()

    assert whose(raised(deeper)) is Reason.TOO_DEEP

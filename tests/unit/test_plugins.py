"""Entry points."""

import pytest

from driftwatch import plugins
from driftwatch.errors import ConfigurationError


def test_an_unknown_plug_in_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(ConfigurationError, match=r"no plug-in `telegraph` in the group driftwatch\.readers; installed: "):
        plugins.load(plugins.READERS, "telegraph")


def test_a_group_without_guests_is_empty() -> None:
    assert plugins.names("driftwatch.nothing") == ()

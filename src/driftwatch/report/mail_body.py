"""How the text and the HTML of a mail are made from their templates."""

import textwrap
from collections.abc import Mapping
from functools import cache

import jinja2

LARGEST_MAIL = 90_000
"""Bytes of HTML."""


def rendered(name: str, frame: Mapping[str, object]) -> tuple[str, str]:
    """Text and HTML of the mail of this name; all style stands in the tags, nothing is loaded."""
    import css_inline

    text, html = (_environment().get_template(f"{name}.{kind}").render(**frame) for kind in ("txt", "html"))
    return text.strip() + "\n", css_inline.inline(html, keep_at_rules=True, load_remote_stylesheets=False)


@cache
def _environment() -> jinja2.Environment:
    """HTML is escaped, plain text wrapped; a name that the template is not given is an error."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("driftwatch.report"),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrapped"] = _wrapped
    return environment


def _wrapped(text: str, first: str = "", after: str = "") -> str:
    """The text in lines of at most 72 characters behind what is put before the first and the others."""
    return textwrap.fill(text, 72, initial_indent=first, subsequent_indent=after, break_long_words=False, break_on_hyphens=False)

"""Report and dashboard favour no side: let the partners change places, and the words change places with them; nothing in them blames or scores."""

import ast
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path

import lxml.html
import pytest
from tests.every_page import Desk, filled, routes
from tests.pictured import BETWEEN, pictured_scan

from driftwatch.domain.talk import Partner
from driftwatch.report.html import render_report
from driftwatch.report.markdown import markdown_report
from driftwatch.store import open_store

BY_CHANCE = ("{job}", "{prefix}", "{webhook}", "keys", "audit", "jobs", "sign-in")
"""Pages on which ids stand that are drawn, and no partner."""
PAGES = sorted(route for route in routes("GET") if not any(part in route for part in BY_CHANCE))
NAMES = {"Ⓐ": "Ⓑ", "Ⓑ": "Ⓐ"}
MARKS = {"●": "◆", "◆": "●"}
ROOT = Path(__file__).parents[2]
SEEN = (ROOT / "api" / "driftwatch_api", ROOT / "src" / "driftwatch" / "report")
UNFAIR = re.compile(
    r"\b(blam\w+|guilt\w*|at fault|faults?|culprits?|offend\w+|accus\w+|refuses|refusal by|fail(?:s|ed) to|winners?|winning|los(?:er|ers|es)|worse|"
    r"worst|better than|stubborn\w*|ignores?|violat\w+|urgent\w*|alarming\w*|uncooperative|opponents?|advers\w+|enem\w+|lied|liars?|naive|"
    r"incompetent\w*|careless\w*|should have|ought to have|deceiv\w+|mislead\w*|bad faith|hostile|sloppy|lazy|culture clash|the problem with)\b",
    re.IGNORECASE,
)
"""No word of ours says any of it …"""
FAIR = ("A difference is not a fault.", "The fault is ours", "No rung is better than another")
"""… but for what takes it away."""
_WORD = re.compile(r"[-+−]?\w+|[ⒶⒷ●◆]")
_MARKUP = re.compile(r"\{[%{#].*?[%}#]\}|<[^>]*>|<!--.*?-->", re.DOTALL)


def named(scan, first: str, second: str):
    people = dict(zip(BETWEEN, (first, second), strict=True))
    return replace(scan, partners=tuple(Partner(id=identifier, name=people[identifier]) for identifier in BETWEEN))


def in_each_others_place(value):
    """What one partner said, counts and is shown with is the other's."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        whose, colon, rest = value.partition(":")
        return {BETWEEN[0]: BETWEEN[1], BETWEEN[1]: BETWEEN[0]}.get(whose, whose) + colon + rest
    if is_dataclass(value):
        return replace(value, **{field.name: in_each_others_place(getattr(value, field.name)) for field in fields(value)})
    if isinstance(value, tuple):
        return tuple(in_each_others_place(entry) for entry in value)
    if isinstance(value, Mapping):
        return {in_each_others_place(name): in_each_others_place(entry) for name, entry in value.items()}
    return value


def words(page: str, exchanged: Mapping[str, str] | None = None) -> Counter[str]:
    """Every word that can be read or is read aloud, however the columns stand."""
    tree = lxml.html.fromstring(page)
    for part in tree.xpath("//script | //style"):
        part.drop_tree()
    said = " ".join([*tree.itertext(), *tree.xpath("//@aria-label | //@title | //@alt | //@placeholder | //@data-head | //@data-label")])
    return Counter(_WORD.findall(said.translate(str.maketrans(dict(exchanged or {})))))


@pytest.fixture
def answers(tmp_path):
    """Every page of a scan."""
    stores = []

    def of(scan) -> dict[str, str]:
        store = open_store(f"sqlite:///{tmp_path / f'{len(stores)}.db'}")
        stores.append(store)
        store.commit(scan)
        desk = Desk(store, now=scan.outcome.run.at)
        known = desk.known("lantern")
        pages = {route: desk.get(filled(route, known)) for route in PAGES}
        return {route: answer.text for route, answer in pages.items() if answer.status == 200}

    yield of
    for store in stores:
        store.close()


def test_when_the_partners_change_names_every_page_changes_those_and_nothing_else(answers):
    before, after = (answers(named(pictured_scan(), *names)) for names in ("ⒶⒷ", "ⒷⒶ"))

    assert len(before) >= 15
    assert {route: words(page, NAMES) for route, page in before.items()} == {route: words(page) for route, page in after.items()}


def test_when_the_partners_change_places_every_page_says_of_each_what_it_said_of_the_other(answers):
    scan = named(pictured_scan(), "Ⓐ", "Ⓑ")
    turned = replace(in_each_others_place(scan), partners=scan.partners)

    before, after = answers(scan), answers(turned)

    differences = {
        route: (words(page, {**NAMES, **MARKS}) - words(after[route]), words(after[route]) - words(page, {**NAMES, **MARKS}))
        for route, page in before.items()
    }
    assert {route: told for route, told in differences.items() if any(told)} == {}


@pytest.mark.parametrize("render", [render_report, lambda scan: f"<pre>{markdown_report(scan)}</pre>"], ids=["html", "md"])
def test_the_report_does_so_too(render):
    scan = named(pictured_scan(), "Ⓐ", "Ⓑ")
    turned = replace(in_each_others_place(scan), partners=scan.partners)

    before, after = words(render(scan), {**NAMES, **MARKS}), words(render(turned))

    assert (before - after, after - before) == (Counter(), Counter())


def written() -> list[tuple[str, str]]:
    """File and words: of templates what is no markup, of scripts and modules the strings."""
    found = []
    for path in sorted(path for folder in SEEN for path in folder.rglob("*") if "vendor" not in path.parts):
        if path.suffix == ".html":
            found.append((path.name, _MARKUP.sub(" ", path.read_text("utf-8"))))
        elif path.suffix == ".js":
            found.append((path.name, " ".join(re.findall(r'"[^"\n]*"|`[^`]*`', path.read_text("utf-8")))))
        elif path.suffix == ".py":
            tree = ast.parse(path.read_text("utf-8"))
            told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
            strings = [
                node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
            ]
            found.append((path.name, " ".join(text for text in strings if " " in text)))
    return found


def test_no_word_of_templates_scripts_and_pages_blames_or_scores():
    lines = written()

    said = [(name, found.group()) for name, text in lines for found in UNFAIR.finditer(re.sub("|".join(map(re.escape, FAIR)), "", text))]

    assert len(lines) > 120
    assert said == []

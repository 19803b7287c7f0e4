"""Words that strangers fill in run nowhere: not in the report, not on a page, not in a mail, with the pages' policy and without it.

Everything that holds somebody's words holds payloads (tests/payloads.py), and a real browser looks at it, points at it and opens it. That the
browser would notice is shown by pages that take the same payloads for markup. By day 307 payloads, nightly 10,000.
"""

import re
from datetime import timedelta
from itertools import cycle, product
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.every_page import Desk, pages
from tests.journeys.dashboards import NIGHTLY
from tests.payloads import payloads

from driftwatch.domain.alerts import AlertEvent, AlertStatus
from driftwatch.domain.jobs import JobKind, JobOrder
from driftwatch.domain.mailing import MailLinks
from driftwatch.domain.searches import AlertSearch
from driftwatch.domain.talk import programme_key
from driftwatch.domain.view import JOINT
from driftwatch.jobs.composing import written
from driftwatch.jobs.hosting import Hosting
from driftwatch.report.html import render_report
from driftwatch.report.news import Reader, news_of
from driftwatch.settings import DigestSettings, Settings
from driftwatch.wiring import programme_settings

playwright = pytest.importorskip("playwright.sync_api")
ROUND = 307
"""A prime, so that every field of a row meets every payload."""
COUNT = 10_000 if NIGHTLY else ROUND
ELSEWHERE = "http://words.example"
"""Where the browser finds the report, the mail and the pages of the control: nothing is asked of a network."""
HOOKS = """(() => {
  const told = (what, said) => { window.itRan(`${what}: ${String(said).slice(0, 200)}`); };
  const foreign = (address) => { try { return new URL(address, document.baseURI).origin !== location.origin; } catch { return true; } };
  for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (said) => told(name, said);
  const { eval: evaluate, fetch: got, open: opened, setTimeout: later } = window;
  window.eval = (said) => { if (/7\\d{6}/.test(said)) told("eval", said); return evaluate(said); };
  window.Function = new Proxy(Function, {
    apply: (made, self, given) => { told("Function", given); return Reflect.apply(made, self, given); },
    construct: (made, given) => { told("Function", given); return Reflect.construct(made, given); },
  });
  window.setTimeout = (does, ...more) => { if (typeof does === "string") told("setTimeout", does); return later(does, ...more); };
  window.fetch = (address, ...more) => { if (foreign(address.url || address)) told("fetch", address.url || address); return got(address, ...more); };
  window.open = (address, ...more) => { told("open", address); return null; };
  const send = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (way, address, ...more) {
    if (foreign(address)) told("XHR", address);
    return send.call(this, way, address, ...more);
  };
  navigator.sendBeacon = (address) => { told("sendBeacon", address); return true; };
  for (const name of ["WebSocket", "EventSource", "Worker", "SharedWorker"]) window[name] = function (address) { told(name, address); };
  document.addEventListener("securitypolicyviolation", (event) => told("policy", `${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
})();"""
TOUCH = """async () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  addEventListener("click", (event) => event.preventDefault());
  addEventListener("submit", (event) => event.preventDefault());
  let acts = 0;
  for (const part of [...document.querySelectorAll("body *")]) {
    for (const kind of ["pointerover", "mouseover", "mouseenter", "mousemove", "focus", "focusin"]) {
      part.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
    }
    if (part.matches("a[data-act], [data-help]") && acts++) continue;
    if (part.matches("a, button, summary, input, select, textarea, [tabindex]")) { part.focus?.(); if (!part.matches("dialog *")) part.click?.(); }
    else part.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
  await new Promise((done) => setTimeout(done, 60));
}"""
STRANGE = """(inline) => {
  const found = [], scripts = [...document.querySelectorAll("script")].filter((part) => !part.src && part.type !== "application/json");
  if (scripts.length !== inline) found.push(...scripts.map((part) => part.outerHTML.slice(0, 200)));
  for (const part of document.querySelectorAll("*")) {
    const here = (why) => found.push(`${why}: ${part.outerHTML.slice(0, 200)}`);
    if (/^(iframe|frame|object|embed|base|applet|portal|math|foreignobject|video|audio|source|marquee)$/i.test(part.localName)) here("element");
    if (part.localName === "script" && part.src && !part.src.startsWith(`${location.origin}/static/`)) here("script");
    if (part.localName === "meta" && /refresh|set-cookie/i.test(part.httpEquiv)) here("meta");
    for (const { name, value } of part.attributes) {
      if (/^on|^srcdoc$|^(data-)?hx-on/i.test(name)) here(name);
      if (!/^(href|src|action|formaction|xlink:href|data|poster|background|ping|(data-)?hx-(get|post|put|delete|patch))$/i.test(name)) continue;
      const address = new URL(value, location.href);
      if (address.origin !== location.origin && !value.startsWith("mailto:") && !inline) here(name);
      if (!/^https?:$|^mailto:$/.test(address.protocol)) here(name);
    }
  }
  return found;
}"""
CONTROL = """async ({ pages, together, pause }) => {
  const rest = [...pages];
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  const one = async (text) => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    const loaded = new Promise((done) => { frame.onload = done; });
    frame.srcdoc = text;
    await Promise.race([loaded, wait(1500)]);
    try {
      for (const part of [...frame.contentDocument.querySelectorAll("body *")]) {
        for (const kind of ["mouseover", "click"]) part.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true }));
        part.dispatchEvent(new FocusEvent("focus"));
      }
    } catch { /* it has gone elsewhere, which is told as a request */ }
    await wait(pause);
    frame.remove();
  };
  while (rest.length) await Promise.all(rest.splice(0, together).map(one));
}"""


class Watched:
    """A browser's window that tells whatever runs in it, and whatever is asked for elsewhere."""

    def __init__(self, browser, own: str, *, bypass: bool) -> None:
        self.context = browser.new_context(bypass_csp=bypass, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        self.own, self.told, self.files, self.seen = own, list[str](), dict[str, str](), set[str]()
        self.context.expose_binding("itRan", lambda _, said: self.told.append(said))
        self.context.add_init_script(HOOKS)
        self.context.route(re.compile(r"^(?!" + re.escape(own) + ")"), self._elsewhere)
        self.page = self.context.new_page()

    def _elsewhere(self, route) -> None:
        address = route.request.url
        if address in self.files:
            route.fulfill(body=self.files[address], content_type="text/html; charset=utf-8")
        else:
            self.told.append(f"asked: {address}")
            route.abort()

    def read(self, name: str, text: str) -> str:
        """A file as it would be opened; gives its address."""
        self.files[f"{ELSEWHERE}/{name}"] = text
        return f"{ELSEWHERE}/{name}"

    def look(self, address: str, *, touch: bool, inline: int = 0) -> list[str]:
        """Open it, use it, and say what should not be."""
        self.told.clear()
        try:
            self.page.goto(address)
        except playwright.Error as error:
            return [*self.told, f"does not load: {error}"]
        if touch:
            self._touch()
        if not self.page.url.startswith(("http://", "https://")) or not self.page.url.startswith((self.own, ELSEWHERE)):
            self.told.append(f"went to {self.page.url}")
        for _ in range(5):
            try:
                self.page.wait_for_load_state()
                self.seen |= set(re.findall(r"7\d{6}", self.page.content()))
                return [*self.told, *self.page.evaluate(STRANGE, inline)]
            except playwright.Error as error:  # a page that leads on is on its way
                restless = str(error)
        return [*self.told, f"does not come to rest: {restless}"]

    def _touch(self) -> None:
        """Point at everything, open it, go to it with the keyboard; what leads on within the service may do so."""
        try:
            self.page.evaluate(TOUCH)
            for chart in self.page.locator("[data-chart] svg, svg.plot").all()[:2]:
                box = chart.bounding_box()
                for place in range(1, 6 if box else 0):
                    self.page.mouse.move(box["x"] + box["width"] * place / 6, box["y"] + box["height"] * (place % 3 + 1) / 4)
        except playwright.Error as error:
            if "navigation" not in str(error):
                raise
        self.page.wait_for_load_state()


def filled_with(dashboard, words) -> dict[str, str]:
    """What a scan does not hold: keys, reasons, webhooks, recipients; gives what addresses name."""
    store = dashboard.store
    programme = store.programmes()[0][0]
    desk, next_one = Desk(store, now=dashboard.time[0]), cycle(words).__next__
    known = desk.known(programme)
    rows = store.seen(JOINT).lists.alerts(AlertSearch(programmes=(programme,), statuses=(AlertStatus.OPEN,)), limit=20).rows
    for row, (action, status) in product(rows, (("ack", AlertStatus.ACKNOWLEDGED), ("dispute", AlertStatus.DISPUTED))):
        event = AlertEvent(alert_id=row.id, action=action, actor=next_one(), reason=next_one(), at=dashboard.time[0], status=status)
        store.act(programme, event)
    for _ in range(20):
        dashboard.key(name=next_one(), programmes=(programme,))
    store.preferences.token(programme, next_one(), signed="link")
    order = JobOrder(programme=programme, kind=JobKind.SCAN, asked_by=next_one())
    store.jobs.add(order, id=f"job_{'5' * 24}", at=dashboard.time[0])
    claimed = store.jobs.claim("worker", at=dashboard.time[0], lease=timedelta(minutes=5))
    store.jobs.retry(claimed.id, "worker", due=dashboard.time[0] + timedelta(hours=1), error=next_one(), at=dashboard.time[0])
    return known


def hostile_scan_of(large_scan, hostile_scan, words):
    return hostile_scan.hostile(large_scan(statements=120, alerts=8), words)


ECHOES = (
    "/p/{programme}/alerts?q={w}", "/p/{programme}/statements?q={w}", "/sign-in?next={w}", "/sign-in?next=/{w}", "/p/{w}", "/p/{programme}/{w}",
    "/p/{programme}/terms/{w}", "/p/{programme}/alerts/{w}", "/p/{programme}/alerts?sort={w}", "/p/{programme}/alerts?did={w}&done={w}",
    "/alerts?q={w}",
    "/p/{programme}/mail?period={w}", "/p/{programme}/imports?saved={w}", "/p/{programme}/statements/{w}",
    "/p/{programme}/alerts?partner={w}&status=any",
    "/p/{programme}/alerts/decide?action={w}&id={alert}&back={w}", "/p/{programme}/alerts/decide?action=ack&id={alert}&back={w}", "/m/p/{w}",
    "/m/u/{w}",
    "/p/{programme}/jobs/{w}", "/p/{programme}/keys/{w}", "/{w}", "/a/{w}", "/alerts/{w}",
    "/p/{programme}/statements?partner={w}&source={w}&label={w}",
    "/docs?x={w}", "/p/{programme}/audit?cursor={w}", "/p/{programme}/mail/preview?side={w}", "/v1/alerts?cursor={w}", "/static/{w}/x.js",
)  # fmt: skip
"""Addresses whose words could come back in the answer."""


def test_the_payloads_are_many_and_different():
    made = payloads(10_000)

    assert len({payload.text for payload in made}) == 10_000
    assert len({payload.context for payload in made[:ROUND]}) >= 20


def test_a_page_that_takes_words_for_markup_lets_them_run(browser, tally):
    """The detector works: else the silence of the pages would prove nothing. What stays quiet is given more time once, since a busy machine may
    not have got to it."""
    running = [payload for payload in payloads(COUNT) if payload.runs]
    watched = Watched(browser, ELSEWHERE + "/none", bypass=False)
    watched.page.goto(watched.read("control.html", "<!doctype html><body>"))

    quiet = running
    for together, pause in ((40, 120), (8, 600)):
        for first in range(0, len(quiet), 400):
            held = [payload.control for payload in quiet[first : first + 400]]
            watched.page.evaluate(CONTROL, {"pages": held, "together": together, "pause": pause})
        told = " ".join(watched.told)
        quiet = [payload for payload in quiet if str(payload.number) not in told]
    watched.context.close()

    tally(n=len(running), failures=len(quiet))
    assert len(quiet) <= len(running) // 10, [(payload.context, payload.text) for payload in quiet]


@pytest.mark.parametrize("first", range(0, COUNT, ROUND))
def test_no_page_takes_words_of_others_for_more_than_words(dashboard_of, large_scan, hostile_scan, browser, tally, tmp_path, first):
    words = [payload.text for payload in payloads(COUNT)[first : first + ROUND]]
    hosting = Hosting(data=tmp_path, settings=programme_settings)
    dashboard = dashboard_of(hostile_scan_of(large_scan, hostile_scan, words), fresh=True, hosting=hosting)
    known = filled_with(dashboard, words)
    few = [word for word in words if "\x00" not in word][:: len(words) // 10]
    echoed = [echo.format(**known, w=quote(word, safe="")) for echo, word in zip(ECHOES if NIGHTLY else ECHOES[::2], cycle(few), strict=False)]
    addresses = [
        *pages(known),
        *more(known),
        *echoed,
    ]
    found, looked, seen = {}, 0, set[str]()

    for bypass in (True, False):
        watched = Watched(browser, dashboard.address, bypass=bypass)
        answer = watched.context.request.post(
            f"{dashboard.address}/sign-in", form={"key": dashboard.key(name=words[0]), "next": "/"}, max_redirects=0
        )
        assert answer.status == 303
        for address in addresses if bypass or NIGHTLY else addresses[: len(pages(known)) : 2]:
            strange = watched.look(dashboard.address + address, touch=bypass and address not in echoed)
            looked += 1
            if strange:
                found[address, bypass] = strange
        seen |= watched.seen
        watched.context.close()

    tally(n=len(words), failures=len(found), pages=looked, seen=len(seen))
    assert found == {}
    assert len(seen) >= 0.9 * len(words)


def more(known) -> list[str]:
    """Further states of pages that show most words."""
    inside = f"/p/{known['programme']}"
    return [
        f"{inside}/alerts?status=any",
        f"{inside}/mail/preview?form=html",
        "/docs",
        f"/a/{known['alert']}",
        "/m/p/link",
        "/m/u/link",
        f"{inside}/jobs/job_{'5' * 24}",
    ]


def test_names_of_uploaded_files_of_programmes_and_of_partners_stay_words(dashboard_of, lantern, browser, tmp_path):
    words = [payload.text for payload in payloads(ROUND) if payload.runs and payload.text.isprintable()]
    dashboard = dashboard_of(lantern, hosting=Hosting(data=tmp_path, settings=programme_settings))
    watched = Watched(browser, dashboard.address, bypass=True)
    key = dashboard.key()
    watched.context.request.post(f"{dashboard.address}/sign-in", form={"key": key, "next": "/"}, max_redirects=0)
    told = {"name": f"Pier {words[0]}", "partners": [{"id": "acme", "name": words[1]}, {"id": "birch", "name": words[2]}]}
    made = watched.context.request.post(f"{dashboard.address}/v1/programmes", data=told, headers={"Authorization": f"Bearer {key}"})
    assert made.status == 201, made.text()
    inside = f"{dashboard.address}/p/{made.json()['id']}"

    strange = watched.look(f"{inside}/imports", touch=False)
    files = [{"name": f"{word}.md", "mimeType": "text/markdown", "buffer": f"{place}".encode()} for place, word in enumerate(words[:40])]
    watched.page.locator("#upload-files").set_input_files(files)
    watched.page.get_by_role("button", name="Upload").click()
    watched.page.wait_for_selector("h1:has-text('Uploaded')")
    strange += watched.told + watched.page.evaluate(STRANGE, 0)
    listed = watched.page.locator("table tbody tr").count()
    strange += [line for page in ("", "/imports", "/jobs", "/mail") for line in watched.look(inside + page, touch=True)]
    watched.context.close()

    assert listed >= 30
    assert strange == []


@pytest.mark.parametrize("first", range(0, COUNT, ROUND))
def test_neither_report_nor_mail_takes_words_of_others_for_more_than_words(large_scan, hostile_scan, browser, tally, first):
    words = [payload.text for payload in payloads(COUNT)[first : first + ROUND]]
    scan = hostile_scan_of(large_scan, hostile_scan, words)
    report = render_report(scan)
    settings = Settings(folder=Path(), name=words[0], partners=scan.partners, digest=DigestSettings(items=50, base_url=ELSEWHERE))
    reader = Reader(links=MailLinks(unsubscribe=f"{ELSEWHERE}/m/u/t", preferences=f"{ELSEWHERE}/m/p/t"))
    mail = written(news_of(scan, "2026-W13", reader), "2026-W13", reader, settings)
    found = {}

    for bypass in (True, False):
        watched = Watched(browser, "http://nowhere.example", bypass=bypass)
        for name, text, inline in (("report.html", report, 1), ("mail.html", mail.html, 0)):
            strange = watched.look(watched.read(name, text), touch=bypass, inline=inline)
            found |= {(name, bypass): strange} if strange else {}
        watched.context.close()

    tally(n=len(words), failures=len(found))
    assert found == {}
    assert mail.text.strip()
    assert "\n" not in mail.subject


def test_what_is_asked_for_comes_back_as_words_at_most(large_scan, hostile_scan, tmp_path, tally):
    from driftwatch.store import open_store

    store, scan = open_store(f"sqlite:///{tmp_path / 'driftwatch.db'}"), large_scan(statements=40, alerts=3)
    store.commit(scan)
    desk = Desk(store, now=scan.outcome.run.at)
    known = desk.known(programme_key(scan.outcome.programme))
    telling = [payload.text for payload in payloads(COUNT) if re.search("[<\"']", payload.text)]
    raw, asked = [], 0

    for place, word in enumerate(telling):
        for echo in ECHOES if NIGHTLY else ECHOES[place % len(ECHOES) :: len(ECHOES)]:
            answer = desk.get(echo.format(**known, w=quote(word, safe="")))
            asked += 1
            kind = answer.headers.get("content-type", "text/html")
            if "html" in kind and word in answer.text:
                raw.append((echo, word))
            if answer.status >= 500 or re.match(r"(?!/(?!/))", answer.headers.get("location", "/")):
                raw.append((echo, word, answer.status, answer.headers.get("location")))
    store.close()

    tally(n=asked, failures=len(raw))
    assert raw == []

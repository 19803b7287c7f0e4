// The keyboard on the pages of alerts, and the dialog that asks for a reason. Without it everything works by links and forms.
(() => {
  "use strict";
  const OFF = "driftwatch.shortcuts", AT = "driftwatch.at";
  const ACTIONS = { a: "ack", g: "agree", z: "snooze", d: "dispute", r: "resolve", e: "reopen" };
  const one = (selector, within) => (within || document).querySelector(selector);
  const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
  const say = window.driftwatch.say;
  const form = one("[data-deciding]"), dialog = one("#deciding"), help = one("#help");
  let last = null;

  const rows = () => all("tr[data-alert]");
  const link = (row) => one("th a", row);
  const box = (row) => one("input[name=id]", row);
  const chosen = () => all("input[name=id]:checked", form || document);
  const present = () => document.activeElement.closest("[data-alert]") || (last && last.isConnected ? last : null);

  function stand(row) {
    if (!row) return;
    last = row;
    const place = link(row) || row;
    place.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    const list = rows();
    if (!list.length) return;
    const at = list.indexOf(present());
    const next = at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step;
    if (list[next]) stand(list[next]);
    else say(step > 0 ? "This is the last alert of the page." : "This is the first alert of the page.");
  }

  function count() {
    const number = chosen().length, total = rows().length;
    for (const row of rows()) row.classList.toggle("chosen", Boolean(box(row)?.checked));
    const told = one("[data-chosen]");
    if (told) told.textContent = number ? `${number} chosen` : "None chosen";
    const every = one("[data-all]");
    if (every) { every.checked = number === total && total > 0; every.indeterminate = number > 0 && number < total; }
    return number;
  }

  function choose() {
    const row = present(), mark = row && box(row);
    if (!mark) return;
    mark.checked = !mark.checked;
    say(`${mark.checked ? "Chosen" : "No longer chosen"}; ${count() || "none"} chosen.`);
  }

  function decide(action) {
    const row = present() || one("[data-alert]:not(tr)");
    const names = chosen().map((mark) => mark.value);
    const ids = names.length ? names : row ? [row.dataset.alert] : [];
    const where = row?.dataset.decide || form?.getAttribute("action");
    if (!dialog || !where || (row && !row.dataset.decide)) return;
    if (!ids.length) { say("Choose an alert first: with j and k, or with its box."); return; }
    const asked = new URLSearchParams({ action, back: back() });
    for (const id of ids) asked.append("id", id);
    ask(`${where}?${asked}`);
  }

  function back() {
    return one("input[name=back]", form || document)?.value || location.pathname + location.search;
  }

  // When a dialog closes, the browser itself gives the focus back to where it was.
  async function ask(address) {
    await window.htmx.ajax("GET", address, { target: "#deciding-form", swap: "innerHTML" });
    if (!one("#decide-title", dialog)) { location.assign(address); return; }
    dialog.showModal();
    (one("input[type=date], textarea", dialog) || one("[data-cancel]", dialog)).focus();
  }

  function remember() {
    const row = present();
    const list = rows().map((each) => each.dataset.alert);
    const at = row ? list.indexOf(row.dataset.alert) : -1;
    const near = at < 0 ? [] : [list[at], ...list.slice(at + 1), ...list.slice(0, at).reverse()];
    sessionStorage.setItem(AT, JSON.stringify({ path: location.pathname, near }));
  }

  function undo() {
    const way = one("[data-undo]");
    if (way) { remember(); way.requestSubmit(); } else say("There is nothing to undo on this page.");
  }

  function open() {
    const row = present();
    if (row && link(row)) link(row).click();
  }

  const shortcutsOn = () => localStorage.getItem(OFF) !== "off";

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
    const typing = event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio])");
    if (typing || !shortcutsOn()) return;
    const does = { j: () => move(1), k: () => move(-1), x: choose, o: open, u: undo, "/": () => one("#q")?.focus(), "?": showHelp };
    const act = Object.hasOwn(ACTIONS, event.key) ? () => decide(ACTIONS[event.key]) : does[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  function showHelp() {
    for (const line of all("[data-list]", help)) line.hidden = !rows().length && !one("#q");
    one("[data-shortcuts]", help).checked = shortcutsOn();
    help.showModal();
  }

  function arrive() {
    const told = one("#done");
    const address = new URL(location.href);
    if (!told && !address.searchParams.has("did")) return;
    for (const name of ["did", "done"]) address.searchParams.delete(name);
    history.replaceState(null, "", address.pathname + address.search);
    if (told) say(one("p", told).textContent.trim().replace(/\s+/g, " "));
    const kept = JSON.parse(sessionStorage.getItem(AT) || "null");
    const row = kept && kept.path === location.pathname && kept.near.map((id) => document.getElementById(`row-${id}`)).find(Boolean);
    if (row) stand(row);
    else if (told) told.focus();
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => { const row = event.target.closest("tr[data-alert]"); if (row) last = row; });
  document.addEventListener("click", (event) => {
    const cancel = event.target.closest("#deciding [data-cancel]");
    if (cancel) { event.preventDefault(); dialog.close(); return; }
    const act = event.target.closest("a[data-act]");
    if (act && dialog && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); ask(act.href); }
  });
  document.addEventListener("submit", (event) => {
    if (event.target === form && dialog) {
      event.preventDefault();
      const ids = chosen();
      if (ids.length) decide(event.submitter.value);
      else say("Choose at least one alert: its box stands before its title.");
    } else if (event.target.closest("#deciding")) remember();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) for (const row of rows()) box(row).checked = event.target.checked;
    if (event.target.matches("[data-all], input[name=id]")) count();
    if (event.target.matches("[data-shortcuts]")) localStorage.setItem(OFF, event.target.checked ? "on" : "off");
  });
  for (const button of all("[data-help]")) { button.hidden = false; button.addEventListener("click", showHelp); }
  for (const label of all(".all")) label.hidden = false;
  for (const wide of all("[data-wide]")) if (matchMedia("(min-width: 62rem)").matches) wide.open = true;
  count();
  arrive();
})();

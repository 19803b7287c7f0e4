"use strict";
(() => {
  const folded = () => Array.from(document.querySelectorAll("details"));
  const button = document.getElementById("unfold");
  const label = () => { button.textContent = folded().every((part) => part.open) ? "Close all details" : "Open all details"; };
  let before = [];
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = !folded().every((part) => part.open);
    folded().forEach((part) => { part.open = open; });
    label();
  });
  document.addEventListener("toggle", label, true);
  window.addEventListener("beforeprint", () => {
    before = folded().filter((part) => !part.open && !part.matches(".behind, .figures, .whole"));
    before.forEach((part) => { part.open = true; });
  });
  window.addEventListener("afterprint", () => { before.forEach((part) => { part.open = false; }); });

  const aside = document.getElementById("aside");
  let of = null;
  const hide = () => { if (of) of.removeAttribute("aria-describedby"); aside.hidden = true; of = null; };
  const show = (link) => {
    const told = document.getElementById(link.getAttribute("href").slice(1));
    if (!told) return;
    hide();
    of = link;
    link.setAttribute("aria-describedby", "aside");
    aside.replaceChildren(...Array.from(told.childNodes, (node) => node.cloneNode(true)));
    aside.hidden = false;
    const place = link.getBoundingClientRect();
    const left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - aside.offsetWidth - 8));
    const below = place.bottom;
    const top = below + aside.offsetHeight < window.innerHeight ? below : Math.max(8, place.top - aside.offsetHeight);
    aside.style.left = `${left + window.scrollX}px`;
    aside.style.top = `${top + window.scrollY}px`;
  };
  document.querySelectorAll(".term .plot a").forEach((link) => {
    link.addEventListener("mouseenter", () => show(link));
    link.addEventListener("focus", () => show(link));
    link.addEventListener("blur", hide);
    link.addEventListener("mouseleave", (event) => { if (event.relatedTarget !== aside && !aside.contains(event.relatedTarget)) hide(); });
  });
  aside.addEventListener("mouseleave", (event) => { if (event.relatedTarget !== of) hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  const reveal = () => {
    const told = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const around = told && told.closest("details");
    if (around) { around.open = true; told.scrollIntoView({ block: "center" }); }
  };
  window.addEventListener("hashchange", reveal);
  reveal();
})();

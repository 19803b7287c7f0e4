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
    before = folded().filter((part) => !part.open);
    before.forEach((part) => { part.open = true; });
  });
  window.addEventListener("afterprint", () => { before.forEach((part) => { part.open = false; }); });
})();

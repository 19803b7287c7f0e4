// Says what becomes of the jobs on the page whenever that changes: not each time that it is looked at.
(() => {
  "use strict";
  const said = document.getElementById("job-said");
  if (!said) return;
  const words = () => [...document.querySelectorAll("[data-say]")].map((job) => job.dataset.say).join(". ");
  let last = words();
  document.body.addEventListener("htmx:afterSwap", () => {
    const now = words();
    if (now !== last) said.textContent = now;
    last = now;
  });
})();

// Copies a new key; without this script the field can be copied by hand.
(() => {
  "use strict";
  const field = document.getElementById("full");
  const button = document.getElementById("copy");
  field.addEventListener("focus", () => field.select());
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      window.driftwatch.say("The key is copied.");
    } catch {
      field.focus();
      window.driftwatch.say("The browser did not let it be copied: it is selected, copy it with Ctrl or Cmd + C.");
    }
  });
})();

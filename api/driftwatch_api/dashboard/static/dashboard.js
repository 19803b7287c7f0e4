// What all pages share: the form token on requests that htmx sends, and a word to whoever listens to the page.
(() => {
  "use strict";
  const token = document.body.dataset.formToken;
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (token) event.detail.headers["X-Form-Token"] = token;
  });
  window.driftwatch = {
    say(words) {
      const place = document.getElementById("said");
      place.textContent = "";
      window.setTimeout(() => { place.textContent = words; }, 50);
    },
    data(id) {
      return JSON.parse(document.getElementById(id).textContent);
    },
  };
})();

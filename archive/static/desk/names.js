"use strict";
// A new speaker by a key on the page of one name, and speakers offered while typing.
{
  const form = document.getElementById("name-form");
  if (form) {
    const offer = window.offerSpeakers(form.dataset.options, false);
    form.addEventListener("input", (event) => {
      if (event.target.name === "speaker") {
        offer(event);
      }
    });
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    const fresh = document.querySelector(".name-columns details");
    if (fresh && !typing && event.key.toLowerCase() === "n" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      fresh.open = true;
      fresh.querySelector("input").focus();
    }
  });
}

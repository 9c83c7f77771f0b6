"use strict";
// Keys on the page of one name, and speakers offered while typing.
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
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), select, textarea")) {
      return;
    }
    const key = event.key.toLowerCase();
    const target = document.querySelector(`.name-columns [data-key="${CSS.escape(key)}"]`);
    if (target) {
      event.preventDefault();
      target.click();
    } else if (key === "n") {
      const fresh = document.querySelector(".name-columns details");
      if (fresh) {
        event.preventDefault();
        fresh.open = true;
        fresh.querySelector("input").focus();
      }
    }
  });
}

"use strict";
// Files dropped on the form, and the state of an import looked at once a second; without this script the page reloads.
{
  const form = document.getElementById("upload-form");
  if (form) {
    const input = form.querySelector("input[type=file]");
    for (const name of ["dragenter", "dragover"]) {
      form.addEventListener(name, (event) => {
        event.preventDefault();
        form.classList.add("over");
      });
    }
    for (const name of ["dragleave", "drop"]) {
      form.addEventListener(name, () => form.classList.remove("over"));
    }
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        form.requestSubmit();
      }
    });
  }

  const state = document.getElementById("upload-state");
  const working = () => ["trying", "importing", "reading", "writing"].includes(state.querySelector("[data-state]")?.dataset.state);
  const look = async () => {
    const answer = await fetch(window.location.pathname, { headers: { "X-Part": "item" }, credentials: "same-origin" });
    if (answer.ok) {
      state.innerHTML = await answer.text();
    }
    if (working()) {
      setTimeout(look, 1000);
    } else {
      window.location.reload();
    }
  };
  if (state && working()) {
    setTimeout(look, 500);
  }
}

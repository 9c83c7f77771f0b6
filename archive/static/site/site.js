// The pages work without this. It copies references to the clipboard where the browser can, and puts things into the
// basket without leaving the page.
"use strict";

for (const button of document.querySelectorAll("button[data-copies]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).innerText);
    button.classList.add("done");
  });
}

for (const form of document.querySelectorAll("form.collect")) {
  const button = form.querySelector("button[data-done]");
  if (!button) continue;
  form.addEventListener("submit", async (event) => {
    if (form.dataset.plain || button.classList.contains("done")) return; // the second time it leads to the basket
    event.preventDefault();
    const body = new URLSearchParams({ items: button.value });
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    const basket = answer && answer.ok ? await answer.json() : { full: true };
    if (basket.full) {
      form.dataset.plain = "yes"; // the basket's own page says why
      form.requestSubmit(button);
      return;
    }
    button.textContent = `${button.dataset.done} (${basket.count})`;
    button.classList.add("done");
  });
}

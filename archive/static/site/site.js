// The pages work without this. It copies references and the addresses of selected words to the clipboard where the
// browser can, puts things into the basket without leaving the page, and leads to the source at the paragraph being read.
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

// Where a point of the text stands: the id of its paragraph and the characters before it.
const placeOf = (node, offset) => {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const words = element?.closest(".unit > p, .unit > :is(h2, h3, h4, h5, h6)");
  if (!words) return null;
  const before = document.createRange();
  before.selectNodeContents(words);
  before.setEnd(node, offset);
  return { id: words.parentElement.id.slice(2), at: [...before.toString()].length };
};

const share = navigator.clipboard && document.querySelector("button[data-share]");
if (share) {
  let address = "";
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const from = range && placeOf(range.startContainer, range.startOffset);
    const to = from && placeOf(range.endContainer, range.endOffset);
    share.hidden = !to;
    share.classList.remove("done");
    if (!to) return;
    const until = to.id === from.id ? "" : `&until=${to.id}`;
    const path = share.dataset.share.replace(/0$/, from.id);
    address = `${location.origin}${path}?from=${from.at}&to=${to.at}${until}`;
  });
  share.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  share.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address);
    share.classList.add("done");
  });
}

document.querySelector("a.to-source")?.addEventListener("click", (event) => {
  const read = [...document.querySelectorAll(".unit[data-at]")].find((unit) => unit.getBoundingClientRect().bottom > 48);
  if (!read) return;
  const url = new URL(event.currentTarget.href);
  url.searchParams.set("at", read.dataset.at);
  event.currentTarget.href = url;
});

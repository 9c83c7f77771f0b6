// Offers names, meetings, titles and words below a search box while one types (the combobox pattern of WAI-ARIA).
// Without it the box is a plain search; nothing is asked while an input method still composes.
"use strict";

for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = `${input.id}-offers`;
  list.className = "offers";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.offers);
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);
  let asked = 0;
  let timer = 0;
  let at = -1;

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };

  const choose = (index) => {
    at = index;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === index)));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index]?.scrollIntoView({ block: "nearest" });
  };

  const offer = (found) => {
    list.replaceChildren(...found.map((each, n) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${n}`;
      item.setAttribute("role", "option");
      item.dataset.url = each.url;
      for (const part of ["kind", "text", "note"]) {
        const span = document.createElement("span");
        span.className = part === "text" ? "what" : part;
        span.textContent = each[part];
        item.append(span);
      }
      return item;
    }));
    choose(-1);
    show(found.length > 0);
  };

  const ask = async () => {
    const number = ++asked;
    const typed = input.value.trim();
    if (!typed) return offer([]);
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (number === asked && document.activeElement === input) offer(found);
    } catch {
      show(false); // the network is gone: the box is a plain search
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  };
  input.addEventListener("input", (event) => event.isComposing || soon());
  input.addEventListener("compositionend", soon);
  input.addEventListener("blur", () => { asked += 1; show(false); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") choose(at === last ? -1 : at + 1);
    else if (event.key === "ArrowUp") choose(at === -1 ? last : at - 1);
    else if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && at >= 0) location.assign(list.children[at].dataset.url);
    else return;
    event.preventDefault();
  });
  // Before the box loses focus, which would close the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) location.assign(item.dataset.url);
  });
}

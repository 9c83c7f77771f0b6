"use strict";
// Names for what Django's widgets leave unnamed to screen readers: the fields that select2 puts in place of a select,
// and the head of the column in which a row's own name stands.
{
  const nameOf = (select) =>
    select.getAttribute("aria-label") || document.querySelector(`label[for="${CSS.escape(select.id)}"]`)?.textContent.trim() || "";

  const name = (container) => {
    const select = container.previousElementSibling;
    const label = select?.matches("select") ? nameOf(select).replace(/[:：]$/, "") : "";
    if (!label) {
      return;
    }
    for (const part of container.querySelectorAll('[role="combobox"], [role="textbox"], [role="searchbox"]')) {
      if (part.getAttribute("aria-label") !== label) {
        part.setAttribute("aria-label", label);
        part.removeAttribute("aria-labelledby");
      }
    }
    for (const list of container.querySelectorAll("ul.select2-selection__rendered:not([role])")) {
      list.setAttribute("role", "presentation");
    }
    for (const item of container.querySelectorAll("ul.select2-selection__rendered > li:not([role])")) {
      item.setAttribute("role", "presentation");
    }
  };

  const nameAll = () => {
    document.querySelectorAll(".select2-container").forEach(name);
    for (const head of document.querySelectorAll("th.original:empty")) {
      const number = document.createElement("span");
      number.className = "visually-hidden";
      number.textContent = "№";
      head.append(number);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    nameAll();
    const form = document.querySelector("#content form");
    if (form) {
      new MutationObserver(nameAll).observe(form, { childList: true, subtree: true });
    }
  });
}

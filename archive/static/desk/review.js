"use strict";
// Review by keyboard. A decision is one request, which answers with the next quotation; without this script the same
// buttons and links work page by page.
{
  const item = document.getElementById("review-item");
  let busy = false;

  const bringIntoView = () => {
    for (const [box, mark] of [[".source pre", ".source mark"], [".paper", ".paper .q"]]) {
      const outer = document.querySelector(box);
      const inner = document.querySelector(mark);
      if (outer && inner) {
        outer.scrollTop += inner.getBoundingClientRect().top - outer.getBoundingClientRect().top - outer.clientHeight / 3;
      }
    }
  };

  const show = (html, address) => {
    item.innerHTML = html;
    if (address) {
      history.replaceState(null, "", address);
    }
    const where = document.getElementById("review-where");
    if (where) {
      where.focus({ preventScroll: true });
      bringIntoView();
    }
  };

  bringIntoView();

  const fetchItem = async (address, options = {}) => {
    if (busy) {
      return;
    }
    busy = true;
    item.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { ...options, headers: { "X-Part": "item" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) {
        window.location.assign(address);
        return;
      }
      const html = await answer.text();
      const form = new DOMParser().parseFromString(html, "text/html").getElementById("review-form");
      show(html, form ? form.getAttribute("action") : null);
    } finally {
      busy = false;
      item.removeAttribute("aria-busy");
    }
  };

  item.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(event.target);
    if (event.submitter?.name) {
      data.set(event.submitter.name, event.submitter.value);
    }
    fetchItem(event.target.getAttribute("action"), { method: "POST", body: data });
  });

  item.addEventListener("click", (event) => {
    const link = event.target.closest(".steps a");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      fetchItem(link.getAttribute("href"));
    }
  });

  // -- moving the ends ------------------------------------------------------------------------------------------

  const characters = (text) => Array.from(text); // code points, as the archive counts

  const move = (name, step) => {
    const paragraph = document.getElementById("review-paragraph");
    const form = document.getElementById("review-form");
    if (!paragraph || !form) {
      return;
    }
    const text = characters(paragraph.textContent);
    const ends = { start: Number(form.elements.start.value), end: Number(form.elements.end.value) };
    ends[name] += step;
    if (ends.start < 0 || ends.end > text.length || ends.start >= ends.end) {
      return;
    }
    form.elements[name].value = ends[name];
    const quotation = document.createElement("span");
    quotation.className = "q moved";
    quotation.textContent = text.slice(ends.start, ends.end).join("");
    paragraph.replaceChildren(text.slice(0, ends.start).join(""), quotation, text.slice(ends.end).join(""));
    form.querySelector("details.fields").open = true;
  };

  // -- speakers to choose from while typing ----------------------------------------------------------------------

  const offer = window.offerSpeakers(item.dataset.options, true);
  item.addEventListener("input", (event) => {
    if (event.target.name === "speakers") {
      offer(event);
    }
  });

  // -- keys -----------------------------------------------------------------------------------------------------

  const ENDS = { "[": ["start", -1], "]": ["start", 1], ",": ["end", -1], ".": ["end", 1] };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape" && typing) {
      event.target.blur();
      return;
    }
    if (typing) {
      if (event.key === "Enter" && event.target.form?.id === "review-form") {
        event.preventDefault();
        document.querySelector('#review-form [data-key="c"]').click();
      }
      return;
    }
    const key = event.key.toLowerCase();
    if (key in ENDS) {
      event.preventDefault();
      move(...ENDS[key]);
    } else if (key === "e") {
      const fields = document.querySelector("details.fields");
      if (fields) {
        event.preventDefault();
        fields.open = true;
        const input = fields.querySelector("input[name=speakers]");
        input.focus();
        input.select();
      }
    } else {
      const target = item.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (target) {
        event.preventDefault();
        target.click();
      }
    }
  });
}

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
    if (event.submitter?.value === "split" && !cutting()) {
      beginCut();
      return;
    }
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

  // -- moving the ends, cutting in two ---------------------------------------------------------------------------

  const characters = (text) => Array.from(text); // code points, as the archive counts
  const SENTENCE_ENDS = "。！？；…";

  const parts = () => {
    const paragraph = document.getElementById("review-paragraph");
    const form = document.getElementById("review-form");
    return paragraph && form ? { paragraph, form, text: characters(paragraph.textContent) } : null;
  };

  const ends = (form) => ({ start: Number(form.elements.start.value), end: Number(form.elements.end.value) });

  const draw = () => {
    const { paragraph, form, text } = parts();
    const { start, end } = ends(form);
    const cut = form.elements.at.value === "" ? null : Number(form.elements.at.value);
    const quotation = document.createElement("span");
    quotation.className = "q moved";
    if (cut === null) {
      quotation.textContent = text.slice(start, end).join("");
    } else {
      const mark = document.createElement("span");
      mark.className = "cut";
      quotation.append(text.slice(start, cut).join(""), mark, text.slice(cut, end).join(""));
    }
    paragraph.replaceChildren(text.slice(0, start).join(""), quotation, text.slice(end).join(""));
    form.querySelector(".split-hint").hidden = cut === null;
  };

  const setEnds = (start, end) => {
    const { form, text } = parts() ?? {};
    if (form && start >= 0 && end <= text.length && start < end) {
      form.elements.start.value = start;
      form.elements.end.value = end;
      form.elements.at.value = "";
      draw();
      form.querySelector("details.fields").open = true;
    }
  };

  const move = (name, step) => {
    const { form } = parts() ?? {};
    if (form) {
      const moved = ends(form);
      moved[name] += step;
      setEnds(moved.start, moved.end);
    }
  };

  const cutting = () => Boolean(parts()?.form.elements.at.value);

  const cutAt = (place) => {
    const { form } = parts();
    const { start, end } = ends(form);
    form.elements.at.value = Math.min(Math.max(place, start + 1), end - 1);
    draw();
  };

  const beginCut = () => {
    const { form, text } = parts();
    const { start, end } = ends(form);
    let place = start + 1;
    while (place < end && !SENTENCE_ENDS.includes(text[place - 1])) {
      place += 1;
    }
    cutAt(place < end ? place : Math.floor((start + end) / 2));
  };

  const moveCut = (step, bySentence) => {
    const { form, text } = parts();
    const { start, end } = ends(form);
    let place = Number(form.elements.at.value) + step;
    while (bySentence && place > start && place < end && !SENTENCE_ENDS.includes(text[place - 1])) {
      place += step;
    }
    cutAt(place);
  };

  const leaveWhole = () => {
    parts().form.elements.at.value = "";
    draw();
  };

  // A stretch selected with the mouse becomes the quotation; a click while it is being cut moves the cut.
  item.addEventListener("mouseup", (event) => {
    const paragraph = event.target.closest("#review-paragraph");
    const selection = document.getSelection();
    if (!paragraph || !selection.rangeCount) {
      return;
    }
    const range = selection.getRangeAt(0);
    const before = document.createRange();
    before.selectNodeContents(paragraph);
    before.setEnd(range.startContainer, range.startOffset);
    const start = characters(before.toString()).length;
    if (!selection.isCollapsed && paragraph.contains(range.endContainer)) {
      setEnds(start, start + characters(range.toString()).length);
      selection.removeAllRanges();
    } else if (cutting()) {
      cutAt(start);
    }
  });

  // -- speakers to choose from while typing ----------------------------------------------------------------------

  const offer = window.offerSpeakers(item.dataset.options, true);
  item.addEventListener("input", (event) => {
    if (event.target.name === "speakers") {
      offer(event);
    }
  });

  // -- keys -----------------------------------------------------------------------------------------------------

  const ENDS = { "[": ["start", -1], "]": ["start", 1], ",": ["end", -1], ".": ["end", 1] };
  const CUTS = { ArrowLeft: -1, ArrowRight: 1 };

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
    if (cutting() && event.key in CUTS) {
      event.preventDefault();
      moveCut(CUTS[event.key], event.shiftKey);
    } else if (cutting() && event.key === "Escape") {
      leaveWhole();
    } else if (key in ENDS) {
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

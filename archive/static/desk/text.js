"use strict";
// A stretch of the source is selected with the mouse, or line by line by key; the form tells the server its ends.
// Without this script the ends are typed.
{
  const box = document.getElementById("source-text");
  const form = document.getElementById("text-form");

  const characters = (text) => Array.from(text).length; // code points, as the archive counts

  const offsetOf = (node, at) => {
    const before = document.createRange();
    before.selectNodeContents(box);
    before.setEnd(node, at);
    return characters(before.toString());
  };

  // The text node and the place in it of a character of the box.
  const placeOf = (offset) => {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let left = offset;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const all = Array.from(node.data);
      if (left <= all.length) {
        return [node, all.slice(0, left).join("").length];
      }
      left -= all.length;
    }
    return [box, box.childNodes.length];
  };

  const base = Number(box?.dataset.start);

  const tell = (start, end) => {
    form.elements.from.value = base + start;
    form.elements.to.value = base + end;
    document.getElementById("chosen").textContent = Array.from(box.textContent).slice(start, end).join("").trim();
  };

  const choose = (start, end) => {
    const selection = document.getSelection();
    selection.setBaseAndExtent(...placeOf(start), ...placeOf(end));
    selection.focusNode.parentElement.scrollIntoView({ block: "nearest" });
    tell(start, end);
  };

  const ends = () => [Number(form.elements.from.value) - base, Number(form.elements.to.value) - base];

  const line = (step) => {
    const all = Array.from(box.textContent);
    const none = form.elements.from.value === "";
    let [start, end] = none ? [0, 0] : ends();
    if (step > 0) {
      start = none ? 0 : end;
    } else {
      end = start;
    }
    if (step > 0) {
      while (start < all.length && all[start].trim() === "") {
        start += 1;
      }
      end = start;
      while (end < all.length && all[end] !== "\n") {
        end += 1;
      }
    } else {
      while (end > 0 && all[end - 1].trim() === "") {
        end -= 1;
      }
      start = end;
      while (start > 0 && all[start - 1] !== "\n") {
        start -= 1;
      }
    }
    while (start < end && all[start].trim() === "") {
      start += 1;
    }
    if (start < end) {
      choose(start, end);
    }
  };

  const ENDS = { "[": [-1, 0], "]": [1, 0], ",": [0, -1], ".": [0, 1] };

  if (box && form) {
    document.addEventListener("mouseup", () => {
      const selection = document.getSelection();
      if (selection.isCollapsed || !box.contains(selection.anchorNode) || !box.contains(selection.focusNode)) {
        return;
      }
      const range = selection.getRangeAt(0);
      tell(offsetOf(range.startContainer, range.startOffset), offsetOf(range.endContainer, range.endOffset));
    });

    const offer = window.offerSpeakers(form.dataset.options, true);
    form.addEventListener("input", (event) => {
      if (event.target.name === "speakers") {
        offer(event);
      }
    });

    document.addEventListener("keydown", (event) => {
      const typing = event.target.matches("input, select, textarea");
      if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
        return;
      }
      const key = event.key.toLowerCase();
      if (key === "j" || key === "k") {
        event.preventDefault();
        line(key === "j" ? 1 : -1);
      } else if (key in ENDS && form.elements.from.value !== "") {
        event.preventDefault();
        const [start, end] = ends();
        const [low, high] = [start + ENDS[key][0], end + ENDS[key][1]];
        if (low >= 0 && low < high) {
          choose(low, high);
        }
      }
    });
  }
}

"use strict";
// A key does what the element with `data-key` of that name does; not while somebody types.
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing) {
    return;
  }
  const target = document.querySelector(`#content [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (target) {
    event.preventDefault();
    target.click();
  }
});

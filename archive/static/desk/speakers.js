"use strict";
// Offers speakers while a name is typed; fields without this script take a full name.
// `field` lists its options in `list`; several names are parted by semicolons where `several` is true.
window.offerSpeakers = (options, several) => {
  let waiting = 0;
  return (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const all = event.target.value.replaceAll("；", ";");
      const typed = several ? all.split(";").pop().trim() : all.trim();
      const before = several && all.includes(";") ? all.slice(0, all.lastIndexOf(";") + 1) + " " : "";
      if (!typed || typed.includes("〔")) {
        return;
      }
      const answer = await fetch(`${options}?q=${encodeURIComponent(typed)}`);
      if (answer.ok) {
        const found = await answer.json();
        const list = document.getElementById(event.target.getAttribute("list"));
        list.replaceChildren(...found.options.map((each) => new Option(each.label, before + each.value)));
      }
    }, 150);
  };
};

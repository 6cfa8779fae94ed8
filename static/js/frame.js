// What the frame adds where there is JavaScript; every page works without it.
"use strict";

const search = document.querySelector("#search");

// Whoever speaks to the machine, or strikes keys by accident, can switch single keys off: no page then hears them.
addEventListener("keydown", (event) => {
  const single = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (single && localStorage.getItem("single-keys") === "off" && event.key !== "?") event.stopImmediatePropagation();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && search && !writing) {
    event.preventDefault();
    search.focus();
    search.select();
  }
  if (event.key === "Escape") {
    const open = document.querySelector("details.menu[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

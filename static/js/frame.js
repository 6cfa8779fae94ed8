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

// The dialog that tells a page's keys, and the switch in it that turns single keys off everywhere.
{
  const dialog = () => document.querySelector("#keys");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || !dialog()) return;
    if (event.target.closest("input, textarea, select, dialog")) return;
    event.preventDefault();
    dialog().showModal();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#show-keys")) dialog().showModal();
    if (event.target === dialog()) dialog().close();
  });

  document.addEventListener("change", (event) => {
    if (event.target.id === "single-keys") localStorage.setItem("single-keys", event.target.checked ? "on" : "off");
  });

  document.addEventListener("toggle", (event) => {
    if (event.target !== dialog()) return;
    document.querySelector("#single-keys").checked = localStorage.getItem("single-keys") !== "off";
  }, true);
}

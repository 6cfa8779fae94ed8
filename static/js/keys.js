// The dialog that tells a page's keys, and the switch in it that turns single keys off everywhere.
"use strict";

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

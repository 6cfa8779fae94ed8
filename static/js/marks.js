// The page on which the words of a claim are marked; static/js/reader-adding.js does it in the reader.

import { openEditor } from "./marks/editor.js";

const form = document.querySelector("#marks");
const text = document.querySelector(".text");

if (form && text?.querySelector("p[data-start]")) {
  const send = (action) => {
    const button = form.querySelector(`button[value=${action}]`);
    if (button) form.requestSubmit(button);
  };

  const editor = openEditor(form, text, {
    "/": (head) => {
      form.elements.at.value = head;
      send("split");
    },
    "+": () => {
      const choice = form.querySelector(".joining");
      if (!choice) return;
      choice.open = true;
      choice.querySelector("select").focus();
    },
    Enter: () => send("save"),
    Escape: () => location.assign(form.querySelector("[data-act=leave]").href),
  });
  editor.start(JSON.parse(form.dataset.marks));
  editor.focus();

  // Marks that were not saved are not lost by a slip, nor by a connection that is gone.
  let sending = false;
  form.addEventListener("submit", (event) => {
    sending = navigator.onLine;
    if (sending) return;
    event.preventDefault();
    const told = Object.assign(document.createElement("p"), { className: "message error" });
    told.textContent = "No connection. Nothing was saved; your marks stay here, save them again when it is back.";
    form.querySelector("#marks-check").replaceChildren(told);
  });
  addEventListener("beforeunload", (event) => {
    if (editor.changed && !sending) event.preventDefault();
  });
}

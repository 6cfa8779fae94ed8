// A button copies the text before it. Without JavaScript it is not shown, and the text can be selected.
"use strict";

const announce = document.querySelector("#announce");

for (const button of document.querySelectorAll("button.copy")) {
  button.addEventListener("click", async () => {
    const text = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
      announce.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
      button.textContent = "Selected: copy with Ctrl+C";
    }
    setTimeout(() => {
      button.textContent = "Copy";
      announce.textContent = "";
    }, 3000);
  });
}

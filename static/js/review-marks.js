// In the review `e` turns the claim's paragraphs into the editor of its words. They are saved by the decision that follows,
// in one with it, and wait in its form until then.

import { openEditor } from "./marks/editor.js";

let editor = null;

const screen = () => document.querySelector("#review");
const decision = () => document.querySelector("#decision");
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const wait = (marks, form) => {
  const waiting = !same(marks, { content: [], source: [], cue: [], ...JSON.parse(form.dataset.marks) });
  decision().elements.marked.value = waiting ? JSON.stringify(marks) : "";
  screen().querySelector("#words-wait").hidden = !waiting;
};

const close = () => {
  document.body.classList.remove("marking-words");
  document.querySelector("#marks").hidden = true;
};

const leave = () => {
  const form = document.querySelector("#marks");
  wait(editor.marks, form);
  editor.stop();
  close();
  if (!decision().elements.marked.value) forget();
  screen().tabIndex = -1;
  screen().focus({ preventScroll: true });
};

const forget = () => {
  editor?.forget();
  editor = null;
};

const save = () => {
  const button = Object.assign(document.createElement("button"), { name: "action", value: "words", hidden: true });
  button.append("Save these words");
  decision().append(button);
  decision().requestSubmit(button);
  button.remove();
};

// Why the decision is not sent now; nothing where it is.
let warned = false;
const against = (action) => {
  const waiting = decision().elements.marked.value;
  if (action === "words" && !waiting) return "The words are as they were: there is nothing to save.";
  if (!["reject", "skip", "note"].includes(action) && waiting && !JSON.parse(waiting).content.length) return "Mark what was said first.";
  if (!["skip", "note"].includes(action) || !waiting || warned) return "";
  warned = true;
  return "The words that you marked are not saved: decide, or press again to go on without them.";
};

const make = (form, text) => {
  text.classList.add("text");
  return openEditor(form, text, { Enter: save, Escape: leave });
};

export const open = () => {
  const form = document.querySelector("#marks");
  const text = screen().querySelector(".excerpt");
  editor ??= make(form, text);
  const waiting = decision().elements.marked.value;
  form.hidden = false;
  document.body.classList.add("marking-words");
  editor.start(JSON.parse(waiting || form.dataset.marks));
  editor.focus();
};

// Paragraphs around those that are shown, where the words wanted stand further off; what one looks at stays in its place.
const widen = async (button) => {
  const text = screen().querySelector(".excerpt");
  button.disabled = true;
  try {
    const answer = await fetch(button.dataset.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const whole = [...page.querySelectorAll(".text p[data-start]")];
    if (!whole.length) throw new Error("no text");
    const known = new Map([...text.querySelectorAll("p")].map((one) => [one.dataset.start, one]));
    const kept = known.values().next().value;
    const before = kept.getBoundingClientRect().top;
    for (const one of known.values()) one.classList.remove("apart");
    text.replaceChildren(...whole.map((one) => {
      const made = Object.assign(document.createElement("p"), { textContent: one.textContent, className: "soft" });
      made.dataset.start = one.dataset.start;
      return known.get(one.dataset.start) ?? made;
    }));
    editor.reread();
    scrollBy(0, kept.getBoundingClientRect().top - before);
    text.focus({ preventScroll: true });
    button.remove();
  } catch {
    button.disabled = false;
    editor.say("The article cannot be fetched: there is no connection");
  }
};

// Another claim is shown, or one again whose words wait.
const shown = () => {
  forget();
  document.body.classList.remove("marking-words");
  warned = false;
  const waiting = decision()?.elements.marked.value;
  const form = document.querySelector("#marks");
  if (!waiting || !form) return;
  editor = make(form, screen().querySelector(".excerpt"));
  editor.start(JSON.parse(waiting));
  editor.stop();
  wait(editor.marks, form);
};

document.addEventListener("click", (event) => {
  if (event.target.closest("#wider")) widen(event.target.closest("#wider"));
  if (event.target.closest("#words-wait button")) {
    decision().elements.marked.value = "";
    screen().querySelector("#words-wait").hidden = true;
    forget();
  }
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "decision" || !document.querySelector("#marks")) return;
  if (editor?.active) wait(editor.marks, document.querySelector("#marks"));
  const told = against(event.submitter?.value);
  if (!told) return;
  event.preventDefault();
  event.stopPropagation();
  document.querySelector(editor?.active ? "#marks-check" : "#words-wait span").textContent = told;
  document.querySelector("#announce").textContent = told;
}, true);
// While words are marked, the keys are the editor's, wherever the focus is.
document.addEventListener("keydown", (event) => {
  const elsewhere = !event.target.closest(".text, input, textarea, select, dialog");
  if (!editor?.active || !elsewhere || event.key.startsWith("Arrow")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  editor.key(event);
}, true);
addEventListener("beforeunload", (event) => {
  if (decision()?.elements.marked.value || (editor?.active && editor.changed)) event.preventDefault();
});
document.addEventListener("review:shown", shown);
if (document.querySelector("#marks")) shown();

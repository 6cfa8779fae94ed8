// Words are marked in a text, with the mouse or the keys, as the source, the cue and the content of a claim. The form has
// the toolbar, the list of pieces and what the server told of them; the text has paragraphs that say where they begin.

import { paragraphsOf, placeOf, pointOf, rangeOf } from "./page.js";
import { ROLES, at, mark, moved } from "./pieces.js";
import { Places } from "./places.js";
import { rowsOf } from "./rows.js";

const PAUSE = 150; // milliseconds without another change, before the server is asked
const NAMED = { source: "s", cue: "u", content: "c", none: "x", back: "z", snap: "w", save: "Enter", leave: "Escape" };

// `keys` has what further keys do, in the text and, for Escape, by the button that leaves; `checked` gets the form as the
// server sends it back with what follows from the marks.
export const openEditor = (form, text, keys, checked = () => {}) => {
  let paragraphs = paragraphsOf(text);
  let places = new Places(paragraphs);
  const caret = Object.assign(document.createElement("span"), { className: "caret" });
  const said = Object.assign(document.createElement("p"), { className: "hidden" });
  const pieces = form.querySelector(".pieces");
  const snap = form.querySelector("[data-act=snap]");
  let marks = { content: [], source: [], cue: [] };
  let steps = [];
  let [anchor, head] = [0, 0];
  let exact = true; // the keys select as they are told, the mouse may be put right
  let active = false;
  const quiet = new AbortController();

  const blank = (from, to) => places.slice(from, to).trim() === "";
  const say = (words) => { said.textContent = words; };
  const selection = () => [Math.min(anchor, head), Math.max(anchor, head)];
  const selected = () => {
    const span = selection();
    return span[0] < span[1] ? places.snapped(span, !exact && snap.ariaPressed === "true") : null;
  };

  const paint = () => {
    for (const role of ROLES) {
      const ranges = marks[role].map((span) => rangeOf(paragraphs, span));
      globalThis.CSS?.highlights?.set(`mark-${role}`, new Highlight(...ranges));
    }
    pieces.replaceChildren(...rowsOf(marks, ([start, end]) => places.slice(start, end), change));
    form.elements.marked.value = JSON.stringify(marks);
  };

  // What follows from the marks the server knows: the kind, conflicts, faults. The answer is a page with this form.
  let asking = new AbortController();
  const check = async () => {
    asking.abort();
    const { signal } = asking = new AbortController();
    const body = new FormData(form);
    body.set("action", "check");
    try {
      await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
      if (signal.aborted) return;
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const told = page.querySelector("#marks-check");
      if (!told || signal.aborted) return;
      form.querySelector("#marks-check").replaceChildren(...told.childNodes);
      checked(page.querySelector("#marks"));
    } catch {
      // Saving tells all of it again.
    }
  };

  const set = (next, words) => {
    steps.push(marks);
    marks = next;
    paint();
    say(words);
    check();
  };

  const back = () => {
    if (!steps.length) return;
    marks = steps.pop();
    paint();
    say("One step back");
    check();
  };

  const show = () => {
    const [node, offset] = pointOf(paragraphs, head);
    getSelection().setBaseAndExtent(...pointOf(paragraphs, anchor), node, offset);
    const range = document.createRange();
    range.setStart(node, offset);
    const box = range.getClientRects()[0] ?? range.getBoundingClientRect();
    const frame = text.getBoundingClientRect();
    Object.assign(caret.style, {
      left: `${box.left - frame.left}px`, top: `${box.top - frame.top}px`, height: `${box.height}px`,
    });
    caret.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  const go = (place, extend) => {
    head = place;
    if (!extend) anchor = place;
    exact = true;
    show();
    const [start, end] = selection();
    say(start < end ? places.slice(start, end) : places.slice(head, places.after(head, "end")));
  };

  const step = (forward, kind, extend) => {
    const word = kind === "word";
    if (forward) return go(places.after(head, word ? (extend && head >= anchor ? "end" : "start") : kind), extend);
    return go(places.before(head, word ? (extend && head > anchor ? "end" : "start") : kind), extend);
  };

  function change(role, span, end, way, event) {
    const next = [...span];
    if (end === null) next[1] = next[0];
    else {
      const kind = event.altKey ? "character" : end ? "end" : "start";
      next[end] = way > 0 ? places.after(span[end], kind) : places.before(span[end], kind);
    }
    const buttons = () => [...pieces.querySelectorAll("button")];
    const index = buttons().indexOf(event.currentTarget);
    set(moved(marks, role, span, next, blank), next[0] < next[1] ? places.slice(...next) : `No ${role}`);
    (end === null ? text : buttons()[index] ?? text).focus({ preventScroll: true }); // the rows were made anew
  }

  const give = (role) => {
    const span = selected() ?? (role ? null : at(marks, head)?.span);
    if (!span) return say(role ? "Select words first" : "Nothing is marked here");
    set(mark(marks, role, span, blank), `${role ?? "Not marked"}: ${places.slice(...span)}`);
    anchor = head = span[1];
    show();
  };

  const acts = {
    s: () => give("source"),
    u: () => give("cue"),
    c: () => give("content"),
    x: () => give(null),
    z: back,
    w: () => { snap.ariaPressed = String(snap.ariaPressed !== "true"); },
    ...keys,
  };

  const move = (event) => {
    const forward = event.key === "ArrowRight" || event.key === "ArrowDown";
    const kind = event.key.match(/Up|Down/) ? "sentence" : event.altKey ? "character" : "word";
    // In a text that runs from right to left the left arrow leads on.
    const turned = event.key.match(/Left|Right/) && getComputedStyle(text).direction === "rtl";
    step(turned ? !forward : forward, kind, event.shiftKey);
  };

  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key.startsWith("Arrow")) move(event);
    else if (acts[event.key] && !event.altKey && !event.target.closest("a")) acts[event.key](head);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onSelect = () => {
    const now = getSelection();
    if (!now.anchorNode || !text.contains(now.anchorNode)) return;
    const read = [[now.anchorNode, now.anchorOffset], [now.focusNode, now.focusOffset]];
    const [from, to] = read.map(([node, offset]) => placeOf(paragraphs, node, offset));
    if (from === anchor && to === head) return;
    [anchor, head, exact] = [from, to, false];
    caret.style.height = "0";
    if (from === to) show();
  };

  const start = (first) => {
    active = true;
    marks = { content: [], source: [], cue: [], ...first };
    steps = [];
    for (const element of form.querySelectorAll("[hidden]:not(input)")) element.hidden = false;
    form.classList.add("scripted");
    text.classList.add("marked");
    text.tabIndex = 0;
    text.role = "application";
    text.ariaLabel = "The text; arrow keys move through its words, s, u and c mark them";
    text.append(caret);
    document.addEventListener("selectionchange", onSelect);
    text.addEventListener("keydown", onKey);
    paint();
  };

  // The marks stay, painted, until they are forgotten.
  const stop = () => {
    active = false;
    asking.abort();
    for (const name of ["tabindex", "role", "aria-label"]) text.removeAttribute(name);
    caret.remove();
    document.removeEventListener("selectionchange", onSelect);
    text.removeEventListener("keydown", onKey);
  };

  const forget = () => {
    stop();
    for (const role of ROLES) globalThis.CSS?.highlights?.delete(`mark-${role}`);
    text.classList.remove("marked");
    marks = { content: [], source: [], cue: [] };
    steps = [];
    quiet.abort();
    said.remove();
  };

  form.append(said);
  said.setAttribute("aria-live", "polite");
  const bar = form.querySelector(".mark-bar");
  bar.addEventListener("pointerdown", (event) => event.preventDefault(), quiet); // the selection stays
  form.addEventListener("click", (event) => {
    const act = acts[NAMED[event.target.closest("[data-act]")?.dataset.act]];
    if (!act) return;
    event.preventDefault();
    act();
  }, quiet);

  return {
    start, stop, forget, give, selected, set, onSelect, say, key: onKey,
    get active() { return active; },
    get marks() { return marks; },
    get changed() { return steps.length > 0; },
    // Where the claim begins; in a text without one at its beginning.
    focus: () => {
      text.focus({ preventScroll: true });
      const first = Math.min(...ROLES.flatMap((role) => marks[role].map(([from]) => from)));
      go(Number.isFinite(first) ? first : places.first);
    },
    // The text has other paragraphs now.
    reread: () => {
      paragraphs = paragraphsOf(text);
      places = new Places(paragraphs);
      if (active) text.append(caret);
      paint();
      show();
    },
  };
};

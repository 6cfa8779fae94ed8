// In the reader a claim that was missed is added from a selection: `a`, or the button that a selection brings where there
// are no keys, then Enter. It stands in text and rail at once, and the page stays where it is.

const form = document.querySelector(".adding #marks");
const text = document.querySelector(".text");
const SETTLED = 2000; // milliseconds, then what may be wanted later is fetched

if (form && text?.querySelector("p[data-start]")) {
  const adding = form.closest(".adding");
  const button = document.querySelector("#add-selected");
  let editor = null;
  let guessed = null;

  const send = () => form.requestSubmit(form.querySelector("button[value=save]"));

  const leave = () => {
    adding.hidden = true;
    editor.forget();
    editor = null;
    form.reset();
    form.querySelector("#marks-check").replaceChildren();
  };

  // Source and cue as the server guesses them, while nobody has marked any; one step back takes them away.
  const checked = (answer) => {
    const { guess } = form.elements;
    if (!guess.checked) return form.classList.toggle("has-guess", editor?.marks === guessed);
    const { source, cue } = JSON.parse(answer.dataset.marks);
    guess.checked = false;
    if (!editor || editor.marks.source.length || editor.marks.cue.length || !(source.length || cue.length)) return;
    editor.set({ ...editor.marks, source, cue }, "Source and cue are guessed");
    form.classList.add("has-guess");
    guessed = editor.marks;
  };

  const fetchEditor = () => import("./marks/editor.js");
  let beginning = false;
  let sends = false; // Enter came before the editor did
  const begin = async () => {
    if (beginning) return;
    [beginning, sends] = [true, false];
    const { openEditor } = await fetchEditor().catch(() => ({}));
    beginning = false;
    if (!openEditor) return location.assign(form.getAttribute("action"));
    editor = openEditor(form, text, { Enter: send, Escape: leave }, checked);
    form.elements.guess.checked = true;
    form.classList.remove("has-guess");
    button.hidden = true;
    adding.hidden = false;
    editor.start({});
    editor.onSelect();
    text.focus({ preventScroll: true });
    if (editor.selected()) editor.give("content");
    else editor.focus();
    if (sends) send();
  };

  // The article as it stands now, in place of what is shown; what is read stays where it is on the screen.
  const show = (page) => {
    const paragraph = [...text.querySelectorAll("p")].find((one) => one.getBoundingClientRect().bottom > 0) ?? text;
    const key = `p[data-start="${paragraph.dataset.start}"]`;
    const before = paragraph.getBoundingClientRect().top;
    for (const part of [".reader-head", ".text", ".rail"]) {
      document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
    }
    globalThis.htmx?.process(document.querySelector("main"));
    document.dispatchEvent(new CustomEvent("reader:changed"));
    scrollBy({ top: text.querySelector(key).getBoundingClientRect().top - before, behavior: "instant" });
  };

  const save = async (submitter) => {
    const body = new FormData(form, submitter);
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok) {
        const told = page.querySelector("#marks-check")?.childNodes ?? [page.querySelector("main").textContent];
        return form.querySelector("#marks-check").replaceChildren(...told);
      }
      leave();
      const added = page.querySelector(".decided")?.dataset.added;
      if (!document.querySelector(".rail")) return location.assign(`${answer.url}#claim-${added}`);
      show(page);
      text.querySelector(`.number[data-claim="${added}"]`)?.focus({ preventScroll: true });
    } catch {
      form.querySelector("#marks-check").textContent = "Nothing was saved: there is no connection. Your marks stay here.";
    }
  };

  addEventListener("beforeunload", (event) => {
    if (editor?.changed) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(event.submitter);
  });

  document.addEventListener("keydown", (event) => {
    if (beginning && event.key === "Enter") sends = true;
    if (event.key !== "a" || event.ctrlKey || event.metaKey || event.altKey || editor) return;
    if (event.target.closest("input, textarea, select, dialog")) return;
    event.preventDefault();
    begin();
  });

  // Where there is no keyboard.
  document.addEventListener("selectionchange", () => {
    const now = getSelection();
    button.hidden = Boolean(editor) || now.isCollapsed || !text.contains(now.anchorNode) || !text.contains(now.focusNode);
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  button.addEventListener("click", begin);
  setTimeout(() => fetchEditor().catch(() => {}), SETTLED);
}

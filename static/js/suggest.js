// Actors suggested while one types into an input with data-suggest (the address that suggests). The input stays a plain
// one: the name that is chosen is written into it; since two may have one name, the form sends the address of the one
// that was chosen. data-send sends it at once.
// In a textarea, which has one actor on each line, it is the line of the caret that is completed.
"use strict";

{
  const waits = 120;
  let number = 0;

  const enhance = (input) => {
    if (input.hasAttribute("aria-autocomplete")) return;
    const lines = input.matches("textarea");
    const list = document.createElement("ul");
    list.id = `suggested-${number += 1}`;
    list.className = "suggested";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Actors");
    list.hidden = true;
    input.after(list);
    const attributes = { autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id };
    if (!lines) Object.assign(attributes, { role: "combobox", "aria-expanded": "false" }); // a textarea can be no combobox
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

    const bounds = () => {
      if (!lines) return [0, input.value.length];
      const start = input.value.lastIndexOf("\n", input.selectionStart - 1) + 1;
      const end = input.value.indexOf("\n", start);
      return [start, end < 0 ? input.value.length : end];
    };
    const typed = () => input.value.slice(...bounds());
    const write = (value) => {
      const [start, end] = bounds();
      const next = lines && end === input.value.length ? "\n" : "";
      input.setRangeText(value + next, start, end, "end");
    };

    let timer, asked = 0, at = -1;
    const chosen = new Map(input.dataset.chosen ? [[input.value, input.dataset.chosen]] : []);
    const sent = (text) => text.split("\n").map((line) => chosen.get(line.trim()) ?? line).join("\n");
    const options = () => [...list.querySelectorAll("[role='option']")];
    const show = (open) => {
      list.hidden = !open;
      if (!lines) input.setAttribute("aria-expanded", String(open));
    };
    const close = () => {
      show(false);
      at = -1;
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (place) => {
      const all = options();
      at = all.length ? (place + all.length) % all.length : -1;
      all.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
      if (at < 0) return;
      input.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    };
    const take = (option) => {
      const { name, value } = option.dataset;
      if (!lines) chosen.clear();
      const plain = (chosen.get(name) ?? value) === value; // the second of a name is written as its address
      if (plain) chosen.set(name, value);
      write(plain ? name : value);
      close();
      if (input.name === "who") positions();
      if (input.hasAttribute("data-send")) input.form.requestSubmit(input.form.querySelector("button.send") ?? undefined);
    };
    // What the speaker held on the day, to choose from; left to the server where there is one alone or no answer.
    const positions = async () => {
      const box = input.form.querySelector("[data-positions]");
      if (!box) return;
      const answer = await fetch(`${box.dataset.positions}?who=${encodeURIComponent(sent(input.value))}`).catch(() => null);
      if (answer?.ok) box.innerHTML = await answer.text();
    };
    // Whether the list belongs to what stands in the input. A key that comes before it does waits for it.
    let fresh = false, waited = null;
    const whenFresh = (act) => {
      if (fresh) return act();
      waited ??= ask().finally(() => { waited = null; });
      return waited.then(() => { if (fresh) act(); });
    };
    const ask = async () => {
      clearTimeout(timer);
      const mine = asked += 1;
      const address = new URL(input.dataset.suggest, location.href);
      address.searchParams.set("q", typed().trim());
      let answer;
      try {
        answer = await fetch(address, { headers: { "HX-Request": "true" } });
      } catch {
        return;
      }
      if (mine !== asked || !answer.ok || document.activeElement !== input) return;
      list.innerHTML = await answer.text();
      options().forEach((option, index) => { option.id = `${list.id}-${index}`; });
      at = -1;
      fresh = true;
      show(options().length > 0);
      const announce = document.querySelector("#announce");
      if (announce) announce.textContent = `${options().length} suggested`;
    };
    const later = () => {
      clearTimeout(timer);
      asked += 1; // an answer that is still on its way is to something else
      fresh = false;
      if (lines && !typed().trim()) close();
      else timer = setTimeout(ask, waits);
    };

    input.form?.addEventListener("formdata", ({ formData }) => {
      if (chosen.size) formData.set(input.name, sent(input.value));
    });
    input.addEventListener("input", later);
    const begin = () => { if (typed() || input.hasAttribute("data-at-once")) later(); };
    input.addEventListener("focus", begin);
    if (document.activeElement === input) begin();
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("keydown", (event) => {
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !(lines && list.hidden)) {
        event.preventDefault();
        if (list.hidden) fresh = false;
        whenFresh(() => mark(event.key === "ArrowDown" ? at + 1 : Math.max(at, 0) - 1));
      } else if (event.key === "Enter" && (waited || (!list.hidden && at >= 0))) {
        event.preventDefault();
        whenFresh(() => { if (at >= 0) take(options()[at]); });
      } else if (/^[1-5]$/.test(event.key) && !list.hidden && input.hasAttribute("data-numbers")
          && !/[\d\s]$/.test(input.value) && options()[event.key - 1]) {
        event.preventDefault();
        whenFresh(() => { if (options()[event.key - 1]) take(options()[event.key - 1]); });
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role='option']");
      if (!option) return;
      event.preventDefault();
      take(option);
    });
  };

  // Whatever brings an input onto the page later, it works from the first focus on.
  const found = (event) => { if (event.target.matches?.("[data-suggest]")) enhance(event.target); };
  document.querySelectorAll("[data-suggest]").forEach(enhance);
  document.addEventListener("focusin", found);
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.typed-speaker[open]")) event.target.querySelector("input[data-suggest]").focus();
  }, true);
}

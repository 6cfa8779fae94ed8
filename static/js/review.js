// The review by keys, without waiting: the next claims are fetched ahead, which leases them, and decisions are sent
// while the next one is read. Without it each decision is a form.
"use strict";

{
  const AHEAD = 2;
  const MINUTE = 60_000;
  const SETTLED = 2000; // milliseconds, then what may be wanted later is fetched
  const given = document.querySelector("#review-state").dataset;
  const done = document.querySelector("#done");
  const total = document.querySelector("#total");
  let screen = document.querySelector("#review");
  let ahead = [];
  let filling = null;
  let busy = false; // nothing is decided while the next claim is on its way
  let last = null; // the latest decision of this page, and the screen on which it was made

  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const say = (words) => { document.querySelector("#announce").textContent = words; };
  const element = (name, text, values = {}) => Object.assign(document.createElement(name), { textContent: text }, values);
  const current = () => screen.dataset.claim ?? "";
  const screens = () => [screen, ...ahead.map((one) => one.node)].filter((node) => node.dataset.claim);
  const ours = () => screens().map((node) => node.dataset.claim);

  const outbox = openOutbox(given.person, {
    changed: () => tell(),
    saved: (decision, answer) => {
      if (outbox.waiting().length || answer.done === undefined) return;
      done.textContent = answer.done;
      total.textContent = answer.total;
    },
  });

  // What is under way, and what is not saved and why.
  const tell = () => {
    const waiting = outbox.waiting().length;
    const trouble = outbox.trouble();
    const refused = outbox.refused();
    document.querySelector("#sending").textContent = trouble ? "not saved" : waiting ? "saving …" : "saved";
    const box = document.querySelector("#unsent");
    box.hidden = !trouble && !refused.length;
    box.replaceChildren();
    if (trouble) {
      const [many, kept] = waiting > 1 ? [`${waiting} decisions are`, "They are"] : ["1 decision is", "It is"];
      box.append(element("p", `${many} not saved: ${trouble}. ${kept} kept in this browser and sent as soon as that is over.`));
    }
    for (const one of refused) {
      const line = element("p", `Needs you again: ${one.told} “${one.words}”, not saved: ${one.refused}. `);
      line.append(
        element("button", "Look", { type: "button", onclick: () => look(one) }),
        element("button", "Send again", { type: "button", onclick: () => outbox.again(one.name) }),
        element("button", "Drop it", { type: "button", onclick: () => outbox.drop(one.name) }),
      );
      box.append(line);
    }
  };

  const clean = (address) => {
    const url = new URL(address);
    url.searchParams.delete("besides");
    return url.href;
  };

  const parsed = (html, address) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const node = page.querySelector("#review");
    if (!node) throw new Error("no review");
    const said = [...page.querySelectorAll("#messages .message")].map((one) => one.textContent).join(" ");
    return { node, address: node.dataset.address ?? clean(address), said, claim: node.dataset.claim ?? "" };
  };
  const open = async (address, options) => {
    const answer = await fetch(address, options);
    if (answer.redirected && new URL(answer.url).pathname.startsWith("/login/")) throw new Error("signed out");
    return parsed(await answer.text(), answer.url);
  };
  const fetchNext = () => {
    const besides = [...ours(), ...outbox.waiting().map((one) => one.claim)];
    return open(`${given.next}${given.query || "?"}&besides=${[...new Set(besides)].join()}`);
  };

  const fill = () => {
    if (current()) filling ??= fetchAhead();
  };
  const fetchAhead = async () => {
    await null; // so that `filling` is set before it ends
    try {
      while (ahead.length < AHEAD) {
        const next = await fetchNext();
        if (!next.claim || ours().includes(next.claim)) break;
        ahead.push(next);
        given.ahead = ahead.length;
      }
    } catch {
      // asked again with the next decision
    }
    filling = null;
  };

  const show = (next) => {
    const within = screen.contains(document.activeElement) || document.activeElement === document.body;
    document.adoptNode(next.node);
    screen.replaceWith(next.node);
    screen = next.node;
    screen.tabIndex = -1;
    screen.classList.remove("waiting");
    document.querySelector("#messages")?.replaceChildren(); // about the claim before
    history.replaceState(null, "", next.address);
    globalThis.htmx?.process(screen);
    scrollTo(0, 0);
    if (within) screen.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("review:shown"));
    const words = screen.querySelector("#decision")?.dataset.words;
    say([next.said, words ? `Next: ${words}` : screen.textContent.trim()].filter(Boolean).join(" "));
  };
  const moment = (length) => new Promise((resolve) => {
    const timer = setTimeout(resolve, length);
    addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
  });

  const advance = async () => {
    let next = ahead.shift();
    given.ahead = ahead.length;
    if (!next) {
      busy = true;
      screen.classList.add("waiting");
      await Promise.all([outbox.settled(), filling]);
      while (!next) {
        try {
          next = ahead.shift() ?? await fetchNext();
        } catch {
          say("The next claim comes when the connection is back.");
          await moment(3000);
        }
      }
      busy = false;
    }
    show(next);
    fill();
  };

  // Another claim comes before the one that is shown, which is the next again.
  const interrupt = (next) => {
    if (current() && current() !== next.claim) ahead.unshift({ node: screen, address: location.href, said: "", claim: current() });
    ahead = ahead.filter((one) => one.claim !== next.claim);
    show(next);
  };

  // A UUID; the browser's own function is there on secure origins only.
  const named = () => {
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
  };

  const count = (step) => { done.textContent = Number(done.textContent) + step; };

  const decide = (form, button) => {
    if (busy) return;
    const fields = Object.fromEntries(new FormData(form, button));
    delete fields.csrfmiddlewaretoken;
    if (fields.action === "note" && !fields.note.trim()) return form.elements.note.focus();
    const decides = !["note", "skip"].includes(fields.action);
    for (const one of outbox.refused()) if (one.claim === current()) outbox.drop(one.name);
    const decision = {
      name: named(),
      claim: current(),
      address: new URL(form.getAttribute("action"), location.href).href,
      fields,
      words: form.dataset.words,
      told: (button.querySelector("b") ?? button.lastChild).textContent.trim(),
    };
    if (decides) {
      last = { name: decision.name, screen: { node: screen, address: location.href, said: "Undone.", claim: current() } };
      count(1);
    }
    outbox.add(decision);
    return advance();
  };

  const undo = async () => {
    if (busy) return;
    busy = true;
    try {
      let next = last && outbox.recall(last.name) ? last.screen : null;
      if (!next) {
        await outbox.settled();
        if (outbox.waiting().length) throw new Error("not sent");
        next = await open(given.undo, { method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token() }) });
      }
      last = null;
      if (next.said.startsWith("Undone")) {
        count(-1);
        interrupt(next);
      } else {
        say(next.said);
      }
    } catch {
      say("Nothing was undone: there is no connection.");
    }
    busy = false;
  };

  const look = async (decision) => {
    try {
      interrupt(parsed(await outbox.page(decision), decision.address.replace("/decide/", "/")));
    } catch {
      location.href = decision.address.replace("/decide/", "/");
    }
  };

  // Every minute: these claims are still before somebody. Those that a colleague got meanwhile are said, or passed over.
  const beat = async () => {
    if (!ours().length) return;
    try {
      const answer = await fetch(`${given.leases}?by_itself=1`, { method: "POST", body: new URLSearchParams({ claims: ours().join(), csrfmiddlewaretoken: token() }) });
      const { lost } = await answer.json();
      ahead = ahead.filter((one) => !(one.claim in lost));
      if (!(current() in lost) || document.querySelector("#lease")) return;
      screen.prepend(element("p", `${lost[current()]}. What you typed stays here.`, { id: "lease", className: "message warning" }));
      say(lost[current()]);
    } catch {
      // the next beat tells
    }
  };

  // Words are marked by a module of its own; without it the link leads to their page.
  const marking = () => import("./review-marks.js");
  let opening = false;
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("#review a[data-key=e]");
    if (!link || !screen.querySelector("#marks") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    opening = true;
    try {
      const { open: mark } = await marking();
      mark();
    } catch {
      if (navigator.onLine) location.assign(link.href);
      else say("Words can be marked when the connection is back.");
    }
    opening = false;
  });

  document.addEventListener("submit", (event) => {
    const act = { decision: decide, "undo-last": undo }[event.target.id];
    if (!act) return;
    event.preventDefault();
    act(event.target, event.submitter);
  });

  document.addEventListener("keydown", (event) => {
    if (event.target.id === "note" && (event.key === "Enter" || event.key === "Escape")) {
      event.preventDefault();
      screen.tabIndex = -1;
      screen.focus({ preventScroll: true });
      return;
    }
    const single = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
    if (!single || event.key === "?" || event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    const thing = screen.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]:not(#marks *)`);
    if (!thing) return;
    event.preventDefault();
    if (opening) return;
    if (thing.matches("input, textarea, select")) thing.focus();
    else thing.click();
  });

  addEventListener("beforeunload", (event) => {
    if (outbox.waiting().length) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    const left = screens().map((node) => `${node.dataset.claim}@${node.dataset.shown}`);
    const told = new URLSearchParams({ left: left.join(), csrfmiddlewaretoken: token() });
    if (left.length) navigator.sendBeacon(given.leases, told);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  setInterval(beat, MINUTE);
  setTimeout(beat, 3000); // a claim that was being written as it was opened is not leased yet

  tell();
  outbox.send();
  fill();
  if (document.querySelector("#decision")?.elements.marked.value) marking();
  else setTimeout(() => marking().catch(() => {}), SETTLED);
}

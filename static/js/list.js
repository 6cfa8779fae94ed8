// A list of claims by keyboard: j and k walk, Enter or o opens, s saves. Lists are swapped by htmx, so
// what stands there is looked up at every key.
"use strict";

const claims = () => [...document.querySelectorAll("#claims article.claim")];
let current = null;

const say = (words) => {
  document.querySelector("#announce").textContent = words;
};

const go = (list, index) => {
  if (current) current.removeAttribute("aria-current");
  current = list[index];
  current.tabIndex = -1;
  current.setAttribute("aria-current", "true");
  current.focus({ preventScroll: true });
  current.scrollIntoView({ block: "nearest" });
  const who = [...current.querySelectorAll(".who > a, .who > .unnamed")].map((one) => one.textContent);
  say(`${index + 1} of ${list.length}: ${who.join(" and ")}. ${current.querySelector(".words").textContent.trim()}`);
};

const walk = (step) => {
  const list = claims();
  if (!list.length) return;
  const within = list.findIndex((claim) => claim === current || claim.contains(document.activeElement));
  if (within !== -1) return go(list, Math.min(list.length - 1, Math.max(0, within + step)));
  if (current && !current.isConnected) return go(list, 0);
  const shown = list.findIndex((claim) => claim.getBoundingClientRect().top >= 0);
  return go(list, shown === -1 ? list.length - 1 : shown);
};

const open = () => {
  const claim = claims().find((one) => one === current || one.contains(document.activeElement));
  claim?.querySelector(".words a")?.click();
};

const save = () => {
  const menu = document.querySelector("#save");
  if (!menu) return;
  menu.open = true;
  menu.querySelector("input[name=name]").select();
};

const acts = { j: () => walk(1), k: () => walk(-1), o: open, s: save };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  const act = event.key === "Enter" && event.target === current ? open : acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

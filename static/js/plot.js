// The plot of an actor's claims over time: drag over it to choose days; the arrow keys walk along the bars, with Shift
// they choose a stretch, and Enter lists it. Without JavaScript each bar is a link to its days.
"use strict";

document.documentElement.classList.add("scripted");

const DAY = 86_400_000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);

const list = (since, until) => {
  const address = new URL(location);
  for (const name of ["after", "before"]) address.searchParams.delete(name);
  address.searchParams.set("since", since);
  address.searchParams.set("until", until);
  const tab = document.querySelector(".tabs [aria-current]");
  if (tab) address.searchParams.set("tab", new URL(tab.href).searchParams.get("tab"));
  const path = address.pathname + address.search;
  htmx.ajax("GET", path, {
    source: "#claims", target: "#claims", select: "#claims", swap: "outerHTML show:none",
  }).then(() => history.pushState({}, "", path));
};

const ready = (svg) => {
  const bars = [...svg.querySelectorAll("a")];
  const first = Date.parse(svg.dataset.first);
  const days = (Date.parse(svg.dataset.last) - first) / DAY + 1;
  let started = null;
  let brush = null;
  let anchor = null;

  const within = (since, until) => {
    for (const bar of bars) {
      bar.classList.toggle("within", bar.dataset.last >= since && bar.dataset.first <= until);
    }
  };
  const dayAt = (event) => {
    const box = svg.getBoundingClientRect();
    return Math.min(days - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * days)));
  };
  const chosen = (event) => [started, dayAt(event)].sort((one, other) => one - other).map((day) => iso(first + day * DAY));

  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0) started = dayAt(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (started === null || (!brush && dayAt(event) === started)) return;
    if (!brush) {
      svg.setPointerCapture(event.pointerId);
      brush = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      brush.classList.add("brush");
      brush.setAttribute("height", "100%");
      svg.prepend(brush);
    }
    const width = svg.viewBox.baseVal.width;
    const left = Math.min(started, dayAt(event));
    brush.setAttribute("x", (width * left) / days);
    brush.setAttribute("width", (width * (Math.abs(dayAt(event) - started) + 1)) / days);
    within(...chosen(event));
  });
  const end = () => {
    started = null;
    brush?.remove();
    brush = null;
  };
  svg.addEventListener("pointerup", (event) => {
    if (brush) list(...chosen(event));
    end();
  });
  svg.addEventListener("pointercancel", end);

  // One stop for the Tab key; the arrows walk on from there.
  const stop = (bar) => bars.forEach((one) => one.setAttribute("tabindex", one === bar ? "0" : "-1"));
  stop(bars.find((bar) => bar.hasAttribute("aria-current")) ?? bars.at(-1));
  const reached = (from, to) => [from, to].sort((one, other) => one - other);
  svg.addEventListener("keydown", (event) => {
    const index = bars.indexOf(document.activeElement);
    if (index < 0) return;
    const moves = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: bars.length - 1 };
    if (event.key in moves) {
      event.preventDefault();
      const next = Math.min(bars.length - 1, Math.max(0, moves[event.key]));
      anchor = event.shiftKey ? (anchor ?? index) : null;
      stop(bars[next]);
      bars[next].focus();
      const [low, high] = reached(anchor ?? next, next);
      if (anchor === null) within("9999", "0000");
      else within(bars[low].dataset.first, bars[high].dataset.last);
    } else if (event.key === "Enter" && anchor !== null) {
      event.preventDefault();
      const [low, high] = reached(anchor, index);
      list(bars[low].dataset.first, bars[high].dataset.last);
    }
  });
};

const begin = () => {
  for (const svg of document.querySelectorAll(".plot svg")) if (svg.querySelector("a")) ready(svg);
};
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id === "claims") begin();
});
begin();

// What a story's timeline adds where there is JavaScript: what is pointed at stands in words under the picture, arrow
// keys walk from mark to mark, another stretch of time comes in place of this one (links, + and -, ctrl and the wheel,
// dragging over days), t changes to the table. Without it every mark is a link with a title, and every step a page.
// All listeners stand on the document, so that a picture that was swapped in needs none of its own.

const told = () => document.querySelector("#told");
const picture = () => document.querySelector(".timeline svg");
const plain = (event) => !(event.ctrlKey || event.metaKey || event.altKey) && !event.target.closest?.("input, textarea, select");
let rows = [];
let hint = "";

function prepare() {
  const svg = picture();
  if (!svg) return;
  document.documentElement.classList.add("scripted");
  drawAll();
  hint = document.querySelector(".timeline-said").innerHTML;
  // The words move from the title, which would be shown a second time, to the label.
  for (const title of svg.querySelectorAll("a > title")) {
    title.parentNode.setAttribute("aria-label", title.textContent);
    title.remove();
  }
  rows = [...svg.querySelectorAll(":scope > g")].map((group) => [...group.querySelectorAll("a")]).filter((row) => row.length);
  // One stop for Tab; the arrows do the rest.
  for (const link of rows.flat()) link.setAttribute("tabindex", "-1");
  (svg.querySelector("a.event, a.mark") ?? rows[0]?.[0])?.setAttribute("tabindex", "0");
  // Where the box is narrower than the picture, begin where most was said.
  const box = svg.parentElement;
  if (box.scrollWidth > box.clientWidth) {
    const dots = [...svg.querySelectorAll(".dot")].map((dot) => dot.cx.baseVal.value).sort((a, b) => a - b);
    if (dots.length) box.scrollLeft = dots[dots.length >> 1] - (box.clientWidth - svg.previousElementSibling.offsetWidth) / 2;
  }
}

const drawAll = () => picture().classList.toggle("all-drawn", document.querySelector("#all-threads").checked);
document.addEventListener("change", (event) => {
  if (event.target.id === "all-threads") drawAll();
});

// Another stretch of time

async function go(address) {
  const focused = document.activeElement?.id;
  const y = window.scrollY;
  await htmx.ajax("GET", address, { source: told(), target: "#told", select: "#told", swap: "outerHTML show:none", push: address, selectOOB: "#announce" });
  prepare();
  window.scrollTo({ top: y, behavior: "instant" });
  const again = (focused && document.getElementById(focused)) || document.querySelector(".timeline-box");
  again?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".timeline-controls a, .chips a, .axis a.zoom");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".timeline-filters")) return;
  event.preventDefault();
  const asked = new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value));
  go(`${location.pathname}?${asked}`);
});

document.addEventListener("wheel", (event) => {
  const svg = event.ctrlKey && event.target.closest(".timeline svg");
  if (!svg) return;
  event.preventDefault();
  if (told().matches(".htmx-request")) return;
  if (event.deltaY > 0) document.querySelector("#zoom-out")?.click();
  else {
    const x = inside(svg, event);
    const links = [...svg.querySelectorAll(".axis a.zoom")].filter((link) => left(link) <= x);
    (links.reduce((best, link) => (best && left(best) > left(link) ? best : link), null) ?? document.querySelector("#zoom-in"))?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
}, { passive: false });

const left = (link) => link.querySelector("text").x.baseVal[0].value;
const inside = (svg, event) => event.clientX - svg.getBoundingClientRect().left;

// Days by dragging; the form above takes the same two days.

let drag = null;

document.addEventListener("pointerdown", (event) => {
  const svg = event.target.closest?.(".timeline svg");
  if (!svg || event.button || event.pointerType === "touch" || event.target.closest("a")) return;
  event.preventDefault();
  drag = { svg, from: inside(svg, event), rect: null };
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const to = inside(drag.svg, event);
  if (!drag.rect && Math.abs(to - drag.from) < 6) return;
  if (!drag.rect) {
    drag.rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    drag.rect.setAttribute("class", "selected-days");
    drag.rect.setAttribute("height", drag.svg.getAttribute("height"));
    drag.svg.append(drag.rect);
  }
  drag.rect.setAttribute("x", Math.min(drag.from, to));
  drag.rect.setAttribute("width", Math.abs(to - drag.from));
});

document.addEventListener("pointerup", (event) => {
  if (!drag) return;
  const { svg, from, rect } = drag;
  const to = inside(svg, event);
  drag = null;
  if (!rect) return;
  rect.remove();
  const address = new URL(location.href);
  for (const name of ["zoom", "lane", "since", "until", "after", "before"]) address.searchParams.delete(name);
  address.searchParams.set("from", dayAt(svg, Math.min(from, to)));
  address.searchParams.set("to", dayAt(svg, Math.max(from, to)));
  go(address.pathname + address.search);
});

function dayAt(svg, x) {
  const stretches = svg.dataset.scale.split(" ").map((one) => one.split(","));
  const [first, days, start, end] = stretches.find(([, , , end]) => x < Number(end)) ?? stretches.at(-1);
  const passed = Math.floor(((x - start) / (end - start)) * days);
  const day = new Date(`${first}T00:00Z`);
  day.setUTCDate(day.getUTCDate() + Math.max(0, Math.min(passed, days - 1)));
  return day.toISOString().slice(0, 10);
}

// Words and keys

const tell = (link) => {
  const said = document.querySelector(".timeline-said");
  if (said && link) said.textContent = link.getAttribute("aria-label");
  else if (said) said.innerHTML = hint;
};
// At a lane's name: the lines of the whole lane.
let pointed;
const point = (event) => {
  const name = event.target.closest?.(".lane-names li") ?? document.activeElement.closest(".lane-names li");
  const lane = name && picture().querySelectorAll(".said")[[...name.parentNode.children].indexOf(name)];
  if (lane === pointed) return;
  pointed?.classList.remove("pointed");
  pointed = lane;
  pointed?.classList.add("pointed");
};
document.addEventListener("pointerover", (event) => {
  point(event);
  if (event.target.closest(".timeline svg")) tell(event.target.closest("a") ?? document.activeElement.closest(".timeline svg a"));
});
document.addEventListener("focusin", (event) => {
  point(event);
  if (event.target.closest(".timeline svg")) tell(event.target.closest("a"));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drag) {
    drag.rect?.remove();
    drag = null;
  }
  if (!plain(event)) return;
  const way = { t: "#as-table", "+": "#zoom-in", "=": "#zoom-in", "-": "#zoom-out" }[event.key];
  if (way) document.querySelector(way)?.click();
  else walk(event);
});

const middle = (link) => {
  const box = (link.querySelector(".dot, .sign, text") ?? link).getBoundingClientRect();
  return box.left + box.width / 2;
};
const nearest = (row, x) => row.reduce((best, link) => (Math.abs(middle(link) - x) < Math.abs(middle(best) - x) ? link : best));

function walk(event) {
  const link = event.target.closest?.(".timeline svg a");
  const row = rows.findIndex((candidates) => candidates.includes(link));
  if (row === -1) return;
  const column = rows[row].indexOf(link);
  const next = {
    ArrowLeft: () => rows[row][column - 1],
    ArrowRight: () => rows[row][column + 1],
    ArrowUp: () => rows[row - 1] && nearest(rows[row - 1], middle(link)),
    ArrowDown: () => rows[row + 1] && nearest(rows[row + 1], middle(link)),
    Home: () => rows[row][0],
    End: () => rows[row].at(-1),
  }[event.key];
  if (!next) return;
  event.preventDefault();
  const target = next();
  if (!target) return;
  link.setAttribute("tabindex", "-1");
  target.setAttribute("tabindex", "0");
  target.focus();
  target.scrollIntoView({ block: "nearest", inline: "center" });
}

prepare();

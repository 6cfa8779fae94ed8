// The timeline's picture: what is pointed at stands in words under it, arrow keys walk from mark to mark, t changes to
// the table. Without it every mark is a link with a title.

const picture = document.querySelector(".timeline svg");
const said = document.querySelector(".timeline-said");
const other = document.querySelector("#as-table");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "t" && other) other.click();
});

if (picture && said) {
  document.documentElement.classList.add("scripted");
  const rows = [[...picture.querySelectorAll("a.event")], ...[...picture.querySelectorAll("[data-lane]")].map((lane) => [...lane.querySelectorAll("a.mark")])].filter((row) => row.length);

  // Where the box is narrower than the picture, begin where most was said.
  const dots = [...picture.querySelectorAll(".dot")].map((dot) => dot.cx.baseVal.value).sort((a, b) => a - b);
  const box = picture.parentElement;
  if (dots.length) box.scrollLeft = dots[dots.length >> 1] - (box.clientWidth - picture.previousElementSibling.offsetWidth) / 2;

  for (const title of picture.querySelectorAll("a title")) title.remove();

  const hint = said.innerHTML;
  const tell = (link) => {
    if (link) said.textContent = link.getAttribute("aria-label");
    else said.innerHTML = hint;
  };
  picture.addEventListener("pointerover", (event) => tell(event.target.closest("a") ?? document.activeElement.closest(".timeline svg a")));
  picture.addEventListener("focusin", (event) => tell(event.target.closest("a")));

  // One stop for Tab; the arrows do the rest.
  const all = rows.flat();
  for (const link of all) link.setAttribute("tabindex", "-1");
  all[0]?.setAttribute("tabindex", "0");
  const middle = (link) => { const box = (link.querySelector(".dot, .sign") ?? link).getBoundingClientRect(); return box.left + box.width / 2; };
  const nearest = (row, x) => row.reduce((best, link) => (Math.abs(middle(link) - x) < Math.abs(middle(best) - x) ? link : best));

  picture.addEventListener("keydown", (event) => {
    const link = event.target.closest("a");
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
  });
}

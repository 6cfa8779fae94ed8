// The article reader: each side lights the other, the rail keeps step with the text, j and k walk through the claims.
// Without it the numbers in text and rail lead from one to the other.

const text = document.querySelector(".text");
const section = document.querySelector(".rail");
let rail = document.querySelector(".rail ol");
const wide = matchMedia("(min-width: 60.001rem)");
const GAP = 12;
const READ = 0.35; // of the window's height: about where one reads

if (text && rail) {
  document.documentElement.classList.add("scripted");

  const crowded = document.querySelector(".reader").classList.contains("crowded");
  let cards = [];
  let order = [];
  let parts = new Map();
  const pieceOf = (claim) => document.getElementById(`claim-${claim}`);
  const cardOf = (claim) => document.getElementById(`rail-${claim}`);
  const numberOf = (claim) => text.querySelector(`.number[data-claim="${claim}"]`);
  let lit = null;
  let lines = []; // where in the text each claim begins, from its top

  const gather = () => {
    rail = section.querySelector("ol");
    cards = [...rail.children];
    order = cards.map((card) => card.dataset.claim);
    parts = new Map(order.map((claim) => [claim, []]));
    for (const part of document.querySelectorAll(".reader [data-claim]")) parts.get(part.dataset.claim)?.push(part);
  };

  const light = (claim) => {
    if (claim === lit) return;
    for (const part of parts.get(lit) ?? []) part.classList.remove("lit");
    lit = parts.has(claim) ? claim : null;
    for (const part of parts.get(lit) ?? []) part.classList.add("lit");
  };

  // Each card stands beside the line on which its claim begins, or right under the card before.
  const stand = () => {
    rail.style.transform = "";
    for (const card of cards) card.style.marginTop = "";
    const heights = cards.map((card) => card.offsetHeight);
    const above = rail.getBoundingClientRect().top - text.getBoundingClientRect().top;
    let bottom = 0;
    const margins = lines.map((line, index) => {
      const margin = Math.max(index ? GAP : 0, Math.round(line - above - bottom));
      bottom += margin + heights[index];
      return margin;
    });
    cards.forEach((card, index) => { card.style.marginTop = `${margins[index]}px`; });
  };

  const measure = () => {
    const top = text.getBoundingClientRect().top;
    lines = order.map((claim) => (pieceOf(claim)?.getBoundingClientRect().top ?? top) - top);
    rail.classList.toggle("in-step", wide.matches && !crowded);
    if (wide.matches && !crowded) stand();
    else if (!crowded) {
      rail.style.transform = "";
      for (const card of cards) card.style.marginTop = "";
    }
    section.classList.add("placed");
    follow();
  };

  // The last claim that begins above the line where one reads.
  const current = () => {
    const read = innerHeight * READ - text.getBoundingClientRect().top;
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lines[middle] <= read) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  // In a crowded article the rail has a window of its own, which moves as the text does.
  const follow = () => {
    const index = current();
    const place = document.getElementById("place");
    if (place) place.textContent = index < 0 ? `${order.length}` : `${index + 1} of ${order.length}`;
    if (!crowded || !wide.matches || section.matches(":hover, :focus-within")) return;
    const shown = Math.max(0, index);
    const next = Math.min(order.length - 1, shown + 1);
    const read = innerHeight * READ - text.getBoundingClientRect().top;
    const way = lines[next] - lines[shown];
    const share = way > 0 ? Math.min(1, Math.max(0, (read - lines[shown]) / way)) : 0;
    const from = cards[shown].offsetTop;
    section.scrollTop = from + share * (cards[next].offsetTop - from) - section.clientHeight * READ;
  };

  // The card comes into sight beside its text, where many claims have pushed it away.
  const align = (claim) => {
    const card = cardOf(claim);
    const piece = pieceOf(claim);
    if (!wide.matches || !card || !piece) return;
    if (crowded) {
      const top = card.offsetTop - section.scrollTop;
      if (top < 0 || top + card.offsetHeight > section.clientHeight) {
        section.scrollTop = card.offsetTop - section.clientHeight * READ;
      }
      return;
    }
    rail.style.transform = "";
    const box = card.getBoundingClientRect();
    if (box.top >= 0 && box.bottom <= innerHeight) return;
    rail.style.transform = `translateY(${Math.round(piece.getBoundingClientRect().top - box.top)}px)`;
  };

  const claimAt = (node) => node?.closest?.(".reader [data-claim]")?.dataset.claim ?? null;

  document.addEventListener("pointerover", (event) => {
    const over = claimAt(event.target);
    const claim = over ?? claimAt(document.activeElement);
    if (claim === lit) return;
    light(claim);
    if (over && text.contains(event.target)) align(over);
  });
  document.addEventListener("focusin", (event) => {
    const claim = claimAt(event.target);
    if (!claim) return;
    light(claim);
    if (text.contains(event.target)) align(claim);
  });
  document.addEventListener("focusout", (event) => {
    if (!claimAt(event.relatedTarget)) light(null);
  });

  const go = (claim) => {
    const link = numberOf(claim) ?? cardOf(claim);
    pieceOf(claim)?.scrollIntoView({ block: "center" });
    link.focus({ preventScroll: true });
    light(claim);
    align(claim);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "e" && lit && !text.classList.contains("marked")) cardOf(lit).querySelector("[data-key=e]")?.click();
    if (event.key !== "j" && event.key !== "k") return;
    event.preventDefault();
    const forward = event.key === "j";
    let index = order.indexOf(lit);
    if (index === -1) {
      index = order.findIndex((claim) => (pieceOf(claim)?.getBoundingClientRect().top ?? -1) > 0);
      if (index === -1) index = order.length - 1;
    } else {
      index = Math.min(order.length - 1, Math.max(0, index + (forward ? 1 : -1)));
    }
    go(order[index]);
  });

  const fromAddress = () => {
    const match = location.hash.match(/^#(claim|rail)-(\d+)$/);
    if (!match) return;
    light(match[2]);
    align(match[2]);
  };

  let asked = false;
  addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; follow(); });
  }, { passive: true });
  new ResizeObserver(measure).observe(text);
  wide.addEventListener("change", measure);
  addEventListener("hashchange", fromAddress);
  document.addEventListener("reader:changed", () => {
    gather();
    measure();
  });
  gather();
  measure();
  fromAddress();
}

// The article reader: each side lights the other, the rail keeps step with the text, j and k walk through the claims.
// Without it the numbers in text and rail lead from one to the other.

const text = document.querySelector(".text");
const rail = document.querySelector(".rail ol");
const wide = matchMedia("(min-width: 60.001rem)");
const GAP = 12;

if (text && rail) {
  document.documentElement.classList.add("scripted");

  const cards = [...rail.children];
  const order = cards.map((card) => card.dataset.claim);
  const parts = new Map(order.map((claim) => [claim, []]));
  for (const part of document.querySelectorAll(".reader [data-claim]")) parts.get(part.dataset.claim)?.push(part);
  const pieceOf = (claim) => document.getElementById(`claim-${claim}`);
  const numberOf = (claim) => text.querySelector(`.number[data-claim="${claim}"]`);
  let lit = null;

  const light = (claim) => {
    if (claim === lit) return;
    for (const part of parts.get(lit) ?? []) part.classList.remove("lit");
    lit = parts.has(claim) ? claim : null;
    for (const part of parts.get(lit) ?? []) part.classList.add("lit");
  };

  // Each card stands beside the line on which its claim begins, or right under the card before.
  const step = () => {
    rail.style.transform = "";
    rail.classList.toggle("in-step", wide.matches);
    for (const card of cards) card.style.marginTop = "";
    if (!wide.matches) return;
    const top = rail.getBoundingClientRect().top;
    const wanted = order.map((claim) => (pieceOf(claim)?.getBoundingClientRect().top ?? 0) - top);
    const heights = cards.map((card) => card.offsetHeight);
    let bottom = 0;
    cards.forEach((card, index) => {
      const margin = Math.max(index ? GAP : 0, Math.round(wanted[index] - bottom));
      card.style.marginTop = `${margin}px`;
      bottom += margin + heights[index];
    });
  };

  // Where many claims push a card out of sight, the rail moves until the card stands beside its text.
  const align = (claim) => {
    const card = document.getElementById(`rail-${claim}`);
    const piece = pieceOf(claim);
    if (!wide.matches || !card || !piece) return;
    rail.style.transform = "";
    const box = card.getBoundingClientRect();
    if (box.top >= 0 && box.bottom <= innerHeight) return;
    rail.style.transform = `translateY(${Math.round(piece.getBoundingClientRect().top - box.top)}px)`;
  };

  const claimAt = (node) => node?.closest?.(".reader [data-claim]")?.dataset.claim ?? null;

  document.addEventListener("pointerover", (event) => {
    const claim = claimAt(event.target) ?? claimAt(document.activeElement);
    if (claim === lit) return;
    light(claim);
    if (claim && text.contains(event.target)) align(claim);
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
    const link = numberOf(claim) ?? document.getElementById(`rail-${claim}`);
    pieceOf(claim)?.scrollIntoView({ block: "center" });
    link.focus({ preventScroll: true });
    light(claim);
    align(claim);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
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

  new ResizeObserver(step).observe(text);
  wide.addEventListener("change", step);
  addEventListener("hashchange", fromAddress);
  step();
  fromAddress();
}

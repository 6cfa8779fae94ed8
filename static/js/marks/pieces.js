// Which words are the source, the cue and the content: {content: [[start, end], ...], ...}. A word has one part. Pure.

export const ROLES = ["content", "source", "cue"];

const without = (spans, [from, to]) => spans.flatMap(([start, end]) => {
  if (end <= from || start >= to) return [[start, end]];
  return [[start, from], [to, end]].filter(([left, right]) => left < right);
});

// Pieces with nothing between them, or with nothing but blanks, are one.
const joined = (spans, blank) => {
  const found = [];
  for (const [start, end] of spans.toSorted((one, other) => one[0] - other[0])) {
    const last = found.at(-1);
    if (last && (start <= last[1] || blank(last[1], start))) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
};

// The words get this part, and lose the one that they had; with none, they lose it. `blank` tells of two places whether
// only blanks stand between them.
export const mark = (marks, role, span, blank) => Object.fromEntries(ROLES.map((one) => {
  const rest = without(marks[one] ?? [], span);
  return [one, one === role ? joined([...rest, span], blank) : rest];
}));

export const at = (marks, place) => {
  for (const role of ROLES) {
    const span = (marks[role] ?? []).find(([start, end]) => start <= place && place <= end);
    if (span) return { role, span };
  }
  return null;
};

// One piece with other ends; empty, it is gone.
export const moved = (marks, role, span, [start, end], blank) => {
  const rest = { ...marks, [role]: marks[role].filter((one) => one !== span) };
  return start < end ? mark(rest, role, [start, end], blank) : rest;
};

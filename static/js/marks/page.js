// The text on the page and the places in it: each paragraph says in data-start where it begins.

import { toPoints, toUnits } from "./places.js";

export const paragraphsOf = (text) => [...text.querySelectorAll("p[data-start]")].map((element) => ({
  element,
  start: Number(element.dataset.start),
  text: element.textContent,
}));

// The place of a point of the selection; outside of all paragraphs it is the nearest edge.
export const placeOf = (paragraphs, node, offset) => {
  for (const paragraph of paragraphs) {
    const { element, start, text } = paragraph;
    if (element.contains(node)) {
      const range = document.createRange();
      range.setStart(element, 0);
      range.setEnd(node, offset);
      return start + toPoints(text, range.toString().length);
    }
    const point = document.createRange();
    point.setStart(node, offset);
    if (point.comparePoint(element, 0) > 0) return start;
  }
  const { start, text } = paragraphs.at(-1);
  return start + toPoints(text, text.length);
};

// Where a place is in the document: [node, offset].
export const pointOf = (paragraphs, place) => {
  const paragraph = paragraphs.findLast((one) => one.start <= place) ?? paragraphs[0];
  let units = toUnits(paragraph.text, Math.max(0, place - paragraph.start));
  const walker = document.createTreeWalker(paragraph.element, NodeFilter.SHOW_TEXT);
  let last = null;
  while (walker.nextNode()) {
    last = walker.currentNode;
    if (units <= last.length) return [last, units];
    units -= last.length;
  }
  return last ? [last, last.length] : [paragraph.element, 0];
};

export const rangeOf = (paragraphs, [start, end]) => {
  const range = document.createRange();
  range.setStart(...pointOf(paragraphs, start));
  range.setEnd(...pointOf(paragraphs, end));
  return range;
};

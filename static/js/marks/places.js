// Places in a text, as the database counts them: in code points, where JavaScript counts units of UTF-16. Pure.

export const toPoints = (text, units) => [...text.slice(0, units)].length;

export const toUnits = (text, points) => {
  let units = 0;
  for (const character of text) {
    if (points-- <= 0) break;
    units += character.length;
  }
  return units;
};

const segmenter = (granularity) => new Intl.Segmenter(undefined, { granularity });
const KINDS = { character: segmenter("grapheme"), word: segmenter("word"), sentence: segmenter("sentence") };

// Paragraphs, [{start, text}], in the order of the text, with all places where a caret may stand. A character that is
// drawn as one (an emoji of several, a letter with its marks) is never cut.
export class Places {
  constructor(paragraphs) {
    this.paragraphs = paragraphs.map(({ start, text }) => ({ start, text, end: start + toPoints(text, text.length) }));
    this.known = new Map();
  }

  get first() { return this.paragraphs[0].start; }
  get last() { return this.paragraphs.at(-1).end; }

  // Beginnings of words and marks, their ends, characters, or beginnings of sentences, in one paragraph.
  stops(paragraph, kind) {
    const key = `${kind} ${paragraph.start}`;
    if (!this.known.has(key)) this.known.set(key, this.#find(paragraph, kind));
    return this.known.get(key);
  }

  #find({ start, end, text }, kind) {
    if (kind === "character") return this.#bounds(text, start, KINDS.character, () => true, 0).concat(end);
    if (kind === "sentence") return this.#bounds(text, start, KINDS.sentence, () => true, 0);
    const solid = ({ segment }) => segment.trim() !== "";
    return this.#bounds(text, start, KINDS.word, solid, kind === "end" ? 1 : 0);
  }

  #bounds(text, start, segments, wanted, side) {
    const found = [];
    let place = start;
    for (const one of segments.segment(text)) {
      const next = place + [...one.segment].length;
      if (wanted(one)) found.push(side ? next : place);
      place = next;
    }
    return found;
  }

  after(place, kind) {
    for (const paragraph of this.paragraphs) {
      if (paragraph.end < place) continue;
      const stop = this.stops(paragraph, kind).find((one) => one > place);
      if (stop !== undefined) return stop;
    }
    return this.last;
  }

  before(place, kind) {
    for (const paragraph of this.paragraphs.toReversed()) {
      if (paragraph.start > place) continue;
      const stop = this.stops(paragraph, kind).findLast((one) => one < place);
      if (stop !== undefined) return stop;
    }
    return this.first;
  }

  // Whole words, or at least whole characters, without blanks at the edges; null where there is nothing.
  snapped([start, end], words) {
    let from = this.#at(start, "character", -1);
    let to = this.#at(end, "character", 1);
    if (words) [from, to] = [this.#inWord(from, -1), this.#inWord(to, 1)];
    while (from < to && !this.slice(from, from + 1).trim()) from += 1;
    while (to > from && !this.slice(to - 1, to).trim()) to -= 1;
    return from < to ? [from, to] : null;
  }

  #at(place, kind, way) {
    const paragraph = this.paragraphs.find((one) => one.start <= place && place <= one.end);
    if (!paragraph) return place;
    const stops = this.stops(paragraph, kind);
    return way < 0 ? stops.findLast((one) => one <= place) ?? place : stops.find((one) => one >= place) ?? place;
  }

  // The word's edge where the place is inside of one.
  #inWord(place, way) {
    const paragraph = this.paragraphs.find((one) => one.start < place && place < one.end);
    if (!paragraph) return place;
    const starts = this.stops(paragraph, "start");
    const index = starts.findLastIndex((one) => one < place);
    if (index < 0 || this.stops(paragraph, "end")[index] <= place) return place;
    return way < 0 ? starts[index] : this.stops(paragraph, "end")[index];
  }

  // Between paragraphs, which the page does not have, stand breaks.
  slice(start, end) {
    const parts = [];
    for (const paragraph of this.paragraphs) {
      if (paragraph.end <= start || paragraph.start >= end) continue;
      const from = toUnits(paragraph.text, Math.max(0, start - paragraph.start));
      parts.push(paragraph.text.slice(from, toUnits(paragraph.text, end - paragraph.start)));
    }
    return parts.join("\n");
  }
}

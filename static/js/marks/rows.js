// The pieces as a list beside the text: each can be taken away, and moved at its ends.

import { ROLES } from "./pieces.js";

const make = (tag, properties = {}, children = []) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const STEPS = [
  ["◂", "Begin one step earlier", 0, -1],
  ["▸", "Begin one step later", 0, 1],
  ["◂", "End one step earlier", 1, -1],
  ["▸", "End one step later", 1, 1],
];

const button = (sign, title, act) => {
  const made = make("button", { type: "button", textContent: sign, title });
  made.setAttribute("aria-label", title);
  made.addEventListener("click", act);
  return made;
};

// `change(role, span, end, way, event)`; without an end the piece is to go.
export const rowsOf = (marks, words, change) => ROLES.map((role) => {
  const pieces = (marks[role] ?? []).map((span) => {
    const quote = make("q", { dir: "auto", textContent: words(span) });
    const steps = STEPS.map(([sign, title, end, way]) =>
      button(sign, title, (event) => change(role, span, end, way, event)));
    const gone = button("×", `No ${role}`, (event) => change(role, span, null, 0, event));
    const [earlier, later, sooner, further] = steps;
    const bar = make("span", { className: "ends" }, [
      make("span", {}, [earlier, later]), make("span", {}, [sooner, further]), gone,
    ]);
    return make("li", {}, [quote, bar]);
  });
  const head = make("h2", {}, [make("span", { className: `in-${role}`, textContent: role })]);
  const none = make("p", { className: "soft small", textContent: role === "content" ? "select what was said" : "none" });
  return make("section", { className: `role-${role}` }, [head, pieces.length ? make("ol", {}, pieces) : none]);
});

// Decisions on their way to the server. Each is kept in this browser until the server has answered, so that none is lost
// with the connection or the page; each has a name, so that one that is sent twice is saved once.
"use strict";

// `heard` is told of what happens: changed(), saved(decision, answer).
globalThis.openOutbox = (person, heard) => {
  const PATIENCE = 20_000;
  const AGAIN = 5_000;
  const place = `onrecord-decisions-${person}`;
  let memory = []; // where the browser keeps nothing
  let trouble = "";
  let running = null;
  let timer = 0;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(place)) ?? memory;
    } catch {
      return memory;
    }
  };
  const write = (decisions) => {
    memory = decisions;
    try {
      localStorage.setItem(place, JSON.stringify(decisions));
    } catch {
      // kept in memory; leaving the page warns
    }
    heard.changed();
  };
  const drop = (name) => write(read().filter((one) => one.name !== name));
  const change = (name, values) => write(read().map((one) => (one.name === name ? { ...one, ...values } : one)));
  const waiting = () => read().filter((one) => !one.refused);

  const post = (decision) => fetch(decision.address, {
    method: "POST",
    body: new URLSearchParams({ ...decision.fields, sent: decision.name }),
    headers: { Accept: "application/json", ...JSON.parse(document.body.getAttribute("hx-headers")) },
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  });

  const REFUSALS = {
    403: "you may not decide this, or signed in anew: reload the page",
    404: "the claim is gone",
    409: "it was changed meanwhile",
    410: "the article was taken down",
    422: "it makes no sense as it is",
  };

  // Whether the server has answered; otherwise `trouble` says why not.
  const deliver = async (decision) => {
    try {
      const answer = await post(decision);
      if (answer.ok) {
        const told = await answer.json();
        drop(decision.name);
        heard.saved(decision, told);
      } else if (answer.type === "opaqueredirect") {
        trouble = "you are signed out; sign in in another tab";
        return false;
      } else if (answer.status >= 500 || answer.status === 429) {
        trouble = "the server is in trouble";
        return false;
      } else {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const why = page.querySelector("#review")?.dataset.refused;
        change(decision.name, { refused: why ?? REFUSALS[answer.status] ?? `the server said ${answer.status}` });
      }
      trouble = "";
      return true;
    } catch {
      trouble = "there is no connection";
      return false;
    }
  };

  const run = async () => {
    await null; // so that `running` is set before it ends
    clearTimeout(timer);
    for (let next = waiting()[0]; next; next = waiting()[0]) {
      if (!(await deliver(next))) {
        timer = setTimeout(send, AGAIN);
        break;
      }
    }
    running = null;
    heard.changed();
  };
  const send = () => {
    running ??= run();
    return running;
  };

  addEventListener("online", send);

  return {
    send,
    drop,
    add: (decision) => {
      write([...read(), decision]);
      send();
    },
    again: (name) => {
      change(name, { refused: "" });
      return send();
    },
    // Take back what was not sent; false where it is on its way, or there.
    recall: (name) => {
      if (running || !waiting().some((one) => one.name === name)) return false;
      drop(name);
      return true;
    },
    page: async (decision) => (await post(decision)).text(),
    settled: () => running ?? Promise.resolve(),
    waiting,
    refused: () => read().filter((one) => one.refused),
    trouble: () => (waiting().length ? trouble : ""),
  };
};

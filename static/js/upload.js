// Uploads that go on after a broken connection or a reload. Without this, the form sends its files in one piece.
"use strict";

(() => {
  const PIECE = 8 * 1024 * 1024;
  const AT_ONCE = 3; // files
  const WAITS = [0, 1000, 3000, 5000, 10000, 20000, 30000];

  const size = (bytes) => {
    for (const unit of ["bytes", "KB", "MB", "GB"]) {
      if (bytes < 1024 || unit === "GB") return unit === "bytes" ? `${bytes} bytes` : `${bytes.toFixed(1)} ${unit}`;
      bytes /= 1024;
    }
  };

  // The server's own sentence where it gave one; answers to HEAD have none.
  const sentence = (error) => {
    const answer = error.originalResponse;
    if (!answer || !answer.getStatus()) return "The connection broke. What was sent is kept; go on when it is back.";
    if (!answer.getHeader("Tus-Resumable")) return "The server did not take the file. Are you still signed in? Reload the page and choose the file again.";
    return answer.getBody() || `This upload cannot go on (${answer.getStatus()}): give it up, and begin it again.`;
  };

  // The file or what was said about it has to be changed first.
  const refused = (error) => error.originalResponse && error.originalResponse.getStatus() === 422;

  // What passes by itself is tried again; a full disk, or a file that cannot be taken, is for a person.
  const again = (error) => {
    const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
    return status === 0 || status === 409 || (status >= 500 && status !== 507);
  };

  // One line of the list: its name, how far it is, and a button.
  const line = (list, file) => {
    const item = list.appendChild(document.createElement("li"));
    const name = item.appendChild(document.createElement("bdi"));
    name.textContent = file.name;
    const bar = item.appendChild(document.createElement("progress"));
    bar.max = file.size;
    bar.value = 0;
    bar.setAttribute("aria-label", `Uploaded of ${file.name}`);
    const said = item.appendChild(document.createElement("span"));
    said.className = "count";
    const button = item.appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = "Pause";
    return { item, bar, said, button };
  };

  const lock = (form, locked) => {
    form.classList.toggle("sending", locked);
    for (const control of form.elements) {
      if (!control.closest(".uploads") && control.tagName !== "FIELDSET") control.disabled = locked;
    }
  };

  // Uploads one file; the promise ends with the address of the upload once all of it is there.
  const send = (form, list, file, options) => new Promise((finished) => {
    const shown = line(list, file);
    let running = true;
    let begun = null;
    const say = (text, broken) => {
      shown.said.textContent = text;
      shown.item.classList.toggle("broken", Boolean(broken));
    };
    const stop = (text, broken) => {
      running = false;
      shown.button.textContent = "Go on";
      say(text, broken);
    };
    const upload = new tus.Upload(file, {
      chunkSize: PIECE,
      retryDelays: WAITS,
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      removeFingerprintOnSuccess: true,
      ...options,
      onShouldRetry: again,
      onBeforeRequest: () => (running ? null : new Promise(() => {})), // paused while a piece was read: it is not sent
      onProgress: (sent, all) => {
        if (begun === null || sent < begun.sent) begun = { sent, at: performance.now() };
        const rate = (sent - begun.sent) / Math.max(1, (performance.now() - begun.at) / 1000);
        const left = rate > 0 && sent < all ? `, about ${Math.ceil((all - sent) / rate)} s left` : "";
        shown.bar.value = sent;
        if (running) say(`${size(sent)} of ${size(all)}${left}`);
      },
      onError: (error) => {
        stop(sentence(error), true);
        if (refused(error)) {
          shown.button.remove();
          lock(form, false);
        }
      },
      onSuccess: () => {
        shown.bar.value = file.size;
        shown.button.remove();
        running = false;
        say("uploaded");
        finished(upload.url);
      },
    });
    const start = () => {
      running = true;
      begun = null;
      shown.button.textContent = "Pause";
      say("…");
      upload.start();
    };
    shown.button.addEventListener("click", () => {
      if (!running) return start();
      upload.abort();
      stop("paused");
    });
    window.addEventListener("online", () => {
      if (!running && shown.item.classList.contains("broken")) start();
    });
    if (options.uploadUrl) return start();
    upload.findPreviousUploads().then((earlier) => {
      if (earlier.length) upload.resumeFromPreviousUpload(earlier[0]);
      start();
    });
  });

  // Runs the tasks, some at a time; their results in order.
  const inTurn = async (tasks) => {
    const results = [];
    let next = 0;
    const work = async () => {
      while (next < tasks.length) {
        const mine = next++;
        results[mine] = await tasks[mine]();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return results;
  };

  // A job's page: /imports/uploads/7/ is the upload of /imports/7/.
  const page = (form, address) => form.dataset.jobs + address.match(/(\d+)\/$/)[1] + "/";

  const begin = async (form, files, go) => {
    const list = form.querySelector(".uploads");
    const given = new FormData(form);
    const fields = files.length === 1 ? ["outlet", "published", "url"] : ["outlet", "published"];
    const about = Object.fromEntries(fields.map((name) => [name, given.get(name) || ""]).filter(([, value]) => value));
    list.replaceChildren();
    lock(form, true);
    const uploads = files.map((file) => () => send(form, list, file, {
      endpoint: form.dataset.uploads,
      fingerprint: async () => ["onrecord", file.name, file.size, file.lastModified].join("|"),
      metadata: { ...about, filename: file.name, modified: String(file.lastModified), ...(go ? { go: "1" } : {}) },
    }));
    const addresses = await inTurn(uploads);
    location.assign(addresses.length === 1 ? page(form, addresses[0]) : form.dataset.jobs);
  };

  const fresh = document.querySelector("form[data-uploads]");
  if (fresh && window.tus && tus.isSupported) {
    fresh.addEventListener("submit", (event) => {
      const files = [...fresh.elements.upload.files];
      const others = ["address", "text"].some((name) => fresh.elements[name].value.trim())
        || Boolean(new FormData(fresh).get("inbox"));
      if (!files.length || others || files.some((file) => !file.size)) return; // the server says what is wrong
      event.preventDefault();
      begin(fresh, files, event.submitter && event.submitter.name === "go");
    });
  }

  const further = document.querySelector("form[data-upload]");
  if (further && window.tus && tus.isSupported) {
    further.querySelector("input[type=file]").addEventListener("change", async (event) => {
      const [file] = event.target.files;
      const { upload, name, size: announced, modified, done } = further.dataset;
      const list = further.querySelector(".uploads");
      list.replaceChildren();
      if (!file) return;
      if (file.size !== Number(announced) || (modified && String(file.lastModified) !== modified)) {
        const item = list.appendChild(document.createElement("li"));
        item.className = "broken";
        item.textContent = `This is not the file that the upload began with, or it was changed since: ${name} had ${size(Number(announced))}.`;
        return;
      }
      lock(further, true);
      await send(further, list, file, { uploadUrl: upload, storeFingerprintForResuming: false });
      location.assign(done);
    });
  }
})();

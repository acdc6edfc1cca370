// What is typed in a comment form is kept in this browser until it is posted or a month has passed, and comes back
// when such a form opens again. A draft belongs to one form (its submission key), so that two tabs keep two; a new
// form takes the one that was typed last in this tab, else anywhere. Without storage nothing is kept.

const PREFIX = "draft:";
const SENT = "draft-sent"; // what went off without htmx; the page that follows tells how it ended
const MONTH = 30 * 24 * 3600 * 1000;
const words = document.querySelector("[data-words]")?.dataset ?? {};
const taken = new WeakMap(); // form -> the draft of another form that it goes on with

const pageOf = (form) => `${PREFIX}${form.getAttribute("action")}:`;
const placeOf = (form) => `${pageOf(form)}${form.elements.parent?.value ?? ""}:`;
const keyOf = (form) => placeOf(form) + (form.elements.submission_key?.value ?? "");
const originalOf = (form) => form.dataset.original ?? ""; // an edit begins with the words that are there

function withStorage(use) {
  try {
    return use(localStorage, sessionStorage);
  } catch {
    return null; // storage is refused or full
  }
}

const read = (key) => withStorage((local) => JSON.parse(local.getItem(key)));

function forget(key, text) {
  if (text === undefined || read(key)?.text === text) withStorage((local) => local.removeItem(key));
}

function forgetTaken(form) {
  const from = taken.get(form);
  if (from) forget(from.key, from.text); // unless its own form went on with it
  taken.delete(form);
}

function keep(form) {
  const text = form.elements.body.value;
  if (!text.trim() || text === originalOf(form)) forget(keyOf(form));
  else {
    withStorage((local, session) => {
      local.setItem(keyOf(form), JSON.stringify({ text, at: Date.now() }));
      session.setItem(placeOf(form), keyOf(form));
    });
  }
  forgetTaken(form);
}

function note(form) {
  const line = document.createElement("p");
  line.className = "draft-note";
  line.setAttribute("role", "status");
  const discard = document.createElement("button");
  discard.type = "button";
  discard.textContent = words.draftDiscard;
  discard.addEventListener("click", () => {
    form.elements.body.value = originalOf(form);
    form.elements.body.dispatchEvent(new Event("input", { bubbles: true }));
    line.remove();
    form.elements.body.focus();
  });
  line.append(`${words.draftBack} `, discard);
  form.elements.body.after(line);
}

// Return the key of the draft to go on with, undefined for none.
function found(form) {
  return withStorage((local, session) => {
    const keys = Object.keys(local).filter((key) => key.startsWith(placeOf(form)));
    const here = [keyOf(form), session.getItem(placeOf(form))].find((key) => keys.includes(key));
    return here ?? keys.sort((one, other) => read(other).at - read(one).at)[0];
  });
}

function restore(form) {
  const body = form.elements.body;
  if (!body) return;
  if (body.value.trim() && body.value !== originalOf(form)) return keep(form); // given back by the server
  const key = found(form);
  const text = key && read(key)?.text;
  if (!text || text === body.value) return;
  body.value = text;
  if (key !== keyOf(form)) taken.set(form, { key, text });
  note(form);
}

function restoreAll(within) {
  if (within.matches?.("[data-comment-form]")) restore(within);
  within.querySelectorAll?.("[data-comment-form]").forEach(restore);
}

// What was posted is kept no longer, under whichever key; what was typed on meanwhile is.
function forgetPosted({ page, text }) {
  withStorage((local) => {
    for (const key of Object.keys(local)) if (key.startsWith(page)) forget(key, text);
  });
}

function forgetPostedAndOld() {
  withStorage((local, session) => {
    const sent = JSON.parse(session.getItem(SENT));
    session.removeItem(SENT);
    const isPosted = document.querySelector("[data-posted], [data-comment].is-linked");
    if (sent && isPosted) forgetPosted(sent);
    for (const key of Object.keys(local)) {
      if (key.startsWith(PREFIX) && !(Date.now() - read(key).at < MONTH)) forget(key);
    }
  });
}

document.addEventListener("input", ({ target }) => {
  const form = target.name === "body" && target.closest("[data-comment-form]");
  if (form) keep(form);
});

document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-comment-form]")) return;
  const sent = { page: pageOf(target), text: target.elements.body.value };
  withStorage((_, session) => session.setItem(SENT, JSON.stringify(sent)));
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.requestConfig?.verb === "post" && detail.requestConfig.elt;
  if (!form || !form.matches("[data-comment-form]")) return;
  const sent = withStorage((_, session) => JSON.parse(session.getItem(SENT)));
  withStorage((_, session) => session.removeItem(SENT));
  const isPosted = detail.successful && detail.xhr.status < 400; // to htmx a form given back is a success
  if (sent && isPosted) forgetPosted(sent);
});

document.addEventListener("htmx:load", ({ target }) => restoreAll(target));
forgetPostedAndOld();
restoreAll(document);

// What is typed in a comment form is kept in this browser, per address and answered comment, until it is posted
// or a month has passed, and comes back when the form opens again. Without storage nothing is kept.

const PREFIX = "draft:";
const SENT = "draft-sent"; // the key of what went off without htmx; the page that follows tells how it ended
const MONTH = 30 * 24 * 3600 * 1000;
const words = document.querySelector("[data-words]")?.dataset ?? {};

const keyOf = (form) => `${PREFIX}${form.getAttribute("action")}:${form.elements.parent?.value ?? ""}`;

function withStorage(use) {
  try {
    return use(localStorage, sessionStorage);
  } catch {
    return null; // storage is refused or full
  }
}

function keep(form) {
  const text = form.elements.body.value;
  withStorage((local) => {
    if (text.trim()) local.setItem(keyOf(form), JSON.stringify({ text, at: Date.now() }));
    else local.removeItem(keyOf(form));
  });
}

function note(form) {
  const line = document.createElement("p");
  line.className = "draft-note";
  line.setAttribute("role", "status");
  const discard = document.createElement("button");
  discard.type = "button";
  discard.textContent = words.draftDiscard;
  discard.addEventListener("click", () => {
    form.elements.body.value = "";
    form.elements.body.dispatchEvent(new Event("input", { bubbles: true }));
    line.remove();
    form.elements.body.focus();
  });
  line.append(`${words.draftBack} `, discard);
  form.elements.body.after(line);
}

function restore(form) {
  const body = form.elements.body;
  if (!body || body.value.trim()) return; // given back by the server, with a reason
  const draft = withStorage((local) => JSON.parse(local.getItem(keyOf(form))));
  if (!draft?.text) return;
  body.value = draft.text;
  body.dispatchEvent(new Event("input", { bubbles: true }));
  note(form);
}

function restoreAll(within) {
  if (within.matches?.("[data-comment-form]")) restore(within);
  within.querySelectorAll?.("[data-comment-form]").forEach(restore);
}

function forget(key) {
  withStorage((local) => local.removeItem(key));
}

function forgetPostedAndOld() {
  withStorage((local, session) => {
    const sent = session.getItem(SENT);
    session.removeItem(SENT);
    const isPosted = document.querySelector("[data-posted], [data-comment].is-linked");
    if (sent && isPosted) forget(sent);
    for (const key of Object.keys(local)) {
      if (key.startsWith(PREFIX) && !(Date.now() - JSON.parse(local.getItem(key)).at < MONTH)) forget(key);
    }
  });
}

document.addEventListener("input", ({ target }) => {
  const form = target.name === "body" && target.closest("[data-comment-form]");
  if (form) keep(form);
});

document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-comment-form]")) withStorage((_, session) => session.setItem(SENT, keyOf(target)));
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.requestConfig?.verb === "post" && detail.requestConfig.elt;
  if (!form || !form.matches("[data-comment-form]")) return;
  withStorage((_, session) => session.removeItem(SENT));
  if (detail.successful) forget(keyOf(form));
});

document.addEventListener("htmx:load", ({ target }) => restoreAll(target));
forgetPostedAndOld();
restoreAll(document);

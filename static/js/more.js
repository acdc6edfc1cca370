// a[data-more]: further replies or threads come in place of the link that names them (htmx does it), then the
// first of them gets the focus and the number is said. data-more is the kind of what comes: "replies" or
// "threads", counted by COUNTED. Nothing is added to the history: the address stays that of the page. Who comes
// back to it (or reloads it) finds loaded what was, at the place where they were.

const COUNTED = { replies: "[data-comment]", threads: "[data-thread]" };
const words = document.querySelector("[data-words]")?.dataset ?? {};
const loaded = []; // addresses of what came, in order
let before = null; // what stood there while a swap goes on
let isComingBack = false;

const linkOf = (detail) => detail.requestConfig?.elt.closest?.("a[data-more]");

function removeDoubles() {
  // What stood apart for its writer alone has come in its place.
  for (const each of document.querySelectorAll(".thread-further [data-comment]")) {
    if (document.querySelectorAll(`[id="${each.id}"]`).length > 1) each.remove();
  }
  // A thread answered meanwhile can come twice in an order that answers change.
  const seen = new Set();
  for (const each of document.querySelectorAll(".threads [data-thread], .threads [data-comment]")) {
    const name = each.dataset.thread ? `thread-${each.dataset.thread}` : each.id;
    if (seen.has(name) && !before.known.has(each)) each.remove();
    seen.add(name);
  }
}

function greet({ kind, known }) {
  const fresh = [...document.querySelectorAll(COUNTED[kind])].filter((each) => !known.has(each));
  const first = fresh[0]?.matches("[data-comment]") ? fresh[0] : fresh[0]?.querySelector("[data-comment]");
  first?.focus();
  document.dispatchEvent(new CustomEvent("say", { detail: window.counted(kind, fresh.length) }));
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const link = linkOf(detail);
  if (!link) return;
  if (detail.xhr.status >= 400) {
    // What the link went on from is gone. Its own page says so, and the way back.
    detail.shouldSwap = false;
    location.assign(link.href);
    return;
  }
  before = {
    kind: link.dataset.more,
    address: link.getAttribute("href"),
    known: new Set(document.querySelectorAll("[data-thread], [data-comment]")),
  };
});

document.addEventListener("htmx:afterSettle", () => {
  if (!before) return;
  removeDoubles();
  if (!isComingBack) {
    loaded.push(before.address);
    greet(before);
  }
  before = null;
});

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ detail }) => {
    const link = linkOf(detail);
    if (!link || link.parentElement.querySelector("[role=alert]")) return;
    const problem = document.createElement("span");
    problem.className = "notice";
    problem.setAttribute("role", "alert");
    problem.textContent = words.loadProblem;
    link.after(problem);
  });
}

// --- Coming back

const ENDS = ["htmx:afterSettle", "htmx:sendError", "htmx:timeout"]; // of a request

function load(address) {
  const link = [...document.querySelectorAll("a[data-more]")].find((each) => each.getAttribute("href") === address);
  if (!link) return false; // what it went on from is not the last any more
  return new Promise((resolve) => {
    const done = ({ detail }) => {
      if (detail.requestConfig?.elt !== link) return;
      for (const event of ENDS) document.removeEventListener(event, done);
      resolve(!detail.failed && detail.xhr.status === 200);
    };
    for (const event of ENDS) document.addEventListener(event, done);
    window.htmx.trigger(link, "click");
  });
}

async function loadAgain(addresses) {
  isComingBack = true;
  loaded.length = 0;
  for (const address of addresses) {
    if (!(await load(address))) break;
    loaded.push(address);
  }
  isComingBack = false;
}

async function comeBack() {
  const { more = [], scroll } = history.state ?? {};
  if (!more.length) return;
  await loadAgain(more);
  scrollTo({ top: scroll, behavior: "instant" });
}

// A writer's own view comes in place of the shared one, and begins at its beginning. It is waited for: it keeps
// away from a discussion in which something else is asked for.
const isToBeReplaced = () => document.querySelector("body.htmx-request, [data-discussion].htmx-request");

document.addEventListener("htmx:load", ({ target }) => {
  if (!target.matches?.("[data-discussion]:not([data-posted])")) return;
  if (loaded.length) loadAgain([...loaded]);
  else comeBack();
});
addEventListener("pagehide", () => {
  history.replaceState({ ...history.state, more: loaded, scroll: scrollY }, "");
});
// htmx, which stands before, is ready then.
document.addEventListener("DOMContentLoaded", () => isToBeReplaced() || comeBack());

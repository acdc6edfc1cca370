// a[data-more]: further replies or threads come in place of the link that names them (htmx does it), then the
// first of them gets the focus and the number is said. data-more is the kind of what comes: "replies" or
// "threads", counted by COUNTED. Nothing is added to the history: the address stays that of the page.

const COUNTED = { replies: "[data-comment]", threads: "[data-thread]" };
const words = document.querySelector("[data-words]")?.dataset ?? {};
let before = null; // what stood there while a swap goes on

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
  const phrase = words[fresh.length === 1 ? `${kind}One` : `${kind}Other`] ?? "";
  document.dispatchEvent(new CustomEvent("say", { detail: phrase.replace("{n}", fresh.length) }));
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
    known: new Set(document.querySelectorAll("[data-thread], [data-comment]")),
  };
});

document.addEventListener("htmx:afterSettle", () => {
  if (!before) return;
  removeDoubles();
  greet(before);
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

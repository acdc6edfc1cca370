// The discussion in place: a writer's own view of it, forms that open where they are wanted, and focus
// that follows what appears. Without this script the same links lead to pages of their own.

const hasCommented = () => /(?:^|; )has-commented=1/.test(document.cookie);

function showOwnView() {
  const section = document.querySelector("[data-discussion]");
  if (!section || !hasCommented() || location.pathname === section.dataset.mine) return;
  window.htmx.ajax("GET", section.dataset.mine + location.search, {
    target: section,
    swap: "outerHTML",
  });
}

// What stood where a form opened, to be given back by Escape or "Never mind".
const replaced = new WeakMap();

function giveBack(place) {
  if (!replaced.has(place)) return;
  place.innerHTML = replaced.get(place);
  replaced.delete(place);
  window.htmx.process(place);
  place.querySelector("a")?.focus();
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const place = detail.target;
  // The own view comes late: somebody has opened a form meanwhile, or waits for one, and keeps it.
  if (detail.requestConfig.verb === "get" && place.matches?.("[data-discussion]")) {
    detail.shouldSwap &&= !place.querySelector("[data-comment-form], .htmx-request");
  }
  if (place.matches?.("[data-form-place]") && !replaced.has(place)) replaced.set(place, place.innerHTML);
});

document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-give-back]")?.closest("[data-form-place]");
  if (!place || !replaced.has(place)) return;
  event.preventDefault();
  giveBack(place);
});

// The picker carries what stands there when it is closed, as the server has it by now.
function closePicker(picker) {
  const closed = picker?.querySelector("template[data-closed]")?.content.firstElementChild;
  if (!closed) return;
  picker.replaceWith(closed);
  window.htmx.process(closed);
  closed.querySelector("a")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  closePicker(event.target.closest?.(".reactions.is-open"));
  const form = event.target.closest?.("[data-comment-form]");
  // A form with words in it does not vanish at a key.
  const isUntouched = form && [form.dataset.original ?? "", ""].includes(form.elements.body.value.trim());
  if (isUntouched) giveBack(form.closest("[data-form-place]"));
});

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-close-picker]")) closePicker(target.closest(".reactions"));
});

// A form that was open for so long that its token ran out is sent again with the new one, once.
const resent = new Set();

function resend(form) {
  const key = form.elements.submission_key?.value ?? form.getAttribute("action");
  if (resent.has(key)) return false;
  resent.add(key);
  setTimeout(() => form.requestSubmit()); // once what is said about the first request is said
  return true;
}

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.elt.matches?.("[data-resend]") && resend(detail.elt)) return;
  if (detail.elt.matches?.(".reactions")) {
    (detail.elt.querySelector("[aria-pressed=true]") ?? detail.elt.querySelector("button, a"))?.focus();
    return;
  }
  const posted = detail.elt.matches?.("[data-posted]") && detail.elt.dataset.posted;
  if (posted) {
    const comment = document.getElementById(`comment-${posted}`);
    comment?.scrollIntoView({ block: "center" });
    comment?.focus({ preventScroll: true });
    return;
  }
  const form = detail.elt.matches?.("[data-comment-form]")
    ? detail.elt
    : detail.elt.querySelector?.("[data-comment-form]");
  (form?.querySelector("[aria-invalid=true]") ?? form?.querySelector("input:not([type=hidden]), textarea"))?.focus();
});

// The connection broke or the server did not answer: the form keeps its words and says so.
for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(failure, ({ detail }) => {
    const form = detail.elt.closest?.("[data-comment-form]");
    if (!form) return;
    form.querySelector("[data-send-problem]")?.remove();
    const problem = document.createElement("p");
    problem.className = "notice";
    problem.dataset.sendProblem = "";
    problem.setAttribute("role", "alert");
    problem.textContent = form.dataset.sendProblem;
    form.prepend(problem);
  });
}

// What was asked for did not come: its link stays, and says so.
for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(failure, ({ detail }) => {
    const link = detail.elt.matches?.("a[hx-get]:not([data-more])") && detail.elt;
    if (!link || link.nextElementSibling?.matches("[data-load-problem]")) return;
    const problem = document.createElement("span");
    problem.className = "load-problem";
    problem.dataset.loadProblem = "";
    problem.setAttribute("role", "alert");
    problem.textContent = document.querySelector("[data-words]")?.dataset.loadProblem ?? "";
    link.after(problem);
    link.addEventListener("htmx:beforeRequest", () => problem.remove(), { once: true });
  });
}

// A form on a page without the discussion (a permalink, its own page) posts like any other form.
document.addEventListener("htmx:beforeProcessNode", ({ target }) => {
  const isLost = target.matches?.("[data-comment-form]") && !document.getElementById("discussion");
  if (isLost) target.removeAttribute("hx-post");
});

document.addEventListener("DOMContentLoaded", showOwnView); // htmx is ready by then

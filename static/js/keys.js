// j and k walk the comments, u goes to the one that is answered, n to the next new one, ? lists these keys.
// Off while something is typed or a modifier is held, and for good where the list's switch says so (WCAG 2.1.4).

const KEY = "keys"; // in localStorage: "off", or nothing
const words = document.querySelector("[data-words]")?.dataset ?? {};
const list = () => document.querySelector("dialog[data-keys-help]"); // no keys on a page without their list

function areOff() {
  try {
    return localStorage.getItem(KEY) === "off";
  } catch {
    return false;
  }
}

function turn(isOn) {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // Storage is refused: the keys stay as they are.
  }
}

function help() {
  list().querySelector("[data-keys-switch]").checked = !areOff();
  list().showModal();
}

const depthOf = (comment) => Number(comment.dataset.depth);
const all = () => [...document.querySelectorAll(".threads [data-comment]")];
const open = () => all().filter((each) => !each.hidden);

function here(comments) {
  const focused = document.activeElement?.closest("[data-comment]");
  return comments.indexOf(focused);
}

function below(comments) {
  // Nothing is chosen yet: begin with what is in view.
  return comments.find((each) => each.getBoundingClientRect().bottom > innerHeight / 4);
}

function parentOf(comment) {
  let above = comment?.previousElementSibling;
  while (above && !(depthOf(above) < depthOf(comment))) above = above.previousElementSibling;
  return above;
}

function nextNew(comments) {
  const found = comments.slice(here(comments) + 1).find((each) => each.matches("[data-new]"));
  if (!found) document.dispatchEvent(new CustomEvent("say", { detail: words.noneNew }));
  return found;
}

const STEPS = {
  j: (comments = open()) => (here(comments) < 0 ? below(comments) : comments[here(comments) + 1]),
  k: (comments = open()) => (here(comments) < 0 ? below(comments) : comments[here(comments) - 1]),
  u: () => parentOf(document.activeElement?.closest("[data-comment]")),
  n: () => nextNew(all()),
};

function go(comment) {
  comment.dispatchEvent(new Event("reveal", { bubbles: true }));
  comment.focus({ preventScroll: true });
  const isTall = comment.offsetHeight > innerHeight;
  comment.scrollIntoView({ block: isTall ? "start" : "nearest" });
}

const isTyping = (target) =>
  target.isContentEditable || target.matches?.("input, textarea, select, dialog, dialog *");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (isTyping(event.target) || areOff() || !list()) return;
  if (event.key === "?") {
    event.preventDefault();
    help();
    return;
  }
  const step = STEPS[event.key];
  if (!step) return;
  document.dispatchEvent(new Event("lay-out"));
  const comment = step();
  if (!comment) return;
  event.preventDefault();
  go(comment);
});

function showOpener() {
  for (const opener of document.querySelectorAll("[data-keys-open]")) opener.hidden = false;
}

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-keys-switch]")) turn(target.checked);
});
document.addEventListener("click", ({ target }) => target.closest("[data-keys-open]") && help());
document.addEventListener("htmx:load", showOpener);
showOpener();

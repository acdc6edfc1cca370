// A reader hides what somebody writes, for themselves: each of that person's comments becomes one line that can be
// opened, and a list undoes it. Kept in this browser alone. data-by tells one writer from another (never a typed
// name). A comment that the address points at is shown all the same.

const KEY = "hidden-people"; // in localStorage: {data-by: name}
const words = document.querySelector("[data-words]")?.dataset ?? {};
const opened = new Set(); // comments shown one by one
let people = recall();

function recall() {
  try {
    return Object(JSON.parse(localStorage.getItem(KEY)) ?? {});
  } catch {
    return {};
  }
}

function remember() {
  try {
    localStorage.setItem(KEY, JSON.stringify(people));
  } catch {
    // Storage is refused: the choice holds for this page.
  }
}

// The name is isolated: it may run in the other direction.
const phrase = (words, name) => (words ?? "").replace("{name}", `\u2068${name}\u2069`);
const nameIn = (comment) => comment.querySelector(".comment-name")?.textContent ?? "";
const isOwn = (comment) => comment.querySelector("[data-own], .comment-notice");

function button(text, className) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  return made;
}

function offer(comment) {
  if (comment.querySelector("[data-hide]") || isOwn(comment)) return;
  const hide = button(words.hide, "comment-hide");
  hide.dataset.hide = "";
  hide.setAttribute("aria-label", phrase(words.hideLabel, nameIn(comment)));
  (comment.querySelector(":scope > .comment-actions") ?? comment).append(hide);
}

function arrange(comment) {
  offer(comment);
  const isHidden =
    comment.dataset.by in people &&
    !opened.has(comment.id) &&
    !comment.matches(":target, .is-linked, :has([data-own], .comment-notice, [data-comment-form])");
  comment.toggleAttribute("data-is-hidden", isHidden);
  const line = comment.querySelector(":scope > .comment-hidden");
  if (!isHidden) line?.remove();
  else if (!line) comment.prepend(lineFor(comment));
}

function lineFor(comment) {
  const line = document.createElement("p");
  line.className = "comment-hidden";
  const show = button(words.show, "");
  show.dataset.showHidden = "";
  show.setAttribute("aria-label", `${words.show}: ${nameIn(comment)}`);
  line.append(phrase(words.hidden, nameIn(comment)), " ", show);
  return line;
}

function arrangeAll(within = document) {
  if (within.matches?.("[data-by]")) arrange(within);
  within.querySelectorAll?.("[data-comment][data-by]").forEach(arrange);
  list();
}

function list() {
  const names = Object.entries(people);
  for (const opener of document.querySelectorAll("[data-hidden-people-open]")) {
    opener.hidden = !names.length;
    opener.querySelector("[data-hidden-people-count]").textContent = names.length;
  }
  const dialog = document.querySelector("dialog[data-hidden-people]");
  if (!dialog) return;
  dialog.querySelector("[data-hidden-people-none]").hidden = names.length > 0;
  dialog.querySelector("[data-hidden-people-list]").replaceChildren(...names.map(entry));
}

function entry([by, name]) {
  const item = document.createElement("li");
  item.dataset.by = by;
  const who = document.createElement("bdi");
  who.textContent = name;
  const undo = button(words.showAgain, "button button-quiet");
  undo.dataset.showAgain = by;
  undo.setAttribute("aria-label", `${words.showAgain}: ${name}`);
  item.append(who, " ", undo);
  return item;
}

function say(text) {
  document.dispatchEvent(new CustomEvent("say", { detail: text }));
}

function hide(comment) {
  people[comment.dataset.by] = nameIn(comment);
  opened.clear();
  remember();
  arrangeAll();
  comment.querySelector("[data-show-hidden]")?.focus();
  say(phrase(words.isHidden, nameIn(comment)));
}

function showOne(comment) {
  opened.add(comment.id);
  arrange(comment);
  comment.focus();
}

function showAgain(by) {
  const name = people[by];
  delete people[by];
  remember();
  arrangeAll();
  document.querySelector("dialog[data-hidden-people] :is([data-show-again], form button)")?.focus();
  say(phrase(words.isShown, name));
}

document.addEventListener("click", ({ target }) => {
  const comment = target.closest("[data-comment]");
  if (target.closest("[data-hide]")) hide(comment);
  else if (target.closest("[data-show-hidden]")) showOne(comment);
  else if (target.closest("[data-show-again]")) showAgain(target.closest("[data-show-again]").dataset.showAgain);
  else if (target.closest("[data-hidden-people-open]")) {
    document.querySelector("dialog[data-hidden-people]").showModal();
  }
});
addEventListener("hashchange", () => arrangeAll());
addEventListener("storage", ({ key }) => {
  if (key !== KEY) return;
  people = recall();
  arrangeAll();
});
window.onArrival(arrangeAll);

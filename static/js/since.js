// Marks the comments that became visible since the last visit to this article, and says how many there are.
// The moment is kept in this browser alone. A visit lasts until half an hour has passed without this page, so
// that a reload takes no marks away. On the first visit nothing is new.

const PAUSE = 30 * 60 * 1000;
const words = document.querySelector("[data-words]")?.dataset ?? {};
const discussion = document.querySelector("[data-discussion]");
const since = discussion && visit(`visited:${discussion.dataset.mine}`);

function visit(key) {
  try {
    const now = Date.now();
    const last = JSON.parse(localStorage.getItem(key));
    const start = last && (now - last.seen > PAUSE ? last.seen : last.since);
    const note = () => localStorage.setItem(key, JSON.stringify({ since: start, seen: Date.now() }));
    note();
    document.addEventListener("visibilitychange", note);
    return start;
  } catch {
    return null; // storage is refused
  }
}

function mark(comment) {
  if (comment.matches("[data-new], :has([data-own])") || !(Date.parse(comment.dataset.visibleAt) > since)) return;
  comment.dataset.new = "";
  const label = document.createElement("span");
  label.className = "comment-new";
  label.textContent = words.isNew;
  comment.querySelector("h3")?.append(" ", label);
}

function jump() {
  const first = document.querySelector(".threads [data-new]");
  first?.dispatchEvent(new Event("reveal", { bubbles: true }));
  first?.focus();
}

function count() {
  const stats = document.querySelector("[data-stats]");
  const number = document.querySelectorAll(".threads [data-new]").length;
  if (!stats || !number) return;
  let button = stats.querySelector("[data-new-count]");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "stats-new";
    button.dataset.newCount = "";
    button.addEventListener("click", jump);
    const item = document.createElement("li");
    item.className = "stats-new-item";
    item.append(button);
    stats.append(item);
  }
  button.textContent = window.counted("new", number);
}

function markAll(within) {
  if (within.matches?.("[data-comment]")) mark(within);
  within.querySelectorAll?.("[data-comment]").forEach(mark);
  count();
}

if (since) window.onArrival(markAll);

// "Show 3 new comments": asks once a minute, while the page is looked at and for half an hour, whether something
// became visible since the page was made, and offers it. A click puts each comment where it belongs; what is being
// read stays where it is on the screen. Own comments are no news, nor are those of people whom the reader hides.

const PERIOD = 60 * 1000;
const LASTING = 30 * PERIOD;
const words = document.querySelector("[data-words]")?.dataset ?? {};
const discussion = () => document.querySelector("[data-discussion]"); // it is replaced after a post
let until = Date.now() + LASTING;
let asked = Date.now();
let offer = null; // the button
let first = null; // of the comments shown last, once they are
let behind = null; // the link "Show more" that stands for those whose place is not loaded

const threadOf = ({ thread }) => document.querySelector(`.threads [data-thread="${thread}"]`);
const stands = (id) => document.querySelector(`#comment-${id}:not(.is-tombstone)`);
const isOwn = (by) => document.querySelector(`[data-by="${by}"]:has([data-own], .comment-notice)`);
const isHidden = (by) => document.querySelector(`[data-hidden-people-list] [data-by="${by}"]`);

function isNews(comment) {
  if (stands(comment.id) || isOwn(comment.by) || isHidden(comment.by)) return false;
  return threadOf(comment) || (comment.starts && discussion().hasAttribute("data-first-page"));
}

async function ask() {
  if (document.hidden || !discussion() || Date.now() > until || Date.now() - asked < PERIOD / 2) return;
  asked = Date.now();
  const { news, newsSince } = discussion().dataset;
  try {
    const answer = await fetch(`${news}?since=${newsSince}`, { credentials: "omit" });
    if (answer.ok) tell((await answer.json()).comments.filter(isNews).length);
  } catch {
    // No connection: perhaps in a minute.
  }
}

function tell(number) {
  if (!number) return;
  const phrase = window.counted("news", number);
  if (offer?.textContent === phrase) return;
  first = null;
  offer ??= document.body.appendChild(makeOffer());
  offer.textContent = phrase;
  say(phrase);
}

function makeOffer() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "news";
  button.dataset.newsOffer = "";
  button.addEventListener("click", () => (first ? goToFirst() : show()));
  return button;
}

function goToFirst() {
  first.dispatchEvent(new Event("reveal", { bubbles: true }));
  first.scrollIntoView({ block: "center" });
  first.focus({ preventScroll: true });
  offer.remove();
  offer = first = null;
}

async function show() {
  const { newComments, newsSince } = discussion().dataset;
  until = Date.now() + LASTING;
  try {
    const answer = await fetch(`${newComments}?since=${newsSince}`, { credentials: "omit" });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    greet(withoutMoving(() => place(page)));
  } catch {
    offer.textContent = words.loadProblem;
    say(words.loadProblem);
  }
}

function greet(shown) {
  shown.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  first = shown[0] ?? behind;
  if (!first) {
    offer.remove();
    offer = null;
    return;
  }
  const phrase = shown.length ? window.counted("newsShown", shown.length) : first.textContent;
  offer.textContent = shown.length ? `${phrase}. ${words.goToFirst}` : phrase;
  say(phrase);
}

function say(detail) {
  document.dispatchEvent(new CustomEvent("say", { detail }));
}

// --- Each in its place

function place(page) {
  const news = page.querySelector("[data-news-since]");
  if (!news) return [];
  discussion().dataset.newsSince = news.dataset.newsSince;
  renewFigures(news.querySelector("[data-stats]"));
  const shown = [];
  behind = null;
  for (const section of news.querySelectorAll("[data-thread]")) {
    const thread = threadOf(section.dataset) ?? begin(section);
    if (!thread) continue;
    thread.dataset.replies = section.dataset.replies;
    for (const holder of section.querySelectorAll("[data-comes-after]")) {
      const comment = insert(holder.firstElementChild, thread, holder.dataset.comesAfter);
      if (comment) shown.push(comment);
    }
    renewMore(thread);
  }
  shown.forEach(awaken);
  return shown;
}

function renewFigures(fresh) {
  const stats = discussion().querySelector("[data-stats]");
  stats.replaceChildren(...fresh.children, ...stats.querySelectorAll("li:has([data-new-count])"));
}

// A new thread stands below those that are pinned or wait; where the oldest come first, at the end.
function begin(section) {
  if (!section.hasAttribute("data-starts") || !discussion().hasAttribute("data-first-page")) return null;
  const threads = discussion().querySelector(".threads");
  const thread = section.cloneNode(false);
  const others = [...threads.querySelectorAll(":scope > [data-thread]")];
  const next = others.find((each) => !each.matches(".is-pinned, :has(> .is-held[data-depth='0'])"));
  const end = threads.querySelector(":scope > .threads-more");
  threads.insertBefore(thread, discussion().dataset.order === "oldest" ? end : (next ?? end));
  discussion().querySelector(":scope > .empty")?.remove();
  return thread;
}

function insert(comment, thread, above) {
  const there = document.getElementById(comment.id);
  if (there && !there.matches(".is-tombstone")) return null;
  if (there) {
    there.replaceWith(comment);
    return comment;
  }
  const loaded = thread.querySelectorAll(":scope > [data-comment]");
  const before = thread.querySelector(`:scope > #comment-${above || 0}`);
  const more = moreOf(thread);
  if (!before && more) {
    behind ??= more; // its place is among those that the link brings
    return null;
  }
  if (before ?? loaded.length) (before ?? loaded[loaded.length - 1]).after(comment);
  else thread.prepend(comment);
  return comment;
}

const moreOf = (thread) => thread.querySelector(":scope > .comment-more a");

// The link names how many are not loaded, new ones among them.
function renewMore(thread) {
  const left = Number(thread.dataset.replies) - thread.querySelectorAll(":scope > [data-visible-at]:not([data-depth='0'])").length;
  if (moreOf(thread) && left > 0) moreOf(thread).textContent = window.counted("more", left);
}

function awaken(comment) {
  comment.dataset.new = "";
  const label = document.createElement("span");
  label.className = "comment-new";
  label.textContent = words.isNew;
  comment.querySelector("h3")?.append(" ", label);
  window.htmx.process(comment);
  comment.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true })); // for the other scripts
}

// The topmost thing in view keeps its place. Browsers do the same by themselves, but not all and not always.
function withoutMoving(change) {
  const read = [...document.querySelectorAll("[data-comment], .prose > *, .discussion > :not(.threads)")];
  const seen = read.find((each) => each.getBoundingClientRect().bottom > 0 && each.offsetHeight);
  const root = document.documentElement;
  root.style.overflowAnchor = "none";
  const before = seen?.getBoundingClientRect().top;
  const result = change();
  if (seen?.isConnected) {
    scrollBy({ top: seen.getBoundingClientRect().top - before, behavior: "instant" });
  }
  requestAnimationFrame(() => setTimeout(() => root.style.removeProperty("overflow-anchor")));
  return result;
}

if (discussion()) {
  setInterval(ask, PERIOD);
  document.addEventListener("visibilitychange", ask);
}

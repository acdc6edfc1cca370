// A comment with answers gets a button that folds them away and says how many there are. What is folded is
// still found by the browser's search, by its address and by the keys, and opens; "reveal" on a comment asks
// for the same. Remembered for this tab and page.

const KEY = `folded:${location.pathname}`;
const HIDDEN = "onbeforematch" in document.body ? "until-found" : "";
const folded = new Set(recall());

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

function remember() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...folded]));
  } catch {
    // Storage is refused: the choice holds for this page.
  }
}

const depthOf = (comment) => Number(comment.dataset.depth);

function answers(comments, index) {
  let end = index + 1;
  while (end < comments.length && depthOf(comments[end]) > depthOf(comments[index])) end += 1;
  return end - index - 1;
}

function showButton(comment, count, isFolded) {
  let button = comment.querySelector("[data-fold]");
  if (!count) return button?.remove();
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "comment-fold";
    button.dataset.fold = "";
    button.setAttribute("aria-describedby", `${comment.id}-title`);
    button.append(document.createElement("span"));
    comment.querySelector(".comment-header")?.append(button);
  }
  button.firstChild.textContent = window.counted(isFolded ? "folded" : "answers", count);
  button.firstChild.classList.toggle("visually-hidden", !isFolded);
  button.setAttribute("aria-expanded", String(!isFolded));
}

function arrange(thread) {
  const comments = [...thread.querySelectorAll(":scope > [data-comment]")];
  let from = Infinity; // the depth of the folded comment above the one at hand
  comments.forEach((comment, index) => {
    const depth = depthOf(comment);
    if (depth <= from) from = Infinity;
    if (from < depth) comment.setAttribute("hidden", HIDDEN);
    else comment.removeAttribute("hidden");
    const loaded = answers(comments, index);
    // Below a thread's first comment stand also those that are not loaded yet.
    const count = depth ? loaded : Math.max(loaded, Number(thread.dataset.replies));
    const isFolded = count > 0 && folded.has(comment.id);
    showButton(comment, count, isFolded);
    comment.toggleAttribute("data-folded", isFolded);
    if (isFolded) from = Math.min(from, depth);
  });
  const more = thread.querySelector(":scope > .comment-more");
  if (more) more.hidden = from === 0;
}

function arrangeAll(within) {
  const thread = within.closest?.("[data-thread]");
  if (thread) arrange(thread);
  within.querySelectorAll?.("[data-thread]").forEach(arrange);
}

function reveal(comment) {
  if (!comment?.hidden) return;
  let depth = depthOf(comment);
  for (let above = comment.previousElementSibling; above; above = above.previousElementSibling) {
    if (!(depthOf(above) < depth)) continue;
    depth = depthOf(above);
    folded.delete(above.id);
  }
  remember();
  arrange(comment.closest("[data-thread]"));
}

function revealLinked() {
  document.querySelectorAll("[data-comment]:target, [data-comment].is-linked").forEach(reveal);
}

document.addEventListener("click", ({ target }) => {
  const comment = target.closest("[data-fold]")?.closest("[data-comment]");
  if (!comment) return;
  if (!folded.delete(comment.id)) folded.add(comment.id);
  remember();
  arrange(comment.closest("[data-thread]"));
});
for (const event of ["beforematch", "reveal"]) {
  document.addEventListener(event, ({ target }) => reveal(target.closest("[data-comment]")));
}
addEventListener("hashchange", revealLinked);
window.onArrival((come) => {
  arrangeAll(come);
  revealLinked();
});

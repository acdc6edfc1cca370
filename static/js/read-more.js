// [data-cut]: a long text is cut after about twelve lines, with a button that opens and closes it.
// It opens by itself when it stands in the comment that the address points at, when the focus goes into it, and
// when find-in-page scrolls inside it. Without this script every text stands in full.

const seen = new WeakSet();
const SLACK = 5 * 16; // pixels: what would hide less than three lines is left alone

const words = document.querySelector("[data-words]")?.dataset ?? {};

function setOpen(body, button, isOpen) {
  body.classList.toggle("comment-cut", !isOpen);
  button.setAttribute("aria-expanded", String(isOpen));
  button.textContent = isOpen ? words.readLess : words.readMore;
}

function addButton(body, index) {
  const comment = body.closest("[data-comment]");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "comment-cut-button";
  body.id ||= `${comment.id || `cut-${index}`}-text`;
  button.setAttribute("aria-controls", body.id);
  body.after(button);
  const isOpen = () => !body.classList.contains("comment-cut");
  const open = () => isOpen() || setOpen(body, button, true);

  // While a page loads, nothing is :target yet.
  setOpen(body, button, comment.matches(".is-linked") || location.hash === `#${comment.id}`);
  button.addEventListener("click", () => {
    setOpen(body, button, !isOpen());
    if (isOpen()) return;
    body.scrollTop = 0;
    comment.scrollIntoView({ block: "nearest" });
  });
  body.addEventListener("focusin", open);
  body.addEventListener("scroll", open);
  comment.addEventListener("read-more:open", open);
}

// All are cut before the first is measured, so that the page is laid out once.
function cutAll(within = document) {
  const bodies = [...within.querySelectorAll("[data-comment] [data-cut]")].filter((body) => !seen.has(body));
  for (const body of bodies) {
    seen.add(body);
    body.classList.add("comment-cut");
  }
  const long = new Set(bodies.filter((body) => body.scrollHeight - body.clientHeight >= SLACK));
  for (const body of bodies) body.classList.toggle("comment-cut", long.has(body));
  [...long].forEach(addButton);
}

function openTarget() {
  document.querySelector("[data-comment]:target")?.dispatchEvent(new Event("read-more:open"));
}

window.onArrival((come) => cutAll(come.parentNode ?? document));
addEventListener("hashchange", openTarget);

// The next page of the queue is here before it is needed: it comes while the last few entries are decided.

const ENOUGH = 12; // undecided entries below the focus: some seconds' work at the quickest
let isComing = false;

const list = () => document.querySelector("[data-entry-list]");
const left = () => list().querySelectorAll("[data-entry]:not(.is-decided, .is-sending)").length;

async function bringMore() {
  const more = document.querySelector("[data-queue-more]");
  if (!more || isComing || left() >= ENOUGH) return;
  isComing = true;
  try {
    const response = await fetch(more.querySelector("a").href, { headers: { "HX-Request": "true" } });
    if (!response.ok) return;
    const page = document.createElement("template");
    page.innerHTML = await response.text();
    const fresh = [...page.content.querySelectorAll("[data-entry]")];
    const known = new Set([...list().querySelectorAll("[data-entry]")].map((each) => each.id));
    list().append(...fresh.filter((each) => !known.has(each.id)));
    const hadFocus = more.contains(document.activeElement);
    const next = page.content.querySelector("[data-queue-more]");
    if (next) more.replaceWith(next);
    else more.remove();
    if (hadFocus) fresh[0]?.focus();
    document.dispatchEvent(new CustomEvent("queue:came", { detail: list() }));
  } finally {
    isComing = false;
  }
}

document.addEventListener("queue:moved", bringMore);
document.addEventListener("queue:came", bringMore);
bringMore();

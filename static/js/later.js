// Who begins to read an article does not wait for the comments below it: the browser skips them (discussion.css), and
// the scripts leave them alone, until they are a screen away, or the page has been at rest for a while, or somebody asks
// where they stand ("lay-out").
//
// window.onArrival(arrange): calls arrange with the body when its comments are laid out for good, and later with each
// element that htmx brings. Other scripts use it; it stands first among them.

const REST = 8000; // milliseconds: longer than a page takes to come, shorter than anyone takes to the comments
const root = document.documentElement;
const discussion = document.querySelector("[data-discussion]");
const isLaidOut = () => "laidOut" in root.dataset;

window.onArrival = (arrange) => {
  if (isLaidOut()) arrange(document.body);
  else document.addEventListener("laid-out", () => arrange(document.body), { once: true });
  document.addEventListener("htmx:load", ({ target }) => target === document.body || arrange(target));
};

function layOut() {
  near.disconnect();
  if (isLaidOut()) return;
  root.dataset.laidOut = "";
  document.dispatchEvent(new Event("laid-out"));
}

const near = new IntersectionObserver(
  (entries) => entries.some(({ isIntersecting }) => isIntersecting) && layOut(),
  { rootMargin: "100%" },
);

if (!discussion || location.hash) layOut();
else near.observe(discussion);
document.addEventListener("htmx:load", ({ target }) => {
  if (!isLaidOut() && target.matches("[data-discussion]")) near.observe(target); // a writer's own view of it
});
addEventListener("hashchange", layOut);
document.addEventListener("lay-out", layOut);
addEventListener("load", () => setTimeout(() => (window.requestIdleCallback ?? setTimeout)(layOut), REST));

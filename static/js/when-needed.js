// What few readers need comes when it is reached for: each [data-when-needed] names, in data-files, scripts and style
// sheets, and in data-needed-by the elements that they work on. A link that data-asked-by names fetches such an
// element: they begin to come when somebody points at the link, and its request waits until they are there, so that
// what appears is whole from its first key on. Where they do not come, it appears all the same.

const needs = [...document.querySelectorAll("[data-when-needed]")].map(({ dataset }) => ({
  by: dataset.neededBy,
  asked: dataset.askedBy,
  files: dataset.files.split(" "),
}));

function styleSheet(url) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = url;
  document.head.append(link);
  return new Promise((resolve) => (link.onload = link.onerror = resolve));
}

async function fetchAll(need) {
  await Promise.allSettled(need.files.map((url) => (url.endsWith(".css") ? styleSheet(url) : import(url))));
  need.isHere = true;
}

function bring(need) {
  need.coming ??= fetchAll(need);
  return need.coming;
}

const askedFor = (target) => needs.filter((need) => need.asked && target.closest?.(need.asked));

function bringToWhatIsHere() {
  for (const need of needs) if (document.querySelector(need.by)) bring(need);
}

for (const reaching of ["pointerover", "pointerdown", "focusin"]) {
  document.addEventListener(reaching, ({ target }) => askedFor(target).forEach(bring), { passive: true });
}

document.addEventListener("htmx:confirm", (event) => {
  const { elt, issueRequest } = event.detail;
  const missing = askedFor(elt).filter((need) => !need.isHere);
  if (!missing.length) return;
  event.preventDefault();
  elt.classList.add("htmx-request"); // asked for already: the writer's own view (discussion.js) keeps away
  Promise.all(missing.map(bring)).then(() => issueRequest(true));
});

document.addEventListener("htmx:load", bringToWhatIsHere);
bringToWhatIsHere();

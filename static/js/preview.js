// The form's "Preview" button becomes two tabs, Write and Preview, above the text. The preview is fetched from the
// form's own address, which renders it as posting does. Without this script the button shows it on a page.

const words = document.querySelector("[data-words]")?.dataset ?? {};
let number = 0;

async function fetched(form) {
  const data = new FormData(form);
  data.set("preview", "1");
  const answer = await fetch(form.getAttribute("action"), {
    method: "POST",
    body: new URLSearchParams(data),
    headers: { "HX-Request": "true" },
  });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const shown = page.querySelector("[data-preview]");
  if (!shown) throw new Error(answer.status);
  return shown;
}

async function show(form, panel) {
  panel.replaceChildren();
  panel.setAttribute("aria-busy", "true");
  try {
    const shown = await fetched(form);
    panel.replaceChildren(shown);
    if (!shown.querySelector("[role=alert]")) {
      document.dispatchEvent(new CustomEvent("say", { detail: words.previewShown }));
    }
  } catch {
    const problem = document.createElement("p");
    problem.className = "field-error";
    problem.setAttribute("role", "alert");
    problem.textContent = words.loadProblem;
    panel.replaceChildren(problem);
  }
  panel.removeAttribute("aria-busy");
}

function tab(label, panel) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "form-tab";
  made.id = `${panel.id}-tab`;
  made.textContent = label;
  made.setAttribute("role", "tab");
  made.setAttribute("aria-controls", panel.id);
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", made.id);
  return made;
}

function panelFor(id, className) {
  const panel = document.createElement("div");
  panel.id = id;
  panel.className = className;
  return panel;
}

function equip(form) {
  const old = form.querySelector("button[name=preview]");
  const text = form.elements.body;
  if (!old || !text) return;
  const label = old.textContent;
  old.remove();
  form.querySelector("[data-preview]")?.remove(); // of the page before, without this script

  number += 1;
  const field = text.closest(".field");
  const writing = panelFor(`writing-${number}`, "form-writing");
  const preview = panelFor(`preview-${number}`, "form-preview");
  preview.tabIndex = 0;
  const tabs = [tab(words.write, writing), tab(label, preview)];
  const row = document.createElement("div");
  row.className = "form-tabs";
  row.setAttribute("role", "tablist");
  row.setAttribute("aria-label", field.querySelector("label")?.textContent.trim() ?? "");
  row.append(...tabs);

  const choose = (index) => {
    tabs.forEach((each, at) => {
      each.setAttribute("aria-selected", String(at === index));
      each.tabIndex = at === index ? 0 : -1;
    });
    writing.hidden = index === 1;
    preview.hidden = index === 0;
    if (index === 1) show(form, preview);
  };
  row.addEventListener("click", ({ target }) => {
    const index = tabs.indexOf(target.closest("[role=tab]"));
    if (index < 0) return;
    choose(index);
    if (index === 0) text.focus();
  });
  row.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const index = { Home: 0, End: 1 }[event.key] ?? 1 - tabs.indexOf(document.activeElement);
    choose(index);
    tabs[index].focus();
  });
  // A reason that the server or the browser gives stands beside the text.
  text.addEventListener("invalid", () => choose(0));

  const within = [...field.children].filter((each) => !each.matches("label"));
  writing.append(...within);
  field.querySelector("label")?.classList.add("visually-hidden"); // the tabs say it
  field.append(row, writing, preview);
  choose(0);
}

function equipAll(within) {
  if (within.matches?.("[data-comment-form]")) equip(within);
  within.querySelectorAll?.("[data-comment-form]").forEach(equip);
}

document.addEventListener("htmx:load", ({ target }) => equipAll(target));
equipAll(document);

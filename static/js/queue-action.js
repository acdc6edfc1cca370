// A long action carries itself on, step by step, while its page is open; each step shows how far it is.
// Without this script the button does one step; with it, leaving the page stops the action where it is.

const say = (detail) => document.dispatchEvent(new CustomEvent("say", { detail }));
const here = () => document.querySelector("[data-action]");

async function step(section) {
  const form = section.querySelector("form");
  const body = new FormData(form);
  body.set("op", "continue");
  const response = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { "HX-Request": "true" } });
  if (!response.ok) throw new Error(String(response.status));
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  return template.content.querySelector("[data-action]");
}

async function carryOn() {
  while (here().matches("[data-goes-on]")) {
    const section = here();
    let fresh;
    try {
      fresh = await step(section);
    } catch {
      section.querySelector("[data-state]").textContent = section.dataset.failed;
      say(section.dataset.failed);
      return;
    }
    if (!section.isConnected) return;
    const hadFocus = section.contains(document.activeElement);
    section.replaceWith(fresh);
    if (hadFocus) fresh.querySelector("button")?.focus();
  }
  say(here().querySelector("[data-state]").textContent.trim().replace(/\s+/g, " "));
}

if (here()?.matches("[data-goes-on]")) carryOn();

// The theme switch: [data-theme-switch] is a button that says whether the dark theme is on.
// A choice that agrees with the system is forgotten, so that the site follows the system again.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const buttons = document.querySelectorAll("[data-theme-switch]");

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

function show() {
  for (const button of buttons) button.setAttribute("aria-pressed", String(isDark()));
}

function remember(theme) {
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Storage is refused: the choice holds for this page.
  }
}

function choose(theme) {
  if ((theme === "dark") === system.matches) {
    delete root.dataset.theme;
    remember(null);
  } else {
    root.dataset.theme = theme;
    remember(theme);
  }
  show();
}

for (const button of buttons) {
  button.hidden = false;
  button.addEventListener("click", () => choose(isDark() ? "light" : "dark"));
}
system.addEventListener("change", show);
show();

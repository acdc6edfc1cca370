// The theme switch: [data-theme-switch] is a button that says whether the dark theme is on.
// A choice that agrees with the system is forgotten, so that the site follows the system again.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const buttons = document.querySelectorAll("[data-theme-switch]");
const colours = document.querySelectorAll("[data-theme-color]"); // of the browser's own bars

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

function show() {
  for (const button of buttons) button.setAttribute("aria-pressed", String(isDark()));
  for (const meta of colours) {
    meta.media = (meta.dataset.themeColor === "dark") === isDark() ? "all" : "not all";
  }
}

/** Take over a choice; anything but "light" and "dark" is the system's, as "auto" is in the admin. */
function wear(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
  show();
}

function remembered() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return root.dataset.theme; // storage is refused: the choice holds for this page
  }
}

function remember(theme) {
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // As above.
  }
}

function choose(theme) {
  const chosen = (theme === "dark") === system.matches ? null : theme;
  wear(chosen);
  remember(chosen);
}

for (const button of buttons) {
  button.hidden = false;
  button.addEventListener("click", () => choose(isDark() ? "light" : "dark"));
}
system.addEventListener("change", show);
addEventListener("storage", ({ key, newValue }) => {
  if (key === "theme") wear(newValue); // chosen in another tab, the admin's too
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) wear(remembered()); // back on a page that slept meanwhile
});
show();

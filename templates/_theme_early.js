// Before the first paint: the remembered theme, if there is one. Shares its key with Django's admin.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
    for (const meta of document.querySelectorAll("[data-theme-color]")) {
      meta.media = meta.dataset.themeColor === theme ? "all" : "not all";
    }
  }
} catch {
  // Storage is refused: the system's theme holds.
}

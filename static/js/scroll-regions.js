// Wide tables and code in articles scroll inside themselves; the keyboard must be able to do it too.

for (const table of document.querySelectorAll(".prose table")) {
  const region = document.createElement("div");
  region.className = "table-scroll";
  table.replaceWith(region);
  region.append(table);
}

function describe(region) {
  if (region.scrollWidth <= region.clientWidth) {
    region.removeAttribute("tabindex");
    return;
  }
  region.tabIndex = 0;
  const caption = region.querySelector("caption")?.textContent.trim();
  if (caption) {
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", caption);
  }
}

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => describe(target)));
for (const region of document.querySelectorAll(".prose .table-scroll, .prose pre")) sizes.observe(region);
document.fonts.ready.then(() => document.querySelectorAll(".prose .table-scroll, .prose pre").forEach(describe));

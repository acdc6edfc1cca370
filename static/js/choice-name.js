// The admin's choices with a search (select2) are named by their value alone, and while empty by nothing: the
// words of their label go before it.

window.django.jQuery(() => { // after the admin's own, which makes them
  for (const shown of document.querySelectorAll(".select2-selection__rendered")) {
    const field = shown.id.replace(/^select2-(.*)-container$/, "$1");
    const label = document.querySelector(`label[for="${CSS.escape(field)}"]`);
    if (!label) continue;
    label.id ||= `${field}-label`;
    shown.setAttribute("aria-labelledby", label.id);
    shown.closest(".select2-selection").setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
  }
});

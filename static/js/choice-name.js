// Names what Django's admin leaves without a name: choices with a search (select2), named by their value alone and
// while empty by nothing, and inputs in the cells of a table, which their column's heading names for the eye only.

let number = 0;

function idOf(element) {
  element.id ||= `name-${++number}`;
  return element.id;
}

/** What names a field for the eye: its label, else its column's heading. */
function headingOf(field) {
  const label = field.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  if (label) return label;
  const cell = field.closest("td");
  if (cell?.matches(".delete")) return cell.closest("table").querySelector("th:last-child"); // it has no class
  const name = cell && [...cell.classList].find((each) => each.startsWith("field-"));
  return name ? cell.closest("table").querySelector(`th.column-${CSS.escape(name.slice("field-".length))}`) : null;
}

function nameChoice(shown) {
  const field = document.getElementById(shown.id.replace(/^select2-(.*)-container$/, "$1"));
  const heading = field && headingOf(field);
  if (!heading) return;
  shown.setAttribute("aria-labelledby", idOf(heading));
  shown.closest(".select2-selection").setAttribute("aria-labelledby", `${idOf(heading)} ${shown.id}`);
}

function nameInput(field) {
  if (field.labels?.length || field.ariaLabel || field.hasAttribute("aria-labelledby")) return;
  const heading = headingOf(field);
  if (heading) field.setAttribute("aria-labelledby", idOf(heading));
}

function nameAll() {
  document.querySelectorAll(".select2-selection__rendered").forEach(nameChoice);
  document.querySelectorAll("td :is(input:not([type=hidden], .action-select), select, textarea)").forEach(nameInput);
}

const jQuery = window.django?.jQuery;
if (jQuery) {
  jQuery(nameAll); // after the admin's own, which makes them
  document.addEventListener("formset:added", () => setTimeout(nameAll)); // after the new row's choices are made
} else nameAll();

// window.counted("answers", 3): the words for a number, in the form that the language has for it. The server
// gives each form with numbers that take it (comments/plurals.py); which numbers are of one kind the browser knows.
// "" for words that are not there. Other scripts use it; it stands first among them.

const language = document.documentElement.lang || undefined;
const given = JSON.parse(document.querySelector("[data-words]")?.dataset.counted ?? "{}");
const words = {}; // name -> kind of number -> form; each when it is first asked for
let kinds, digits;

function forms(name) {
  kinds ??= new Intl.PluralRules(language);
  const found = {};
  for (const [form, numbers] of Object.entries(given[name] ?? {})) {
    for (const number of numbers) found[kinds.select(number)] ??= form;
  }
  return found;
}

window.counted = (name, number) => {
  const known = (words[name] ??= forms(name));
  const form = known[kinds.select(number)] ?? known.other ?? "";
  digits ??= new Intl.NumberFormat(language);
  return form.replace("{n}", digits.format(number));
};

// window.counted("answers", 3): the words for a number, in the form that the language has for it. The server
// gives each form with numbers that take it (comments/plurals.py); which numbers are of one kind the browser knows.
// "" for words that are not there. Other scripts use it; it stands first among them.

const language = document.documentElement.lang || undefined;
const kinds = new Intl.PluralRules(language);
const digits = new Intl.NumberFormat(language);
const given = document.querySelector("[data-words]")?.dataset.counted;
const words = {};

for (const [name, forms] of Object.entries(JSON.parse(given ?? "{}"))) {
  words[name] = {};
  for (const [form, numbers] of Object.entries(forms)) {
    for (const number of numbers) words[name][kinds.select(number)] ??= form;
  }
}

window.counted = (name, number) => {
  const form = words[name]?.[kinds.select(number)] ?? words[name]?.other ?? "";
  return form.replace("{n}", digits.format(number));
};

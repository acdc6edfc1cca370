// Counts words and minutes while the text is written. The server counts again when it is saved.

const desk = document.querySelector("[data-desk]");
const place = desk?.querySelector("[data-count]");
const words = document.querySelector("[data-editor-words]")?.dataset ?? {};
const source = document.querySelector("[data-editor]");
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
let timer;

function count() {
  const page = new DOMParser().parseFromString(source.value.replace(/<(\/?(?:p|li|h\d|td|th|br|div|blockquote)\b)/g, " <$1"), "text/html");
  let found = 0;
  for (const { isWordLike } of segmenter.segment(page.body.textContent)) found += isWordLike;
  const minutes = Math.max(1, Math.round(found / Number(desk.dataset.wordsAMinute)));
  const say = (one, other, n) => (n === 1 ? one : other.replace("{n}", n));
  place.textContent = `${say(words.wordsOne, words.wordsOther, found)} · ${say(words.minutesOne, words.minutesOther, minutes)}`;
}

if (source && place) {
  source.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, 400);
  });
  count();
}

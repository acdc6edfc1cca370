// A link of the discussion to a comment that stands on this very page goes there without leaving it:
// "in reply to Ben", "Most reacted comment". Its time, the permalink, stays a link like any other.
// An address that points at a comment which this page leaves out (#comment-12, shared from a longer page) goes on
// to that comment's own. A permalink that lost its #comment-12 on the way lands on the comment all the same.

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest('[data-discussion] a[href*="#comment-"]:not(.comment-time)');
  const comment = link && document.getElementById(link.hash.slice(1));
  if (!comment) return;
  event.preventDefault();
  location.hash = link.hash;
  comment.focus({ preventScroll: true });
});

function land() {
  const linked = document.querySelector("[data-comment].is-linked");
  if (linked && !location.hash) location.replace(`#${linked.id}`);
}

async function goOn() {
  const number = /^#comment-(\d+)$/.exec(location.hash)?.[1];
  const isHere = document.getElementById(`comment-${number}`) || history.state?.more?.length; // more.js brings it back
  if (!number || isHere || !document.querySelector("[data-discussion]")) return;
  const permalink = `/comments/${number}/`;
  const answer = await fetch(permalink, { method: "HEAD" }).catch(() => null);
  if (answer?.ok && !document.getElementById(`comment-${number}`)) location.replace(permalink + location.hash);
}

addEventListener("hashchange", goOn);
land();
goOn();

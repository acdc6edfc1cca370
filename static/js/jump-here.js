// A link of the discussion to a comment that stands on this very page goes there without leaving it:
// "in reply to Ben", "Most reacted comment". Its time, the permalink, stays a link like any other.

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest('[data-discussion] a[href*="#comment-"]:not(.comment-time)');
  const comment = link && document.getElementById(link.hash.slice(1));
  if (!comment) return;
  event.preventDefault();
  location.hash = link.hash;
  comment.focus({ preventScroll: true });
});

// Where comments are written. On an article it comes with the first form (when-needed.js).
import "./toolbar.js";
import "./preview.js";
import "./length.js";
import "./edit-clock.js";
import "./draft.js";
import "./remember.js";

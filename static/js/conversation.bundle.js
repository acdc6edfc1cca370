// Where comments are read. words.js, say.js and later.js stand first: others use them.
import "./words.js";
import "./say.js";
import "./later.js";
import "./read-more.js";
import "./discussion.js";
import "./more.js";
import "./jump-here.js";
import "./stems.js";
import "./fold.js";
import "./hidden-people.js";
import "./since.js";
import "./news.js";
import "./keys.js";
import "./edit-link.js";
import "./when-needed.js";

// Every page has it.
import "./theme.js";
import "./relative-time.js";
import "./scroll-regions.js";

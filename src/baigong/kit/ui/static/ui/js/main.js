// Starts each behaviour that a page asks for, and again in what htmx brings.
import * as arrive from "./arrive.js";
import * as autosave from "./autosave.js";
import * as away from "./away/desk.js";
import * as choose from "./choose.js";
import * as copy from "./copy.js";
import * as counter from "./counter.js";
import * as criterion from "./criterion.js";
import * as deadline from "./deadline.js";
import * as dialog from "./dialog.js";
import * as drop from "./drop.js";
import * as grid from "./grid.js";
import * as idle from "./idle.js";
import * as keys from "./keys.js";
import * as menu from "./menu.js";
import * as pairs from "./pairs.js";
import * as theme from "./theme.js";
import "./trust.js";

const BEHAVIOURS = [arrive, autosave, away, choose, copy, counter, criterion, deadline, dialog, drop, grid, idle, keys, menu, pairs, theme];

document.documentElement.classList.add("js");
for (const behaviour of BEHAVIOURS) behaviour.start(document);
document.addEventListener("htmx:afterSwap", (event) => {
  for (const behaviour of BEHAVIOURS) behaviour.start(event.detail.elt);
});

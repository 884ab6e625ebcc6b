"use strict";
// The button that prints the sheet: without script there is the browser's own.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

"use strict";
// The three questions on one hand's keys, while nobody is writing; Ctrl+Enter submits from anywhere.
document.addEventListener("keydown", (event) => {
  const form = document.querySelector("form[data-callback]");
  if (!form || event.isComposing) return;
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("textarea, select, input:not([type=radio])")) return;
  const choice = form.querySelector(`input[data-key="${CSS.escape(event.key.toUpperCase())}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.focus();
});

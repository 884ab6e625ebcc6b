"use strict";
// The three questions on one hand's keys, and what else may come of the call, while nobody is writing; Ctrl+Enter submits
// from anywhere.
document.addEventListener("keydown", (event) => {
  const form = document.querySelector("form[data-callback]");
  if (!form || event.isComposing) return;
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-submit]"));
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("textarea, select, input:not([type=radio])")) return;
  const key = CSS.escape(event.key.toUpperCase());
  const choice = form.querySelector(`input[data-key="${key}"]`);
  const button = document.querySelector(`button[data-press="${key}"]`);
  const field = document.querySelector(`input[data-focus="${key}"]`);
  if (!choice && !button && !field) return;
  event.preventDefault();
  if (choice) {
    choice.checked = true;
    choice.focus();
  } else if (button) {
    button.click();
  } else {
    field.focus();
  }
});

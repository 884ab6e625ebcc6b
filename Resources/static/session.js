"use strict";
// Says when the sign-in has ended, and why, and keeps what is written on the page until there is a new one. Typing and
// clicking keep somebody signed in; a page that is only open does not.
(() => {
  const account = document.querySelector('meta[name="account"]')?.content;
  if (!account) return;
  const EVERY = 20000;
  let over = null;
  let touched = 0;
  let told = Date.now();

  const isWritten = () => [...document.querySelectorAll("main input:not([type=hidden]), main textarea")].some((field) =>
    ["checkbox", "radio"].includes(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);

  const show = (words) => {
    if (over) return over.querySelector("a").focus();
    over = document.createElement("div");
    over.className = "session-over";
    over.setAttribute("role", "alert");
    const said = document.createElement("p");
    said.textContent = words;
    const kept = document.createElement("p");
    kept.className = "small";
    kept.textContent = "这一页上填写的内容还在：在新窗口登录后回到这里，继续提交。";
    const link = document.createElement("a");
    link.className = "btn btn-primary";
    link.href = "/login";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "在新窗口登录";
    over.append(said, ...(isWritten() ? [kept] : []), link);
    document.body.append(over);
    document.documentElement.dataset.over = "true";
  };

  /// Signed in again: forms carry the new session's token.
  const back = (token) => {
    over.remove();
    over = null;
    delete document.documentElement.dataset.over;
    if (!isWritten()) return location.reload();
    document.querySelector('meta[name="form-token"]').content = token;
    document.querySelectorAll('input[name="_token"]').forEach((field) => { field.value = token; });
  };

  const look = async () => {
    const isBusy = touched > told;
    let said;
    try {
      const answer = await fetch("/session" + (isBusy ? "?busy=1" : ""), { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!answer.ok) return;
      said = await answer.json();
    } catch {
      return; // Without a line nothing has ended.
    }
    told = Date.now();
    if (!said.account) return show(said.ended);
    if (said.account !== account) return location.assign("/");
    if (over) back(said.formToken);
  };

  ["keydown", "pointerdown", "input"].forEach((name) => document.addEventListener(name, () => { touched = Date.now(); }, { capture: true, passive: true }));
  // A form sent now would be lost on the way.
  document.addEventListener("submit", (event) => {
    if (!over || event.target.matches('[action="/appearance"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    over.querySelector("a").focus();
  }, true);
  document.addEventListener("huiyin:away", look);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  addEventListener("focus", look);
  setInterval(() => { if (!document.hidden) look(); }, EVERY);
})();

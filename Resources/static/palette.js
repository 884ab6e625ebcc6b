"use strict";
// Everywhere: Ctrl+K finds, ? shows the keys of the page. Without it the form in the top bar finds by itself.
(() => {
  const form = document.querySelector("form[data-palette]");
  const token = document.querySelector('meta[name="form-token"]')?.content ?? "";
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    Object.entries(attributes ?? {}).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  };

  /// Opens a dialog; closing gives the focus back to where it was.
  const show = (dialog) => {
    const before = document.activeElement;
    dialog.addEventListener("close", () => {
      if (before?.isConnected && before !== document.body) before.focus({ preventScroll: true });
      dialog.remove();
    }, { once: true });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    dialog.showModal();
  };

  // ── The palette ────────────────────────────────────────────────────────
  const openPalette = (words) => {
    const list = make("div", { class: "find-list", id: "palette-list", role: "listbox", "aria-label": "找到的" });
    const input = make("input", {
      class: "form-control", type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", autocomplete: "off",
      "aria-label": "查找", placeholder: "案件号末几位、来电号码、道路、单位、主题、页面", value: words,
    });
    const foot = make("div", { class: "find-foot" }, make("span", {}, make("kbd", {}, "↑ ↓"), " 选择"), make("span", {}, make("kbd", {}, "Enter"), " 打开"), make("span", {}, make("kbd", {}, "Esc"), " 关闭"));
    const dialog = make("dialog", { class: "palette", id: "palette", "aria-label": "查找" }, input, list, foot);
    const items = () => [...list.querySelectorAll("[role=option]")];
    const matches = window.huiyinMatches(input, {
      wait: 120,
      options: items,
      find: () => fetch("/find", {
        method: "POST", credentials: "same-origin", headers: { "HX-Request": "true" }, body: new URLSearchParams({ _token: token, q: input.value }),
      }).then(async (answer) => {
        const away = answer.headers.get("HX-Redirect");
        if (away) location.assign(away);
        if (!answer.ok) throw new Error();
        return answer.text();
      }).catch(() => '<p class="field-error p-3" role="alert">现在查不了，请稍后再试。</p>'),
      show: (html) => {
        list.innerHTML = html;
        items().forEach((item, i) => { item.id = `palette-${i}`; });
      },
    });
    input.addEventListener("keydown", async (event) => {
      if (event.isComposing || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
      event.preventDefault();
      await matches.settle();
      if (!items().length) return;
      if (event.key === "Enter") return (matches.marked() ?? items()[0]).click();
      matches.step(event.key);
    });
    show(dialog);
    input.select();
    if (words) matches.ask();
  };

  // ── The keys of the page ───────────────────────────────────────────────
  const openKeys = () => {
    const rows = new Map();
    const add = (keys, words) => { if (keys && words && !rows.has(keys)) rows.set(keys, words); };
    const said = (element) => {
      const copy = element.cloneNode(true);
      copy.querySelector("kbd")?.remove();
      return (element.getAttribute("title") || copy.textContent).replace(/\s+/g, " ").trim();
    };
    document.querySelectorAll(".keysbar > span").forEach((span) => {
      const keys = span.querySelector("kbd")?.textContent;
      if (keys !== "?") add(keys, said(span));
    });
    document.querySelectorAll("[data-key]").forEach((button) => add(button.querySelector("kbd")?.textContent, said(button)));
    const list = make("dl");
    rows.forEach((words, keys) => list.append(make("dt", {}, make("kbd", {}, keys)), make("dd", {}, words)));
    if (form) list.append(make("dt", {}, make("kbd", {}, "Ctrl K")), make("dd", {}, "查找案件、号码、地点、单位、页面"));
    list.append(make("dt", {}, make("kbd", {}, "?"), " ", make("kbd", {}, "F1")), make("dd", {}, "这一页的快捷键（写字时用 F1）"), make("dt", {}, make("kbd", {}, "Esc")), make("dd", {}, "关闭"));
    const close = make("button", { class: "btn btn-plain btn-sm", type: "button" }, "关闭");
    const dialog = make("dialog", { class: "palette keys-dialog", id: "keys", "aria-labelledby": "keys-h" }, make("h2", { id: "keys-h" }, "快捷键"), list, make("div", { class: "find-foot" }, close));
    close.addEventListener("click", () => dialog.close());
    show(dialog);
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    if (form && event.ctrlKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openPalette("");
    } else if (event.key === "F1" || (event.key === "?" && !event.ctrlKey && !event.altKey && !window.huiyinIsWriting(event.target))) {
      event.preventDefault();
      openKeys();
    }
  });
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    openPalette(form.elements.q.value);
  });
})();

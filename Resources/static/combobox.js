"use strict";
// Open comboboxes: characters, pinyin or initials; what is typed stays if nothing is chosen. Without it a list of the
// browser's own helps.
(() => {
  const wait = 60;
  /// Words that are chosen but not yet found: a form that is sent waits for them.
  const onTheWay = new Set();
  document.addEventListener("submit", async (event) => {
    if (!onTheWay.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target, submitter } = event;
    await Promise.all(onTheWay);
    target.requestSubmit(submitter);
  }, true);

  const make = (input) => {
    const among = input.dataset.combo;
    const list = document.createElement("ul");
    list.className = "options";
    list.id = input.id + "-options";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    list.hidden = true;
    const holder = document.createElement("div");
    holder.className = "combo";
    input.replaceWith(holder);
    holder.append(input, list);
    input.removeAttribute("list");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    let asked = input.value;
    let shown = "";
    const options = () => [...list.children];
    const matches = window.huiyinMatches(input, {
      wait,
      options,
      find: () => {
        const typed = input.value.trim();
        asked = input.value;
        if (!typed) return close();
        return fetch(`/desk/words?among=${among}&q=${encodeURIComponent(typed)}`, { credentials: "same-origin" })
          .then((answer) => (answer.ok ? answer.text() : ""))
          .catch(() => "")
          .then((html) => ({ typed, html }));
      },
      show: ({ typed, html }) => {
        shown = typed;
        list.innerHTML = html;
        options().forEach((option, i) => { option.id = `${list.id}-${i}`; });
        // Whoever has gone on meanwhile gets the word, not the list.
        list.hidden = !list.children.length || document.activeElement !== input;
        input.setAttribute("aria-expanded", String(!list.hidden));
      },
    });
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      matches.mark(-1);
    };
    const take = (option) => {
      input.value = option.dataset.value;
      asked = input.value;
      close();
      input.dispatchEvent(new CustomEvent("huiyin:chosen", { bubbles: true, detail: { ...option.dataset } }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const takeWhenFound = () => {
      const own = matches.settle().then(takeMarked).finally(() => onTheWay.delete(own));
      onTheWay.add(own);
    };
    const takeMarked = () => {
      const option = matches.marked();
      if (option && input.value.trim() === shown) take(option);
    };

    input.addEventListener("keydown", async (event) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      const isAsked = input.value !== asked || matches.isWaiting();
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        await matches.settle();
        if (list.hidden) return matches.ask();
        matches.step(event.key);
      } else if (event.key === "Enter") {
        // The focus goes on at once, for whoever types on; the word follows.
        event.preventDefault();
        if (!isAsked) takeMarked();
        window.huiyinNextField?.(input);
        if (isAsked) takeWhenFound();
      } else if (event.key === "Tab" && !event.shiftKey) {
        if (!isAsked) return takeMarked();
        takeWhenFound();
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    input.addEventListener("blur", () => {
      if (!matches.isWaiting()) close();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) take(option);
      input.focus();
    });
  };

  document.querySelectorAll("input[data-combo]").forEach(make);
})();

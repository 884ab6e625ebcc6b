"use strict";
// The desk by keyboard: kinds by digits, Enter to the next field, what the topic brings along, and a copy of what has
// not reached the server.
(() => {
  const form = document.querySelector("form[data-desk]");
  if (!form) return;
  const main = document.getElementById("main");
  const field = (name) => form.elements[name];

  // ── Where to begin, and where to go on ─────────────────────────────────
  const order = ["d-caller.phone", "d-topic", "d-place.road", "d-description"];
  /// Enter leads along the fields of the quickest way; Tab along all of them.
  window.huiyinNextField = (input) => {
    // Who knows no road knows the area.
    const afterRoad = input.value.trim() ? "d-description" : "d-place.area";
    const next = { "d-topic": "d-place.road", "d-place.road": afterRoad, "d-place.area": "d-description" }[input.id];
    if (next) document.getElementById(next)?.focus();
  };
  const begin = () => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const wrong = document.querySelector(".has-problem input, .has-problem textarea, .has-problem select");
    const empty = order.map((id) => document.getElementById(id)).find((input) => input && !input.value);
    (wrong ?? empty ?? document.getElementById(order[0]))?.focus({ preventScroll: true });
  };
  begin();
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey) return;
    if (event.target.id === "d-caller.phone") {
      event.preventDefault();
      document.getElementById("d-topic").focus();
    } else if (event.target.matches("input:not([data-combo])")) {
      // A half-filled form is never sent by accident.
      event.preventDefault();
    }
  });

  // ── Keys ───────────────────────────────────────────────────────────────
  const chooseKind = (digit) => {
    const choice = form.querySelector(`input[data-digit="${digit}"]`);
    if (!choice) return;
    choice.checked = true;
    form.dataset.kindChosen = "true";
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  };
  let askedAt = -1;
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const digit = /^Digit([1-7])$/.exec(event.code)?.[1];
    if (digit && (event.altKey || !window.huiyinIsWriting(event.target))) {
      event.preventDefault();
      chooseKind(digit);
    } else if (event.altKey && event.code === "KeyQ") {
      event.preventDefault();
      const asked = [...document.querySelectorAll("[data-ask]")];
      if (!asked.length) return;
      askedAt = (askedAt + 1) % asked.length;
      asked[askedAt].click();
    }
  });
  form.addEventListener("click", (event) => {
    if (event.target.closest("input[name=kind]")) form.dataset.kindChosen = "true";
    if (event.target.closest("input[name=urgency]")) form.dataset.urgencyChosen = "true";
    const button = event.target.closest("button[value=answer_directly]");
    if (!button || field("answer").value.trim()) return;
    // The first time it opens the field for the answer.
    event.preventDefault();
    field("answer").closest("details").open = true;
    field("answer").focus();
  });
  // Opening a fold means writing there, at once: what is typed next must not go astray.
  document.addEventListener("click", (event) => {
    const fold = event.target.closest("summary")?.parentElement;
    if (!fold?.matches("details[data-fold]")) return;
    event.preventDefault();
    fold.open = !fold.open;
    if (fold.open) fold.querySelector("input:not([type=hidden]), textarea, select")?.focus({ preventScroll: true });
  });

  // ── What the topic brings along, unless somebody has chosen otherwise ──
  form.addEventListener("huiyin:chosen", (event) => {
    const { kind, urgency } = event.detail;
    const check = (name, value, isChosen) => {
      const choice = value && !isChosen && form.querySelector(`input[name=${name}][value="${CSS.escape(value)}"]`);
      if (choice) choice.checked = true;
    };
    check("kind", kind, form.dataset.kindChosen);
    check("urgency", urgency, form.dataset.urgencyChosen);
  });

  // ── Another matter after all: it stays hidden for this form ────────────
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-apart]");
    if (!button) return;
    const apart = document.createElement("input");
    apart.type = "hidden";
    apart.name = "apart";
    apart.value = button.dataset.apart;
    form.append(apart);
    const panel = button.closest("[data-same]");
    button.closest(".stack-1").remove();
    if (!panel.querySelector("[data-apart]")) panel.remove();
    else field("description").dispatchEvent(new Event("change", { bubbles: true }));
    document.getElementById("d-description").focus();
  });

  // ── A copy of what has not reached the server ──────────────────────────
  const key = "huiyin.desk." + main.dataset.keeper;
  const store = {
    read: () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write: (copy) => { try { localStorage.setItem(key, JSON.stringify(copy)); } catch { /* full, or not allowed: the server's draft remains */ } },
    drop: () => { try { localStorage.removeItem(key); } catch { /* as above */ } },
  };
  const carried = (name) => name && !["_token", "draft", "after", "apart", "event", "same", "open"].includes(name);
  const written = () => [...new FormData(form)].filter(([name, value]) => carried(name) && typeof value === "string");
  const isWorth = (pairs) => pairs.some(([name, value]) => value && /^(topic|description|expectation|answer|caller\.(phone|name)|place\.)/.test(name));
  const copy = () => {
    const pairs = written();
    if (isWorth(pairs)) store.write({ at: Date.now(), draft: field("draft").value, pairs });
    else store.drop();
  };
  form.addEventListener("input", copy);
  form.addEventListener("huiyin:chosen", () => setTimeout(copy));
  // The server has it: nothing of a caller stays in the browser.
  form.addEventListener("huiyin:kept", (event) => {
    const all = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "draft");
    if (event.detail === new URLSearchParams(all).toString()) store.drop();
  });

  const restore = (pairs) => {
    const byName = new Map();
    pairs.forEach(([name, value]) => byName.set(name, [...(byName.get(name) ?? []), value]));
    byName.forEach((values, name) => {
      const inputs = form.elements[name];
      (inputs instanceof RadioNodeList ? [...inputs] : [inputs]).filter(Boolean).forEach((input) => {
        if (input.type === "radio" || input.type === "checkbox") input.checked = values.includes(input.value);
        else if (input.type !== "hidden") input.value = values[values.length - 1];
        const fold = values.some(Boolean) && input.closest?.("details");
        if (fold && !["radio", "checkbox"].includes(input.type) && input.value) fold.open = true;
      });
    });
    document.getElementById("d-caller.phone").dispatchEvent(new Event("change", { bubbles: true }));
  };
  const offer = (kept) => {
    const line = document.createElement("p");
    line.className = "note note-soon row-line";
    line.setAttribute("role", "alert");
    const words = document.createElement("span");
    words.className = "grow clip";
    const at = new Date(kept.at).toTimeString().slice(0, 5);
    const begins = kept.pairs.filter(([name, value]) => value && /^(topic|place\.road|description)$/.test(name)).map(([, value]) => value);
    words.textContent = `${at} 写的没有存上：${begins.join(" · ") || "来电人"}`;
    const button = (text, keys, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "btn btn-plain btn-sm";
      made.append(text);
      if (keys) {
        const shown = document.createElement("kbd");
        shown.textContent = keys;
        made.append(" ", shown);
        made.dataset.key = keys.replace(" ", "+").replace(/\+(.)$/, (_, letter) => "+" + letter.toLowerCase());
      }
      made.addEventListener("click", () => { act(); line.remove(); });
      return made;
    };
    line.append(words, button("恢复", "Alt Z", () => restore(kept.pairs)), button("丢弃", "", store.drop));
    form.querySelector(".desk-fields").prepend(line);
  };
  const kept = store.read();
  if (main.hasAttribute("data-clean") || !kept) store.drop();
  else if (JSON.stringify(kept.pairs.filter(([, v]) => v)) === JSON.stringify(written().filter(([, v]) => v))) store.drop();
  else offer(kept);
})();

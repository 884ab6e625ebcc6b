"use strict";
// What the pages do by themselves: look again when told to, keep drafts. Without it every page works, only more
// slowly.
/// Whether keys pressed there are words: single letters are commands elsewhere only.
window.huiyinIsWriting = (element) => Boolean(element?.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])"));

(() => {
  const main = document.querySelector("main");
  const token = document.querySelector('meta[name="form-token"]')?.content ?? "";
  const fresh = document.getElementById("fresh");
  const liveElements = () => document.querySelectorAll("[data-live-src]");
  const topicsOf = (element, name) => (element?.dataset[name] ?? "").split(",").filter(Boolean);

  // ── Live: the wire says “look again”, never what is new ────────────────
  const topics = [...new Set([...topicsOf(main, "topics"), ...[...liveElements()].flatMap((e) => topicsOf(e, "liveTopics"))])];
  let wait = null;

  /// Nothing moves while somebody reads or types there.
  const isInUse = (element) => {
    const focus = document.activeElement;
    if (focus && focus !== document.body && element.contains(focus) && focus.matches("input, textarea, select, button, summary")) return true;
    if (element.querySelector("details[open]")) return true;
    return [...element.querySelectorAll("input, textarea, select")].some((field) => {
      if (field.type === "hidden") return false;
      if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
      if (field.tagName === "SELECT") return [...field.options].some((o, i) => o.selected !== (o.defaultSelected || (!field.multiple && i === 0 && !field.querySelector("option[selected]"))));
      return field.value !== field.defaultValue;
    });
  };

  const sayFresh = () => {
    if (!fresh) return;
    fresh.querySelector("a").href = main?.dataset.here ?? location.pathname + location.search;
    fresh.hidden = false;
  };

  const lookAgain = async (element) => {
    // Where a page's own script puts the news, nothing moves under somebody's hands.
    const merges = element.hasAttribute("data-live-merge");
    if (!merges && isInUse(element)) return sayFresh();
    const answer = await fetch(element.dataset.liveSrc, { headers: { "HX-Request": "true", "X-Huiyin-Watch": "1" }, credentials: "same-origin" });
    const away = answer.headers.get("HX-Redirect");
    // What stands written here must not go with the sign-in: session.js says that it is over, and the page stays.
    if (away) return document.dispatchEvent(new CustomEvent("huiyin:away"));
    if (!answer.ok) return answer.status === 404 ? sayFresh() : undefined;
    const text = await answer.text();
    if (merges) return element.dispatchEvent(new CustomEvent("huiyin:news", { detail: text }));
    if (isInUse(element)) return sayFresh();
    const scroll = element.scrollTop;
    element.innerHTML = text;
    element.scrollTop = scroll;
    window.htmx?.process(element);
    element.dispatchEvent(new CustomEvent("huiyin:fresh", { bubbles: true }));
  };

  /// Changes that come together are looked at once.
  const waiting = new Set();
  const changed = (topic) => {
    liveElements().forEach((element) => {
      if (topic === null || topicsOf(element, "liveTopics").includes(topic)) waiting.add(element);
    });
    lookSoon(150);
  };
  const lookSoon = (delay) => {
    wait ??= setTimeout(() => {
      wait = null;
      const elements = [...waiting];
      waiting.clear();
      elements.filter((element) => element.isConnected).forEach((element) => lookAgain(element).catch(() => {
        // The line is cut: looked at again when it is back.
        waiting.add(element);
        lookSoon(3000);
      }));
    }, delay);
  };

  const line = topics.length && window.huiyinLine ? window.huiyinLine(topics, changed) : null;
  const open = () => { if (!document.hidden) line?.open(); };
  const close = () => line?.close();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return close();
    open();
    changed(null);
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.querySelectorAll("[data-sent]").forEach((button) => { button.disabled = false; delete button.dataset.sent; });
      changed(null);
    }
    open();
  });
  open();

  // ── Forms: sent once; Escape closes ────────────────────────────────────
  document.addEventListener("submit", (event) => {
    const form = event.target;
    // What is fetched to be kept leaves the page where it is.
    if (form.method.toLowerCase() !== "post" || event.submitter?.hasAttribute("data-download")) return;
    form.dataset.sent = "true";
    // After the browser has read the form: the button that was pressed is part of it.
    setTimeout(() => {
      if (event.defaultPrevented) return;
      [...form.elements].filter((e) => e.type === "submit" && !e.disabled).forEach((button) => { button.disabled = true; button.dataset.sent = "true"; });
    });
  });
  document.addEventListener("keydown", (event) => {
    // What lies behind a dialog is out of reach.
    if (document.querySelector("dialog[open]")) return;
    const pressed = (event.ctrlKey ? "Control+" : "") + (event.altKey ? "Alt+" : "") + event.key;
    // Of several with one key the last: what the form in hand brings up stands below what was done before.
    const button = [...document.querySelectorAll("[data-key]")].filter((b) => b.dataset.key === pressed && !b.disabled).pop();
    if (button && pressed.includes("+")) {
      event.preventDefault();
      // What is being typed counts: leave the field first.
      document.activeElement?.blur();
      return button.click();
    }
    if (event.key !== "Escape") return;
    const opened = [...document.querySelectorAll("details.act[open]")].pop();
    if (!opened) return;
    opened.open = false;
    opened.querySelector("summary")?.focus();
  });
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.matches?.("details.act") || !details.open || details.matches(".act-more")) return;
    // This comes a moment after the opening: whoever is in a field by then stays there.
    if (!details.querySelector("form")?.contains(document.activeElement)) {
      details.querySelector("input:not([type=hidden]), textarea, select")?.focus({ preventScroll: true });
    }
  }, true);

  // ── Drafts: kept every few seconds and on leaving a field ──────────────
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const own = (data) => new URLSearchParams([...data].filter(([name, value]) => typeof value === "string" && name !== "draft"));
    const written = () => own(new FormData(form)).toString();
    const said = document.querySelector("[data-draft-said]");
    let kept = written();
    let underWay = null;
    const send = async (now, isLeaving) => {
      try {
        const body = new URLSearchParams(new FormData(form));
        const answer = await fetch(form.dataset.draft, { method: "POST", body, keepalive: isLeaving === true, credentials: "same-origin" });
        if (!answer.ok) throw new Error();
        const { id, at } = await answer.json();
        form.elements.draft.value = id;
        kept = now;
        if (said) said.textContent = "草稿已存 " + at;
        form.dispatchEvent(new CustomEvent("huiyin:kept", { detail: now }));
        underWay = null;
        keep(); // what was typed meanwhile
      } catch {
        underWay = null;
        if (said) said.textContent = "草稿没有存上，正在重试";
      }
    };
    const keep = (isLeaving) => {
      const now = written();
      if (underWay || now === kept || form.dataset.sent) return;
      underWay = send(now, isLeaving);
    };
    // A draft that is on its way would outlive its case: the form waits for its number.
    form.addEventListener("submit", async (event) => {
      if (!underWay) return;
      event.preventDefault();
      event.stopPropagation();
      await underWay;
      form.requestSubmit(event.submitter);
    });
    setInterval(keep, 4000);
    document.addEventListener("change", (event) => { if (event.target.form === form) keep(); });
    addEventListener("pagehide", () => keep(true));
  });
})();

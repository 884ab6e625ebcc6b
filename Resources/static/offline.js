"use strict";
// Forms of those who go out: sent at once, or kept as “待发” while the line is away and sent in order when it is back.
(() => {
  const outbox = window.huiyinOutbox;
  const photos = window.huiyinPhotos;
  const root = document.querySelector("[data-outbox]");
  const strip = document.querySelector("[data-outbox-list]");
  if (!root || !strip || !outbox || !photos || !("indexedDB" in window)) return;
  const person = strip.dataset.person;
  const token = () => document.querySelector('meta[name="form-token"]')?.content ?? "";
  // The server's clock may be another than this telephone's.
  const ahead = root.dataset.now ? Number(root.dataset.now) - Date.now() : 0;
  let sent = [];

  const make = (name, words, className) => {
    const element = document.createElement(name);
    if (words) element.textContent = words;
    if (className) element.className = className;
    return element;
  };

  // ── What is typed stays while a step of the same page is sent ──────────
  const rememberedAs = (field) => location.pathname + "#" + field.name;
  document.querySelectorAll("[data-remember]").forEach((field) => {
    if (!field.value) field.value = sessionStorage.getItem(rememberedAs(field)) ?? "";
    field.addEventListener("input", () => sessionStorage.setItem(rememberedAs(field), field.value));
  });
  const forgetTyped = (form) =>
    [...form.elements].filter((e) => e.matches("[data-remember]")).forEach((field) => sessionStorage.removeItem(rememberedAs(field)));

  // ── Sending ────────────────────────────────────────────────────────────
  const letterOf = async (form, button) => {
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    const kept = photos.waiting(form).map(({ file, side }) => ({ file, side }));
    const pairs = [];
    for (const [name, value] of data) {
      if (typeof value === "string") pairs.push([name, value]);
      else if (value.size) kept.push({ file: value, side: name === "file" ? "" : name });
    }
    const letter = {
      id: data.get("once") || crypto.randomUUID(), person, at: Date.now(), action: form.getAttribute("action"), pairs, photos: [],
      what: (button?.querySelector("span") ?? button)?.textContent.trim() ?? "提交",
      matter: button?.closest("[data-matter]")?.dataset.matter ?? root.dataset.matter ?? "",
    };
    for (const { file, side } of kept) {
      letter.photos.push({ bytes: await file.arrayBuffer(), name: file.name, type: file.type, side });
    }
    return letter;
  };

  const natively = (form, letter, button) => {
    // The server shows the page again with what was typed and what was wrong; photographs are there already.
    photos.waiting(form).forEach(({ tile }) => tile.remove());
    photos.forget(form);
    const here = new Set([...new FormData(form).getAll("photos")]);
    letter.pairs.filter(([name, value]) => name === "photos" && !here.has(value)).forEach(([, id]) => form.append(photos.field(form, id)));
    if (button?.name) {
      const pressed = make("input");
      pressed.type = "hidden";
      pressed.name = button.name;
      pressed.value = button.value;
      form.append(pressed);
    }
    HTMLFormElement.prototype.submit.call(form);
  };

  const keep = async (form, letter, button) => {
    letter.state = "waiting";
    if (/\/events\/arrive$/.test(letter.action)) letter.pairs.push(["at", new Date(letter.at + ahead).toISOString()]);
    await outbox.keep(letter);
    forgetTyped(form);
    photos.waiting(form).forEach(({ tile }) => { tile.querySelector("span").textContent = "待发"; });
    photos.forget(form);
    if (button) {
      button.disabled = true;
      (button.querySelector("small") ?? button).textContent = "待发";
    }
    await show();
    strip.scrollIntoView({ block: "nearest" });
    later();
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method.toLowerCase() !== "post" || !form.closest("[data-outbox]") || form.id === "many") return;
    event.preventDefault();
    if (form.dataset.underWay) return;
    form.dataset.underWay = "true";
    const button = event.submitter;
    button?.setAttribute("aria-busy", "true");
    const letter = await letterOf(form, button);
    try {
      // What waits already goes first, or waits together.
      if ((await outbox.all(person)).some((other) => other.state === "waiting")) throw Object.assign(new Error(), { isAway: true });
      const next = await outbox.send(letter, token(), false);
      forgetTyped(form);
      location.assign(next);
    } catch (problem) {
      if (!problem.isAway && problem.status !== 401) return natively(form, letter, button);
      await keep(form, letter, button).catch(() => {
        // A browser that keeps nothing (private browsing, a full telephone): the page itself is the only copy.
        strip.hidden = false;
        strip.replaceChildren(make("p", "没有网络，手机也存不下：请不要离开本页，有网后再按一次。", "t-over"));
      });
      delete form.dataset.underWay;
      button?.removeAttribute("aria-busy");
    }
  });

  // ── Sending what waits, in order ───────────────────────────────────────
  let pause = 2000;
  let timer = null;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, pause);
    pause = Math.min(pause * 2, 60_000);
  };

  const flushAlone = async () => {
    for (const letter of await outbox.all(person)) {
      if (letter.state === "refused") continue;
      try {
        await outbox.send(letter, token(), true);
        await outbox.remove(letter.id);
        sent.push(letter);
        pause = 2000;
      } catch (problem) {
        if (problem.isAway) return later();
        if (problem.status === 401 || problem.code === "form_token") {
          letter.problem = problem.status === 401 ? "登录已过期，重新登录后自动发出" : "请刷新本页，之后自动发出";
          return outbox.keep(letter);
        }
        letter.state = "refused";
        letter.problem = problem.message;
        await outbox.keep(letter);
      }
    }
  };

  const flush = async () => {
    clearTimeout(timer);
    // Of several tabs one sends; the key would keep two from acting twice, too.
    if (navigator.locks) await navigator.locks.request("huiyin-outbox", { ifAvailable: true }, (lock) => (lock ? flushAlone() : later()));
    else await flushAlone();
    await show();
  };

  // ── Opening the list without a line ────────────────────────────────────
  if (location.pathname.startsWith("/unit")) {
    navigator.serviceWorker?.register("/unit/worker.js", { scope: "/unit" }).catch(() => {}); // then it opens with a line only
  }
  // Whoever leaves takes the kept list along.
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") === "/logout" && "caches" in window) caches.delete("huiyin-unit");
  });

  // ── Showing it ─────────────────────────────────────────────────────────
  const clock = (at) => new Date(at + ahead).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
  const typed = (letter) => letter.pairs.filter(([name]) => ["note", "words", "reason"].includes(name)).map(([, value]) => value).join("\n").trim();

  const lineOf = (letter) => {
    const line = make("li", "", letter.state === "refused" ? "outbox-refused" : "");
    const count = letter.photos.length ? `，照片 ${letter.photos.length} 张` : "";
    line.append(make("p", `${letter.what} · ${letter.matter} · ${clock(letter.at)}${count}`, "strong"));
    if (typed(letter)) line.append(make("blockquote", typed(letter)));
    if (letter.problem) {
      line.append(make("p", letter.state === "refused" ? `没有收下：${letter.problem}` : letter.problem, "t-over"));
    }
    if (letter.state !== "refused") return line;
    line.append(make("p", "请打开案件看现在能办什么，把要写的抄过去；不用了就丢弃。", "small"));
    const buttons = make("p", "", "row-line");
    const number = /\/(\d{12,})/.exec(letter.action)?.[1];
    if (number) {
      const link = make("a", "打开案件", "btn btn-plain");
      link.href = letter.action.startsWith("/checks/") ? `/checks/${number}` : `/unit/cases/${number}`;
      buttons.append(link);
    }
    const again = make("button", "再发一次", "btn btn-plain");
    again.addEventListener("click", async () => {
      letter.state = "waiting";
      delete letter.problem;
      await outbox.keep(letter);
      await flush();
    });
    const discard = make("button", "丢弃", "btn btn-caution");
    discard.addEventListener("click", async () => {
      await outbox.remove(letter.id);
      await show();
    });
    buttons.append(again, discard);
    line.append(buttons);
    return line;
  };

  const show = async () => {
    const letters = await outbox.all(person);
    const refused = letters.filter((letter) => letter.state === "refused").length;
    const isCopy = "kept" in root.dataset;
    strip.hidden = !letters.length && !sent.length && !isCopy;
    strip.replaceChildren();
    if (isCopy) strip.append(make("p", "没有网络：这是上次打开时的列表，照样可以签收、到场，联网后自动发出。", "strong"));
    if (sent.length) {
      const said = make("p", `已发出 ${sent.length} 件：` + sent.map((letter) => `${letter.what} ${letter.matter}`).join("；") + " ", "t-ok");
      const look = make("a", "看最新");
      look.href = root.dataset.here ?? location.pathname;
      said.append(look);
      strip.append(said);
    }
    if (!letters.length) return;
    const waits = letters.length - refused;
    const words = [waits ? `待发 ${waits} 件，联网后自动发出` : "", refused ? `${refused} 件没有收下` : ""].filter(Boolean).join("；");
    strip.append(make("p", words, "strong"));
    const list = make("ul");
    list.append(...letters.map(lineOf));
    strip.append(list);
  };

  addEventListener("pageshow", () => document.querySelectorAll("form[data-under-way]").forEach((form) => { delete form.dataset.underWay; }));
  addEventListener("online", () => { pause = 2000; flush(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { pause = 2000; flush(); } });
  flush();
})();

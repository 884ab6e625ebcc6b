"use strict";
// Lists of cases: choosing rows, going by keys, and news that wait behind a line. Without it the list works, only by
// mouse, and shows what is new when it is loaded again.
(() => {
  const list = document.querySelector("[data-live-merge]");
  const bar = document.querySelector("[data-choosing]");
  if (!list) return;
  const rows = () => [...list.querySelectorAll("tr[data-number]")];
  const tick = (row) => row.querySelector("input[name=pick]");
  const link = (row) => row.querySelector(".row-link");

  // ── Choosing ───────────────────────────────────────────────────────────
  const said = document.querySelector("[data-picked]");
  const nothing = said?.textContent;
  const hint = document.querySelector("[data-pick-hint]");
  const count = () => {
    const picked = rows().filter((row) => tick(row)?.checked);
    rows().forEach((row) => row.classList.toggle("is-picked", picked.includes(row)));
    if (said) said.textContent = picked.length ? `已选 ${picked.length} 件` : nothing;
    if (hint) hint.hidden = picked.length > 0;
    document.querySelectorAll("[data-needs-choice]").forEach((button) => { button.disabled = picked.length === 0; });
    const all = list.querySelector("[data-all]");
    if (!all) return;
    all.hidden = false;
    all.checked = picked.length > 0 && picked.length === rows().length;
    all.indeterminate = picked.length > 0 && !all.checked;
  };
  list.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) rows().forEach((row) => { if (tick(row)) tick(row).checked = event.target.checked; });
    count();
  });
  // A browser that comes back to the page has kept the ticks.
  addEventListener("pageshow", count);
  count();

  // What is fetched to be kept leaves the page as it is: its buttons may be pressed again.
  bar?.addEventListener("submit", (event) => {
    const urging = event.submitter;
    if (urging?.value === "hand_over" && !bar.querySelector("[data-colleague]").value.trim()) {
      event.preventDefault();
      bar.querySelector("[data-colleague]").focus();
    }
  });

  // ── Keys, while nobody is writing ──────────────────────────────────────
  let here = null;
  const go = (row) => {
    if (!row) return;
    here?.classList.remove("is-open");
    here = row;
    row.classList.add("is-open");
    link(row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = rows();
    const at = all.indexOf(here?.isConnected ? here : null);
    go(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]);
  };
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest("tr[data-number]");
    if (row && row !== here) {
      here?.classList.remove("is-open");
      here = row;
      row.classList.add("is-open");
    }
  });
  const press = (value) => {
    const button = bar?.querySelector(`button[value=${value}]`);
    if (button && !button.disabled) button.click();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      if (here?.isConnected && tick(here)) { tick(here).checked = !tick(here).checked; count(); }
    },
    u: () => press("urge"),
    r: () => bar?.querySelector("[data-colleague]")?.focus(),
    n: () => insert(),
    "/": () => (document.querySelector("[data-filter-words]") ?? document.querySelector(".find"))?.focus(),
    Enter: () => { if (here?.isConnected) link(here).click(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    // Enter on a button or a link is that button's or link's own.
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // ── News: rows that changed are put anew in their place, new ones wait ──
  const line = document.querySelector("[data-news]");
  let waiting = null;
  const numberOf = (row) => row.dataset.number;
  const renew = (row, fresh) => {
    const checked = tick(row)?.checked;
    const hadFocus = row.contains(document.activeElement);
    row.replaceChildren(...fresh.cloneNode(true).childNodes);
    row.dataset.version = fresh.dataset.version;
    row.classList.add("is-new");
    if (tick(row)) tick(row).checked = checked;
    if (hadFocus) link(row).focus({ preventScroll: true });
  };
  list.addEventListener("huiyin:news", (event) => {
    const fresh = document.createElement("template");
    fresh.innerHTML = event.detail;
    const found = new Map([...fresh.content.querySelectorAll("tr[data-number]")].map((row) => [numberOf(row), row]));
    // Rows after the last that is still listed may stand on the next page by now: of them nothing is said.
    const last = rows().findLastIndex((row) => found.has(numberOf(row)));
    rows().forEach((row, index) => {
      const now = found.get(numberOf(row));
      row.classList.toggle("is-gone", !now && (index < last || found.size < rows().length));
      if (now && now.dataset.version !== row.dataset.version) renew(row, now);
    });
    const known = new Set(rows().map(numberOf));
    const news = [...found.keys()].filter((number) => !known.has(number));
    waiting = event.detail;
    line.querySelector("[data-news-count]").textContent = news.length;
    line.hidden = news.length === 0;
    if (!rows().length && !news.length) list.innerHTML = event.detail;
    count();
  });
  const insert = () => {
    if (waiting === null || line.hidden) return;
    const known = new Set(rows().map(numberOf));
    const picked = new Set(rows().filter((row) => tick(row)?.checked).map(numberOf));
    const at = here?.isConnected ? numberOf(here) : null;
    const hadFocus = list.contains(document.activeElement);
    const scroll = list.scrollTop;
    list.innerHTML = waiting;
    waiting = null;
    line.hidden = true;
    rows().forEach((row) => {
      if (!known.has(numberOf(row))) row.classList.add("is-new");
      if (tick(row)) tick(row).checked = picked.has(numberOf(row));
    });
    list.scrollTop = scroll;
    count();
    // Where one was is marked again, wherever one has scrolled to since.
    here = rows().find((row) => numberOf(row) === at) ?? null;
    here?.classList.add("is-open");
    if (hadFocus) here && link(here).focus({ preventScroll: true });
  };
  line?.querySelector("[data-news-show]").addEventListener("click", (event) => {
    event.preventDefault();
    insert();
  });
})();

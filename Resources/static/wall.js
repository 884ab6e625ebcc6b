"use strict";
// The wall: its clock goes on by itself, its figures are fetched again when something has changed.
{
  const wall = document.getElementById("wall");
  const shown = Number(wall.dataset.now);
  const speed = Number(wall.dataset.speed);
  const offset = Number(wall.dataset.offset) * 1000;
  const started = performance.now();
  let isFetching = false;
  let isWanted = false;
  let fetchedAt = performance.now();
  let hasFailed = false;

  const pad = (value) => String(value).padStart(2, "0");

  function tick() {
    const local = new Date(shown + (performance.now() - started) * speed + offset);
    const time = document.getElementById("wall-time");
    if (time) time.textContent = `${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}:${pad(local.getUTCSeconds())}`;
    // Old figures are not shown as new: ten seconds after one could not be had, or when none has come for longer than
    // they are asked for.
    const age = performance.now() - fetchedAt;
    const isStale = age > 45000 || (hasFailed && age > 10000);
    document.getElementById("wall-stale")?.toggleAttribute("hidden", !isStale);
    document.getElementById("wall-live")?.toggleAttribute("hidden", isStale);
    if (hasFailed) fetchBoard();
  }

  async function fetchBoard() {
    if (isFetching) { isWanted = true; return; }
    isFetching = true;
    isWanted = false;
    try {
      const answer = await fetch("/wall/board", {
        headers: { "X-Huiyin-Watch": "1" }, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(15000),
      });
      if (answer.ok) {
        wall.innerHTML = await answer.text();
        fetchedAt = performance.now();
      }
      hasFailed = !answer.ok;
    } catch {
      // The server is away, or the line: the next try comes by itself.
      hasFailed = true;
    }
    if (!hasFailed) tick();
    setTimeout(() => {
      isFetching = false;
      if (isWanted) fetchBoard();
    }, 2000);
  }

  function listen() {
    const stream = new EventSource("/wall/live");
    stream.addEventListener("wall", fetchBoard);
    // Back after an absence: what was missed meanwhile is in the figures.
    stream.addEventListener("open", fetchBoard);
    stream.addEventListener("error", () => {
      fetchBoard();
      // The browser tries again by itself unless it was turned away.
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
    });
  }

  setInterval(tick, 1000);
  // Cases grow overdue without anything happening.
  setInterval(fetchBoard, 30000);
  listen();
}

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

  const pad = (value) => String(value).padStart(2, "0");

  function tick() {
    const local = new Date(shown + (performance.now() - started) * speed + offset);
    const time = document.getElementById("wall-time");
    if (time) time.textContent = `${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}:${pad(local.getUTCSeconds())}`;
    // Ninety seconds without an answer: say so rather than show old figures as new.
    const isStale = performance.now() - fetchedAt > 90000;
    document.getElementById("wall-stale")?.toggleAttribute("hidden", !isStale);
    document.getElementById("wall-live")?.toggleAttribute("hidden", isStale);
  }

  async function fetchBoard() {
    if (isFetching) { isWanted = true; return; }
    isFetching = true;
    isWanted = false;
    try {
      const answer = await fetch("/wall/board", { credentials: "same-origin", redirect: "manual" });
      if (answer.ok) {
        wall.innerHTML = await answer.text();
        fetchedAt = performance.now();
        tick();
      }
    } catch {
      // The server is away: the next try comes by itself.
    }
    setTimeout(() => {
      isFetching = false;
      if (isWanted) fetchBoard();
    }, 2000);
  }

  setInterval(tick, 1000);
  // Cases grow overdue without anything happening.
  setInterval(fetchBoard, 30000);
  new EventSource("/wall/live").addEventListener("wall", fetchBoard);
}

"use strict";
// What all tabs of a browser share: one stream of news. A tab says which topics it shows, again every ten seconds, and
// an empty list when it leaves or is hidden.
const tabs = new Map();
/// The latest news of each topic, by its position in the journal.
const latest = new Map();
let stream = null;
let asked = [];
/// From where on the stream has told everything.
let start = Infinity;
/// From where on a tab wants to know that has come since.
let from = Infinity;
let adjusting = 0;

const wanted = () => [...new Set([...tabs.values()].flatMap((tab) => tab.topics))].sort();

/// A topic, null where anything may have changed, false where the server has turned the line away.
const tell = (topic) => {
  for (const [port, tab] of tabs) if (!topic || tab.topics.includes(topic)) port.postMessage(topic);
};

/// The old stream ends when the new one runs: nothing that happens meanwhile is missed.
const adjust = (isAgain) => {
  const topics = wanted();
  if (topics.join() === asked.join() && from >= start && isAgain !== true) return;
  const old = stream;
  asked = topics;
  stream = null;
  if (!topics.length) {
    start = from = Infinity;
    latest.clear();
    return old?.close();
  }
  start = Math.min(from, latest.size ? Math.max(...latest.values()) : start);
  from = Infinity;
  const fresh = new EventSource("/live?topics=" + encodeURIComponent(topics.join(",")) + (isFinite(start) ? "&after=" + start : ""));
  stream = fresh;
  topics.forEach((topic) => fresh.addEventListener(topic, (event) => {
    // The old stream, or the beginning of the new one, may have told it already.
    const position = Number(event.lastEventId);
    if (position && position <= latest.get(topic)) return;
    latest.set(topic, position);
    tell(topic);
  }));
  fresh.addEventListener("open", () => {
    setTimeout(() => old?.close(), 300);
    if (isAgain === true) tell(null);
  }, { once: true });
  fresh.addEventListener("error", () => {
    // The browser tries again by itself unless it was turned away.
    if (fresh.readyState !== EventSource.CLOSED) return;
    old?.close();
    tell(false);
    setTimeout(() => { if (stream === fresh) adjust(true); }, 5000);
  });
};

const adjustSoon = () => {
  clearTimeout(adjusting);
  adjusting = setTimeout(adjust, 100);
};

addEventListener("connect", ({ ports: [port] }) => {
  port.addEventListener("message", ({ data: { topics, after } }) => {
    if (topics.length) tabs.set(port, { topics, heard: Date.now() }); else tabs.delete(port);
    if (after) {
      from = Math.min(from, after);
      topics.filter((topic) => latest.get(topic) > after).forEach((topic) => port.postMessage(topic));
    }
    adjustSoon();
  });
  port.start();
});

setInterval(() => {
  for (const [port, tab] of tabs) if (Date.now() - tab.heard > 30000) tabs.delete(port);
  adjustSoon();
}, 10000);

"use strict";
// A page's line to the server: one stream of news for all tabs of a browser, held by a shared worker; where a browser
// has no such workers, each tab has a stream of its own.

/// `changed` is called with the topic that changed, or with null if anything may have.
window.huiyinLine = (topics, changed) => {
  const meta = document.querySelector('meta[name="live-worker"]');
  // What the page was made from: whatever came later is news to it.
  const after = Number(meta?.dataset.after || 0);
  // Another session's tabs have another worker: its stream shows what its own person may know.
  const name = "line " + (document.querySelector('meta[name="form-token"]')?.content ?? "");

  /// The server turns the line away: whoever is signed in no longer wants to know at once.
  const away = () => document.dispatchEvent(new CustomEvent("huiyin:away"));

  const own = () => {
    let stream = null;
    let again = 0;
    const close = () => {
      clearTimeout(again);
      stream?.close();
      stream = null;
    };
    const open = (isAgain) => {
      if (stream) return;
      stream = new EventSource("/live?topics=" + encodeURIComponent(topics.join(",")) + "&after=" + after);
      topics.forEach((topic) => stream.addEventListener(topic, () => changed(topic)));
      if (isAgain) stream.addEventListener("open", () => changed(null), { once: true });
      stream.addEventListener("error", () => {
        // The browser tries again by itself unless it was turned away.
        if (stream?.readyState !== EventSource.CLOSED) return;
        close();
        away();
        again = setTimeout(open, document.documentElement.dataset.over ? 60000 : 5000, true);
      });
    };
    return { open: () => open(false), close };
  };

  const shared = () => {
    let port = null;
    let beating = 0;
    let fallback = null;
    const open = () => {
      if (fallback) return fallback.open();
      if (!port) {
        const worker = new SharedWorker(meta.content, { name });
        worker.addEventListener("error", () => {
          clearInterval(beating);
          port = null;
          fallback ??= own();
          fallback.open();
        });
        port = worker.port;
        port.addEventListener("message", (event) => (event.data === false ? away() : changed(event.data)));
        port.start();
      }
      port.postMessage({ topics, after });
      // A tab that is gone says nothing more: so the worker knows.
      clearInterval(beating);
      beating = setInterval(() => port?.postMessage({ topics }), 10000);
    };
    const close = () => {
      clearInterval(beating);
      port?.postMessage({ topics: [] });
      fallback?.close();
    };
    return { open, close };
  };

  return meta?.content && window.SharedWorker ? shared() : own();
};

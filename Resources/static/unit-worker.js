"use strict";
// Opens the unit's list where there is no line, as it was when it was last seen. Lists name roads and no callers: the
// cases' own pages, which do, are not kept.
const shelf = "huiyin-unit";

const list = async (request) => {
  const kept = await caches.open(shelf);
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(request.url, answer.clone());
    return answer;
  } catch {
    const copy = (await kept.match(request.url)) ?? (await kept.match("/unit", { ignoreSearch: true }));
    if (!copy) return Response.error();
    const text = await copy.text();
    return new Response(text.replace("data-outbox ", "data-outbox data-kept "), { headers: copy.headers });
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET" && new URL(request.url).pathname === "/unit") {
    event.respondWith(list(request));
  }
});

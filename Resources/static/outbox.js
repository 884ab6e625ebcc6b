"use strict";
// The outbox: forms that could not be sent, kept in this browser until the line is back. Each carries the key by which
// the server knows it again, so that it acts once however often it is sent.
(() => {
  const open = () => new Promise((resolve, reject) => {
    const request = indexedDB.open("huiyin", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  const work = async (mode, body) => {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction("outbox", mode);
        const request = body(transaction.objectStore("outbox"));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  };

  /// This person's letters, the oldest first; another's who uses the same telephone are not touched.
  const all = async (person) =>
    (await work("readonly", (store) => store.getAll())).filter((letter) => letter.person === person).sort((a, b) => a.at - b.at);
  const keep = (letter) => work("readwrite", (store) => store.put(letter));
  const remove = (id) => work("readwrite", (store) => store.delete(id));

  /// Sends a letter: its photographs first, each of them once, then the form. Gives where to go on to.
  const send = async (letter, token, isKept) => {
    while (letter.photos.length) {
      const [photo] = letter.photos;
      const file = new File([photo.bytes], photo.name, { type: photo.type });
      letter.pairs.push(["photos", await window.huiyinPhotos.send(file, photo.side)]);
      letter.photos.shift();
      if (isKept) await keep(letter);
    }
    const body = new URLSearchParams(letter.pairs);
    body.set("_token", token);
    // What happened to the case meanwhile is no reason to refuse what was done then: the case itself knows what it allows.
    if (isKept) body.delete("version");
    const { answer, told } = await window.huiyinPost(letter.action, body, { patience: 20_000 });
    if (answer.ok && told.next) return told.next;
    const error = told.error ?? {};
    const words = [error.message ?? "服务器没有收下", ...Object.values(error.fields ?? {})];
    throw Object.assign(new Error([...new Set(words)].join(" ")), { status: answer.status, code: error.code });
  };

  window.huiyinOutbox = { all, keep, remove, send };
})();

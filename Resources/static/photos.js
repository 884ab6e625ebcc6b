"use strict";
// Photographs go ahead of their form; where the line is away they wait beside it, and offline.js takes them along.
// Without this file they go with the form itself.
(() => {
  const token = () => document.querySelector('meta[name="form-token"]')?.content ?? "";
  /// Those that could not go ahead, by form.
  const waiting = new WeakMap();

  const away = (words) => Object.assign(new Error(words), { isAway: true });

  /// Posts a form and gives the answer with what it tells. Throws with `isAway` where the line or the server is away.
  window.huiyinPost = async (url, body, { headers, patience } = {}) => {
    const stop = new AbortController();
    const timer = patience && setTimeout(() => stop.abort(), patience);
    let answer;
    try {
      answer = await fetch(url, {
        method: "POST", body, credentials: "same-origin", signal: stop.signal, headers: { Accept: "application/json", ...headers },
      });
    } catch {
      throw away("没有网络");
    } finally {
      clearTimeout(timer);
    }
    if ([502, 503, 504].includes(answer.status)) throw away("服务暂时不可用");
    return { answer, told: await answer.json().catch(() => ({})) };
  };

  /// Sends one photograph; gives its id. Throws what offline.js understands: `isAway`, or what the server said.
  const send = async (file, side) => {
    const body = new FormData();
    body.append("file", file);
    if (side) body.append("shows", side);
    const { answer, told } = await window.huiyinPost("/photos", body, { headers: { "X-Form-Token": token() } });
    if (answer.ok && told.id) return told.id;
    const words = answer.status === 413 ? "照片文件太大：最多 12 MB" : told.error?.message ?? "没有传上，请稍后再试";
    throw Object.assign(new Error(words), { status: answer.status });
  };

  const picture = (id) => {
    const image = document.createElement("img");
    image.src = `/photos/${id}/small`;
    image.alt = "已上传的照片";
    return image;
  };

  const field = (form, id) => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "photos";
    field.value = id;
    if (form.id) field.setAttribute("form", form.id);
    return field;
  };

  /// Where a photograph shows itself: a tile among the shots, or a thumb under a plain field.
  const place = (input) => {
    const shots = input.closest("[data-shots]");
    const tile = document.createElement(shots ? "figure" : "span");
    tile.className = shots ? "shot shot-has" : "thumb";
    if (shots) input.closest("label").before(tile);
    else input.parentElement.querySelector("[data-thumbs]").append(tile);
    return tile;
  };

  const say = (tile, words, isProblem) => {
    const said = document.createElement("span");
    said.className = isProblem ? "field-error" : "small muted";
    said.textContent = words;
    if (isProblem) said.setAttribute("role", "alert");
    tile.replaceChildren(said);
    return said;
  };

  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (!input.matches?.('input[type="file"]') || !input.form) return;
    const shots = input.closest("[data-shots]");
    if (!shots && !input.parentElement.querySelector("[data-thumbs]")) return;
    const form = input.form;
    const files = [...input.files];
    input.value = "";
    const buttons = [...form.elements].filter((e) => e.type === "submit" && !e.disabled);
    buttons.forEach((button) => { button.disabled = true; });
    for (const file of files) {
      const tile = place(input);
      say(tile, "正在上传 " + file.name);
      const side = shots?.dataset.shots ?? "";
      try {
        const id = await send(file, side);
        tile.replaceChildren(picture(id), field(form, id));
      } catch (problem) {
        if (problem.isAway && form.closest("[data-outbox]")) {
          say(tile, "待发 · " + file.name);
          waiting.set(form, [...(waiting.get(form) ?? []), { file, side, tile }]);
        } else {
          say(tile, `${file.name}：${problem.message}`, true);
          tile.classList.add("shot-problem");
        }
      }
    }
    buttons.forEach((button) => { button.disabled = false; });
  });

  window.huiyinPhotos = { send, field, waiting: (form) => waiting.get(form) ?? [], forget: (form) => waiting.delete(form) };
})();

"use strict";
// Near ones first, where the telephone says where it is and the cases have a place; and choosing many on a desk.
(() => {
  const page = document.querySelector(".field-page");
  if (!page) return;
  let here = null;

  const radian = Math.PI / 180;
  const metres = (lon, lat) => {
    const half = Math.sin(((lat - here.lat) * radian) / 2) ** 2
      + Math.cos(here.lat * radian) * Math.cos(lat * radian) * Math.sin(((lon - here.lon) * radian) / 2) ** 2;
    return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(half)));
  };
  const words = (way) => (way < 1000 ? `${Math.round(way / 10) * 10} 米` : `${(way / 1000).toFixed(way < 100_000 ? 1 : 0)} 公里`);
  const way = (element) => (element.dataset.lon ? metres(Number(element.dataset.lon), Number(element.dataset.lat)) : Infinity);

  const say = () => page.querySelectorAll("[data-lon]").forEach((element) => {
    const said = element.querySelector("[data-distance]");
    if (said) said.textContent = words(way(element));
  });

  /// What has no place follows by its street.
  const sort = () => {
    const body = page.querySelector(".jobs tbody");
    if (!body) return;
    const rows = [...body.rows];
    rows.sort((a, b) => way(a) - way(b) || a.dataset.street.localeCompare(b.dataset.street, "zh"));
    body.append(...rows);
    const order = page.querySelector("[data-order]");
    if (order) order.textContent = "按远近排，没有坐标的在后";
  };

  let isSorted = sessionStorage.getItem("huiyin-near") === "yes";
  const place = (andSort) => navigator.geolocation.getCurrentPosition(
    (found) => {
      here = { lon: found.coords.longitude, lat: found.coords.latitude };
      say();
      if (andSort) sort();
    },
    () => {
      const order = page.querySelector("[data-order]");
      if (order && andSort) order.textContent = "手机没有给出位置，仍按原来的次序";
    },
    { maximumAge: 60_000, timeout: 10_000, enableHighAccuracy: true },
  );

  const offer = () => {
    const button = page.querySelector("[data-near]");
    if (button && "geolocation" in navigator && page.querySelector(".job-row[data-lon]")) button.hidden = false;
    const all = page.querySelector("[data-pick-all]");
    if (all) all.hidden = false;
    count();
  };
  const picks = () => [...page.querySelectorAll('.j-pick input[name="number"]')];
  const count = () => {
    const said = page.querySelector("[data-picked]");
    const chosen = picks().filter((pick) => pick.checked).length;
    if (said) said.textContent = chosen ? ` ${chosen} 件` : "";
  };

  page.addEventListener("click", (event) => {
    if (!event.target.closest("[data-near]")) return;
    isSorted = true;
    sessionStorage.setItem("huiyin-near", "yes");
    place(true);
  });
  page.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) picks().forEach((pick) => { pick.checked = event.target.checked; });
    count();
  });
  page.addEventListener("huiyin:fresh", () => {
    offer();
    if (!here) return;
    say();
    if (isSorted) sort();
  });

  offer();
  // Nobody is asked for the place unasked: only where that was allowed before.
  navigator.permissions?.query({ name: "geolocation" }).then((permission) => {
    if (permission.state === "granted" && page.querySelector("[data-lon]")) place(isSorted || location.pathname === "/checks");
  }).catch(() => {}); // a browser that does not say is not asked
})();

"use strict";
// A list of matches below a field: asked for a moment after somebody types, walked with the arrows. What is asked, how the
// answer is shown and what taking a match means is for whoever makes the list.
window.huiyinMatches = (input, { options, find, show, wait }) => {
  let timer = null;
  let underWay = null;
  let marked = -1;
  const mark = (index) => {
    marked = index;
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    const option = options()[index];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  /// `find` gives a promise of an answer, or nothing if there is nothing to ask.
  const ask = () => {
    timer = null;
    const own = find()?.then((answer) => {
      if (underWay !== own) return;
      underWay = null;
      show(answer);
      mark(options().length ? 0 : -1);
    }) ?? null;
    underWay = own;
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  });
  return {
    mark,
    ask,
    /// What was typed last has been looked for when this is done.
    settle: async () => {
      if (timer) {
        clearTimeout(timer);
        ask();
      }
      while (underWay) await underWay;
    },
    step: (key) => {
      const count = options().length;
      mark((marked + (key === "ArrowDown" ? 1 : count - 1)) % count);
    },
    marked: () => options()[marked],
    isWaiting: () => Boolean(timer || underWay),
  };
};

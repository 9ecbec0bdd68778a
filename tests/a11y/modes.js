// A page in other circumstances. Run inside the page; gives [rule, where, what].
(given) => {
  const found = [];
  const squeezed = (text) => (text || "").replace(/\s+/g, " ").trim();
  const path = (one) => {
    const name = one.id ? `#${one.id}` : one.classList.length ? `.${one.classList[0]}` : "";
    return `${one.localName}${name} “${squeezed(one.textContent).slice(0, 40)}”`;
  };
  const say = (one, what) => found.push([given.mode, path(one), what]);
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const seconds = (text) => Math.max(...text.split(",").map((one) => parseFloat(one) * (/ms/.test(one) ? 0.001 : 1)));
  const moves = (style) =>
    (style.animationName !== "none" && seconds(style.animationDuration) > 0.01) ||
    (seconds(style.transitionDuration) > 0.01 && !/^(color|background-color|border-color|outline-color|opacity|text-decoration-color|fill|stroke|, )+$/.test(style.transitionProperty));
  // A part that is there to lead elsewhere, or to be operated, is of no use on paper.
  const forScreens = (one) => {
    let part = one;
    while (part.parentElement && part.parentElement.localName !== "main" && !shown(part.parentElement)) part = part.parentElement;
    const words = (some) => some.map((each) => squeezed(each.textContent).length).reduce((a, b) => a + b, 0);
    const leading = words([...part.querySelectorAll("a[href]")]);
    return Boolean(part.querySelector("button, form, a[href$='.ics']")) || leading > 0.3 * words([part]);
  };
  const blocks = () => [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, caption, figcaption, blockquote, pre)")];

  if (given.mode === "usual") {
    for (const one of document.querySelectorAll("*")) {
      const style = getComputedStyle(one);
      if (style.animationName !== "none" && style.animationIterationCount === "infinite") say(one, "it moves without end");
    }
    return found.map(([, where, what]) => ["motion", where, what]);
  }

  if (given.mode === "less motion") {
    for (const one of document.querySelectorAll("*")) {
      const style = getComputedStyle(one);
      if (moves(style)) say(one, "it moves all the same");
      if (style.scrollBehavior === "smooth") say(one, "it scrolls slowly all the same");
    }
  }

  if (given.mode === "forced colours") {
    for (const one of document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")) {
      if (!shown(one)) continue;
      one.focus({ focusVisible: true, preventScroll: true });
      const style = getComputedStyle(one);
      // Shadows and backgrounds are gone here; only outlines and borders are left.
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1) say(one, "nothing shows that it has the focus");
    }
    document.activeElement?.blur();
    for (const one of document.querySelectorAll("button, input:not([type=checkbox], [type=radio]), select")) {
      if (!shown(one)) continue;
      const style = getComputedStyle(one);
      if (parseFloat(style.borderTopWidth) < 1 || style.borderTopStyle === "none") say(one, "its edge cannot be seen");
    }
    for (const one of document.querySelectorAll("*")) {
      if (getComputedStyle(one).forcedColorAdjust === "none" && !one.closest("svg")) say(one, "it keeps its own colours");
    }
  }

  if (given.mode === "before print") {
    window.before = blocks().filter(shown);
    return [];
  }

  if (given.mode === "print") {
    for (const one of window.before) {
      if (one.closest("nav, form, [hidden], .no-print, [data-screen]") || one.closest("dialog")) continue;
      if (squeezed(one.textContent) && !shown(one) && forScreens(one)) continue;
      // A heading may go where what stands under it has all its words.
      const under = squeezed(one.parentElement.innerText).toLowerCase();
      if (/^h[2-6]$/.test(one.localName) && squeezed(one.textContent).toLowerCase().split(" ").every((word) => under.includes(word))) continue;
      if (squeezed(one.textContent) && !shown(one) && !(one.children.length && [...one.children].every((child) => child.matches("form, button")))) {
        say(one, "these words are not printed");
      }
    }
    for (const one of document.querySelectorAll("header.site-header, button, input")) {
      if (one.matches("button, input") && shown(one)) say(one, "paper has no buttons");
    }
    for (const one of document.querySelectorAll("main *")) {
      if (!shown(one)) continue;
      const style = getComputedStyle(one);
      if (["fixed", "sticky"].includes(style.position)) say(one, "it would be printed on every page, over other words");
    }
    const details = [...document.querySelectorAll("main details:not([open])")];
    for (const one of details) {
      const inside = one.querySelector(":scope > :not(summary)");
      if (inside && shown(one) && !shown(inside)) say(one, "what is folded away is not printed");
    }
  }

  if (given.mode === "no scripts") {
    for (const one of document.querySelectorAll("button")) {
      if (shown(one) && !one.matches("[popovertarget]") && !(one.form && one.type === "submit")) say(one, "a button that does nothing without a script");
    }
    for (const one of document.querySelectorAll("input, select")) {
      // The choice of kinds works by CSS alone; tests/a11y/test_tasks.py uses it.
      if (shown(one) && !one.closest(".kind-filter") && !(one.form && one.form.querySelector("button, input[type=submit]"))) say(one, "a field that does nothing without a script");
    }
    for (const one of document.querySelectorAll("[aria-busy=true]")) if (shown(one)) say(one, "it waits for a script");
    if (squeezed(document.querySelector("main")?.innerText).length < 80) say(document.body, "there is next to nothing to read");
  }
  return found;
}

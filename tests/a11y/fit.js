// Whether all words fit where they stand. Run inside the page; gives [rule, where, what].
// `given.rule` names the circumstances: a narrow window, large letters, wide spacing.
(given) => {
  const found = [];
  const wide = document.documentElement.clientWidth;
  const squeezed = (text) => (text || "").replace(/\s+/g, " ").trim();
  const path = (one) => {
    const name = one.id ? `#${one.id}` : one.classList.length ? `.${one.classList[0]}` : "";
    return `${one.localName}${name} “${squeezed(one.textContent).slice(0, 40)}”`;
  };
  const say = (one, what) => found.push([given.rule, path(one), what]);
  // For those who listen only: one pixel, clipped away.
  const unseen = (one) => {
    for (let at = one; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath === "inset(50%)" || style.clip === "rect(0px, 0px, 0px, 0px)") return true;
      if (at.offsetWidth <= 1 && style.overflow !== "visible" && at.localName !== "br") return true;
    }
    return false;
  };
  // Wide tables and figures may be scrolled on their own, where Tab reaches them (WCAG 1.4.10, 2.1.1).
  const scroller = (one) => {
    for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return at;
    }
    return null;
  };

  // Letters that stay as they are while all others grow.
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  if (given.grown) {
    for (const [one, before] of window.sizes ?? []) {
      if (one.isConnected && size(one) < before * 1.5) say(one, "its letters do not grow");
    }
  } else {
    const within = document.querySelectorAll("body :not(svg *)");
    window.sizes = new Map([...within].filter((one) => [...one.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && squeezed(node.data))).map((one) => [one, size(one)]));
  }

  const over = document.documentElement.scrollWidth - wide;
  if (over > 0) {
    const widest = [...document.body.querySelectorAll("*")]
      .filter((one) => one.getBoundingClientRect().right > wide + 0.5 && !scroller(one) && !unseen(one))
      .sort((a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right)[0];
    say(widest ?? document.body, `the page is ${over} px wider than its window of ${wide} px`);
  }

  const boxes = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const one = node.parentElement;
    if (!squeezed(node.data) || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (one.closest("a.skip") || unseen(one)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      const frame = scroller(one);
      if (!frame && (box.right > wide + 1 || box.left < -1)) say(one, "words stand outside the window");
      boxes.push({ one, node, box, frame });
    }
    // Words cut off by the edge of what holds them.
    for (let at = one; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (!["hidden", "clip"].includes(style.overflowX) && !["hidden", "clip"].includes(style.overflowY)) continue;
      const edge = at.getBoundingClientRect();
      const box = range.getBoundingClientRect();
      if (box.right > edge.right + 2 || box.bottom > edge.bottom + 4) say(one, `words are cut off by ${path(at)}`);
      break;
    }
    if (getComputedStyle(one).textOverflow === "ellipsis" && one.scrollWidth > one.clientWidth) say(one, "words are cut off");
  }
  for (const one of document.querySelectorAll("*")) {
    if (["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1) {
      const reached = one.tabIndex >= 0 || one.querySelector("a[href], button, input");
      if (!reached && one.checkVisibility()) say(one, "it must be scrolled, and Tab does not reach it");
    }
  }

  // Words upon words: boxes that share much of their height and some of their width.
  boxes.sort((a, b) => a.box.top - b.box.top);
  const told = new Set();
  for (let i = 0; i < boxes.length; i += 1) {
    const a = boxes[i];
    for (let j = i + 1; j < boxes.length && boxes[j].box.top < a.box.bottom; j += 1) {
      const b = boxes[j];
      if (a.node === b.node || a.frame !== b.frame || told.has(b.one)) continue;
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - b.box.top;
      if (across > 3 && down > 0.45 * Math.min(a.box.height, b.box.height)) {
        told.add(b.one);
        say(b.one, `words lie over others: ${path(a.one)}`);
      }
    }
  }
  return found;
}

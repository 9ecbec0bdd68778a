// Where Tab has stopped, and whether somebody who looks at the page can tell. Run inside the
// page after each press; gives null at the end of the page.
() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  window.walked ??= [];
  const again = window.walked.indexOf(one);
  const before = window.walked.at(-1);
  window.walked.push(one);
  const name = one.id ? `#${one.id}` : one.classList.length ? `.${one.classList[0]}` : "";
  const words = (one.getAttribute("aria-label") || one.textContent || one.name || "").replace(/\s+/g, " ").trim();
  const where = `${one.localName}${name} “${words.slice(0, 40)}”`;

  const boxes = [...one.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  const style = getComputedStyle(one);
  const inside = boxes.filter((box) =>
    box.bottom > 1 && box.top < innerHeight - 1 && box.right > 1 && box.left < innerWidth - 1);
  // What is really there to be seen: nothing lies over it (WCAG 2.4.11).
  const mine = (box) => {
    const spots = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.2], [0.5, 0.8]];
    return spots.some(([x, y]) => {
      const top = document.elementFromPoint(
        Math.min(Math.max(box.left + box.width * x, 0), innerWidth - 1),
        Math.min(Math.max(box.top + box.height * y, 0), innerHeight - 1));
      return top && [one, ...(one.labels ?? [])].some((part) => part.contains(top));
    });
  };
  const faint = /rgba\(.*, 0\)|transparent/;
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !faint.test(style.outlineColor);
  const shade = style.boxShadow !== "none";

  // Small targets: inside of a sentence they may be small; else 24 px, or as far apart (2.5.8).
  const box = one.getBoundingClientRect();
  const block = (at) => { while (at && getComputedStyle(at).display.startsWith("inline")) at = at.parentElement; return at; };
  const line = style.display === "inline" ? block(one) : null;
  const inSentence = line && line.textContent.replace(/\s+/g, "").length > one.textContent.replace(/\s+/g, "").length;
  let crowded = "";
  if (!inSentence && (box.width < 23.5 || box.height < 23.5) && boxes.length) {
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    for (const other of document.querySelectorAll("a[href], button, input, select, summary")) {
      if (other === one || other.contains(one) || one.contains(other) || !other.checkVisibility()) continue;
      const near = other.getBoundingClientRect();
      if (near.width < 2) continue;
      const dx = Math.max(near.left - x, x - near.right, 0);
      const dy = Math.max(near.top - y, y - near.bottom, 0);
      const small = near.width < 24 || near.height < 24;
      // A circle of 24 px round its middle may touch no other target, nor such a circle of one.
      const circles = Math.hypot(near.left + near.width / 2 - x, near.top + near.height / 2 - y);
      if (Math.hypot(dx, dy) < 12 || (small && circles < 24)) { crowded = `${Math.round(box.width)} × ${Math.round(box.height)} px, close to “${other.textContent.trim().slice(0, 20)}”`; break; }
    }
  }
  return {
    where, again,
    backwards: before ? Boolean(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING) : false,
    unseen: !boxes.length || !inside.length || style.visibility === "hidden" || Number(style.opacity) < 0.1,
    covered: inside.length > 0 && !inside.some(mine),
    ring: ring || shade, crowded,
    spoken: !one.closest("[aria-hidden=true], [inert]"),
  };
}

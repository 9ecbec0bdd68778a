// What a page says of itself, element by element. Run inside the page; gives a list of
// [rule, where, what]. `given.gaelic` are names that must be marked as Gaelic where they stand.
(given) => {
  const found = [];
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const squeezed = (text) => (text || "").replace(/\s+/g, " ").trim();
  const path = (one) => {
    if (!one || one === document.documentElement) return "html";
    const parts = [];
    for (let at = one; at && at !== document.body && parts.length < 4; at = at.parentElement) {
      const name = at.id ? `#${at.id}` : at.classList.length ? `.${at.classList[0]}` : "";
      parts.unshift(at.localName + name);
      if (at.id) break;
    }
    return `${parts.join(" > ")} “${squeezed(one.textContent).slice(0, 40)}”`;
  };
  const say = (rule, one, what) => found.push([rule, path(one), what]);
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });

  // The name that assistive technology speaks, as far as our pages need it (accname 1.2).
  const named = (one) => {
    const ids = (one.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
    if (ids.length) {
      return squeezed(ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
    }
    if (one.getAttribute("aria-label")) return squeezed(one.getAttribute("aria-label"));
    const words = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return node.data;
      if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") return "";
      if (node.localName === "img") return ` ${node.alt} `;
      if (node !== one && node.getAttribute("aria-label")) return ` ${node.getAttribute("aria-label")} `;
      if (node.localName === "title") return ` ${node.textContent} `;
      return [...node.childNodes].map(words).join("");
    };
    return squeezed(words(one));
  };

  // ------------------------------------------------------------------ the page as a whole
  if (!squeezed(document.title)) say("title", document.head, "the page has no title");
  if (!document.documentElement.lang) say("lang", null, "the page does not say its language");
  const h1s = all("h1").filter(shown);
  if (h1s.length !== 1) say("one-h1", h1s[1] ?? document.body, `${h1s.length} headings of level 1`);
  let above = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6").filter(shown)) {
    const level = Number(heading.localName[1]);
    if (!squeezed(heading.textContent)) say("heading-empty", heading, "a heading without words");
    if (level > above + 1) say("heading-order", heading, `level ${level} follows level ${above}`);
    above = level;
  }
  const viewport = document.querySelector("meta[name=viewport]")?.content ?? "";
  if (!/width=device-width/.test(viewport) || /user-scalable\s*=\s*no|maximum-scale/.test(viewport)) {
    say("viewport", document.head, `pages must be free to be enlarged: “${viewport}”`);
  }

  // ------------------------------------------------------------------ landmarks
  for (const name of ["main", "header", "footer"]) {
    // Within these a header or footer is of that part only, and no landmark.
    const inner = (one) => name !== "main" && one.closest("main, article, section, aside, nav");
    const here = all(name).filter((one) => shown(one) && !inner(one));
    if (here.length !== 1) say("landmark", here[1] ?? document.body, `${here.length} of ${name}`);
  }
  const landmarks = new Map();
  for (const one of all("nav, aside, section[aria-label], section[aria-labelledby], form[aria-label], form[aria-labelledby], [role=region], [role=search], search")) {
    const role = one.getAttribute("role") || one.localName;
    const name = named(one.matches("[aria-label], [aria-labelledby]") ? one : document.createElement("i"));
    if (!name && ["nav", "aside", "region"].includes(role)) say("landmark-name", one, `${role} without a name`);
    const key = `${role} ${name}`;
    if (name && landmarks.has(key)) say("landmark-name", one, `two of ${role} are named “${name}”`);
    landmarks.set(key, one);
  }
  const skip = document.querySelector("a[href]");
  const target = skip?.getAttribute("href") ?? "";
  if (!target.startsWith("#") || !document.querySelector(`main${target.length > 1 ? target : "#?"}`)) {
    say("skip-link", skip, "the first link does not lead past the menu");
  }

  // ------------------------------------------------------------------ links and controls
  const vague = /^(click |see |read )?(here|this|more|this page|link|details|download|pdf|info)\.?$/i;
  const targets = new Map();
  const svg = (one) => one.namespaceURI !== document.documentElement.namespaceURI;
  for (const link of all("a[href]").filter(shown)) {
    const name = named(link);
    const href = link.getAttribute("href");
    if (!name) say("link-name", link, `a link without words: ${href}`);
    else if (vague.test(name)) say("link-name", link, `“${name}” does not tell where it leads`);
    if (/^https?:\/\//.test(name)) say("link-name", link, "an address in place of words");
    // Within one part of the page, or a screen reader's list of links cannot tell them apart.
    const part = link.closest("nav, header, footer, aside, main");
    const key = `${name.toLowerCase()} ${part?.localName} ${part?.className}`;
    const leads = new URL(href, document.baseURI).href.split("#")[0];
    if (name && !svg(link) && targets.has(key) && targets.get(key) !== leads) {
      say("link-same-name", link, `“${name}” leads to ${href}, and elsewhere on the page to another page`);
    } else if (name && !svg(link)) targets.set(key, leads);
    if (link.getAttribute("target")) say("new-window", link, "a link that opens another window");
  }
  for (const one of all("button, summary").filter(shown)) {
    if (!named(one)) say("control-name", one, "a button without words");
  }
  for (const one of all("input:not([type=hidden]), select, textarea").filter(shown)) {
    const label = one.labels?.length || one.getAttribute("aria-label") || one.getAttribute("aria-labelledby");
    if (!label) say("control-name", one, "a field without a label");
  }
  for (const one of all("[tabindex]")) {
    if (one.tabIndex > 0) say("tabindex", one, "it takes its own place in the order of Tab");
  }
  for (const one of all("[accesskey]")) say("accesskey", one, "a key of its own may be another program's");
  for (const one of all("[aria-hidden=true]")) {
    if (one.matches("a[href], button, input") || all("a[href], button, input, select, [tabindex='0']", one).some(shown)) {
      say("hidden-control", one, "it can be reached by Tab and is not spoken");
    }
  }
  for (const one of all("[aria-labelledby], [aria-describedby], [aria-controls], [popovertarget]")) {
    for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "popovertarget"]) {
      for (const id of (one.getAttribute(attribute) || "").split(/\s+/).filter(Boolean)) {
        if (!document.getElementById(id)) say("reference", one, `${attribute} names “${id}”, which is not here`);
      }
    }
  }

  // ------------------------------------------------------------------ pictures, tables, languages
  for (const one of all("img")) if (!one.hasAttribute("alt")) say("picture", one, "a picture without words");
  for (const one of all("svg")) {
    const hidden = one.closest("[aria-hidden=true]");
    const role = one.getAttribute("role");
    if (!hidden && !(["img", "group", "graphics-document"].includes(role) && named(one))) say("picture", one, "a drawing without a name");
  }
  for (const one of all("table")) {
    // Those of editors have no words but their headings: Markdown knows no captions.
    const ours = one.matches(".grid");
    if (ours && !squeezed(one.caption?.textContent)) {
      say("table-caption", one, "a table without a caption");
    }
    const heads = all("th", one);
    if (!heads.length) say("table-heads", one, "a table without headings");
    for (const head of heads) {
      if (!["col", "row", "colgroup", "rowgroup"].includes(head.getAttribute("scope"))) say("table-scope", head, "a heading without its scope");
      if (!squeezed(head.textContent)) say("table-heads", head, "an empty heading");
    }
    for (const row of ours ? all("tbody tr", one) : []) {
      if (!row.querySelector("th")) say("table-heads", row, "a row without a heading");
    }
  }
  const gaelic = new Set(given.gaelic);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const words = squeezed(node.data);
    if (gaelic.has(words) && node.parentElement.closest("[lang]")?.lang !== "gd") {
      say("lang", node.parentElement, `“${words}” is not marked as Gaelic`);
    }
  }

  // ------------------------------------------------------------------ what may not be in a page
  for (const one of all("*")) {
    if (one.hasAttribute("style")) say("inline", one, "a style attribute");
    for (const attribute of one.getAttributeNames()) {
      if (attribute.startsWith("on")) say("inline", one, `a handler: ${attribute}`);
    }
  }
  for (const one of all("style")) say("inline", one, "a style element");
  for (const one of all("script:not([src])")) {
    if (one.type !== "application/ld+json") say("inline", one, "an inline script");
  }
  for (const one of all("meta[http-equiv=refresh i]")) say("refresh", one, "the page goes on by itself");
  const fetches = all("[src], [srcset], [poster], link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], link[rel~=modulepreload]");
  for (const one of fetches) {
    const address = one.src || one.href;
    if (address && new URL(address, document.baseURI).origin !== location.origin) say("foreign", one, `it is fetched from ${address}`);
  }
  for (const one of all("video[autoplay], audio[autoplay], marquee, blink")) say("motion", one, "it moves by itself");
  return found;
}

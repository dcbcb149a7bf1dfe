// A new page → the changes in the page that is shown. Nodes that are the same stay the same nodes,
// so that neither the reading position nor a picture flickers.

const CONTAINERS = new Set([
  "BODY", "HEADER", "MAIN", "SECTION", "DIV", "UL", "OL", "FIGURE", "TABLE", "THEAD", "TBODY",
]);
const LONGEST = 400; // nodes of a list beyond which they are matched in order, not at best

/** Make `shown`, a document, equal to `made`. Returns the elements that are new or next to a loss. */
export function patch(shown, made) {
  const places = [];
  copyAttributes(shown.documentElement, made.documentElement);
  replaceHead(shown.head, made.head);
  align(shown.body, made.body, places);
  return places;
}

function replaceHead(shown, made) {
  if (!shown.isEqualNode(made)) {
    shown.replaceChildren(...[...made.childNodes].map((node) => shown.ownerDocument.importNode(node, true)));
  }
}

function align(shown, made, places) {
  copyAttributes(shown, made);
  const before = [...shown.childNodes], after = [...made.childNodes];
  let start = 0, end = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start].isEqualNode(after[start])) start++;
  while (end < shorter - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end++;
  const lost = before.slice(start, before.length - end);
  const come = after.slice(start, after.length - end);
  const following = before[before.length - end] ?? null;
  for (const [from, to, newFrom, newTo] of gaps(lost, come)) {
    const next = lost[to] ?? following;
    replace(shown, lost.slice(from, to), come.slice(newFrom, newTo), next, places);
  }
}

/** Where two lists of nodes differ, between the nodes that they share, in order. */
function gaps(lost, come) {
  const shared = lost.length * come.length > LONGEST * LONGEST ? [] : common(lost, come);
  const found = [];
  let from = 0, newFrom = 0;
  for (const [to, newTo] of [...shared, [lost.length, come.length]]) {
    if (from < to || newFrom < newTo) found.push([from, to, newFrom, newTo]);
    from = to + 1;
    newFrom = newTo + 1;
  }
  return found;
}

/** The longest common subsequence, as pairs of places. Blanks alone are no reason to match. */
function common(lost, come) {
  const width = come.length + 1;
  const longest = new Uint16Array((lost.length + 1) * width);
  const same = (i, j) => isSomething(lost[i]) && lost[i].isEqualNode(come[j]);
  for (let i = lost.length - 1; i >= 0; i--) {
    for (let j = come.length - 1; j >= 0; j--) {
      const skipped = Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
      longest[i * width + j] = same(i, j) ? 1 + longest[(i + 1) * width + j + 1] : skipped;
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < lost.length && j < come.length;) {
    if (same(i, j)) pairs.push([i++, j++]);
    else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) i++;
    else j++;
  }
  return pairs;
}

function replace(parent, lost, come, next, places) {
  const olds = lost.filter(isSomething), news = come.filter(isSomething);
  if (olds.length === news.length && olds.every((old, at) => isAlike(old, news[at]))) {
    olds.forEach((old, at) => align(old, news[at], places));
    return;
  }
  lost.forEach((node) => node.remove());
  const added = come.map((node) => parent.ownerDocument.importNode(node, true));
  added.forEach((node) => parent.insertBefore(node, next));
  const elements = added.filter((node) => node.nodeType === Node.ELEMENT_NODE);
  if (elements.length) places.push(...elements.map((element) => ({ element, isNew: true })));
  else places.push({ element: next?.nodeType === Node.ELEMENT_NODE ? next : parent, isNew: added.length > 0 });
}

/** Whether a node is worth to be looked into, rather than replaced. */
function isAlike(old, made) {
  return CONTAINERS.has(old.nodeName) && old.nodeName === made.nodeName && old.lang === made.lang;
}

function isSomething(node) {
  return node.nodeType !== Node.TEXT_NODE || node.data.trim() !== "";
}

function copyAttributes(shown, made) {
  for (const { name } of [...shown.attributes]) if (!made.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of made.attributes) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
}

// A new page → the changes in the page that is shown. Nodes that are the same stay the same nodes,
// so that neither the reading position nor a picture flickers.

const CONTAINERS = new Set([
  "BODY", "HEADER", "MAIN", "SECTION", "DIV", "UL", "OL", "FIGURE", "TABLE", "THEAD", "TBODY",
]);
const LONGEST = 400; // nodes of a list beyond which they are matched in order, not at best

/** Make `shown`, a document, equal to `made`. Returns the places that changed, in reading order:
 *  elements, and whether they are new or only stand where something was lost. */
export function patch(shown, made) {
  const places = [];
  copyAttributes(shown.documentElement, made.documentElement);
  replaceHead(shown.head, made.head);
  align(shown.body, made.body, places);
  const isBefore = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  return places.sort((one, other) => (isBefore(one.element, other.element) ? -1 : 1));
}

function replaceHead(shown, made) {
  if (!shown.isEqualNode(made)) shown.replaceChildren(...imported(made.childNodes, shown));
}

function align(shown, made, places) {
  copyAttributes(shown, made);
  const before = [...shown.childNodes], after = [...made.childNodes];
  let start = 0, end = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start].isEqualNode(after[start])) start++;
  while (end < shorter - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end++;
  const lost = before.slice(start, before.length - end), come = after.slice(start, after.length - end);
  const next = before[before.length - end] ?? null;
  const shared = common(lost, come, (one, other) => isSomething(one) && one.isEqualNode(other));
  between(shared, lost, come, next, (...gap) => adapt(shown, ...gap, places));
}

/** Nodes that others have come for: look into those that are the same block, replace the rest. */
function adapt(parent, lost, come, next, places) {
  const olds = lost.filter(isSomething), news = come.filter(isSomething);
  if (olds.length === news.length && olds.every((old, at) => isAlike(old, news[at]))) {
    olds.forEach((old, at) => align(old, news[at], places));
    return;
  }
  const kin = common(lost, come, isKin);
  between(kin, lost, come, next, (...gap) => replace(parent, ...gap, places));
  kin.forEach(([from, to]) => align(lost[from], come[to], places));
}

function replace(parent, lost, come, next, places) {
  const added = imported(come, parent);
  lost.forEach((node) => node.remove());
  added.forEach((node) => parent.insertBefore(node, next));
  const elements = added.filter((node) => node.nodeType === Node.ELEMENT_NODE);
  const isNew = added.some(isSomething);
  if (elements.length) places.push(...elements.map((element) => ({ element, isNew })));
  else if (isNew || lost.some(isSomething)) places.push({ element: next?.nextElementSibling ?? parent, isNew });
}

/** Calls `work` with what is lost, what has come, and the node behind, for each gap between pairs. */
function between(pairs, lost, come, next, work) {
  let from = 0, newFrom = 0;
  for (const [to, newTo] of [...pairs, [lost.length, come.length]]) {
    if (from < to || newFrom < newTo) work(lost.slice(from, to), come.slice(newFrom, newTo), lost[to] ?? next);
    from = to + 1;
    newFrom = newTo + 1;
  }
}

/** The longest common subsequence of two lists, as pairs of places. */
function common(lost, come, isSame) {
  if (lost.length * come.length > LONGEST * LONGEST) return [];
  const width = come.length + 1;
  const longest = new Uint16Array((lost.length + 1) * width);
  const same = lost.map((one) => come.map((other) => isSame(one, other)));
  for (let i = lost.length - 1; i >= 0; i--) {
    for (let j = come.length - 1; j >= 0; j--) {
      const skipped = Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
      longest[i * width + j] = same[i][j] ? 1 + longest[(i + 1) * width + j + 1] : skipped;
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < lost.length && j < come.length;) {
    if (same[i][j]) pairs.push([i++, j++]);
    else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) i++;
    else j++;
  }
  return pairs;
}

/** Whether a node is worth to be looked into, rather than replaced. */
function isAlike(old, made) {
  return CONTAINERS.has(old.nodeName) && old.nodeName === made.nodeName && old.lang === made.lang;
}

/** Whether two nodes are the same block, by the first anchor in them. */
function isKin(old, made) {
  return isAlike(old, made) && anchor(old) !== undefined && anchor(old) === anchor(made);
}

const anchor = (node) => (node.id ? node : node.querySelector("[id]"))?.id;

const imported = (nodes, parent) => [...nodes].map((node) => parent.ownerDocument.importNode(node, true));

const isSomething = (node) => node.nodeType !== Node.TEXT_NODE || node.data.trim() !== "";

function copyAttributes(shown, made) {
  for (const { name } of [...shown.attributes]) if (!made.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of made.attributes) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
}

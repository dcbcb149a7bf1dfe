// The bar, the findings, and the report in its frame, which follow the states that the server tells.

import { patch } from "/patch.js";

const words = JSON.parse(document.body.dataset.words);
const byId = (id) => document.getElementById(id);
const frame = byId("report"), overlay = byId("overlay");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const MARKED = 2200; // milliseconds for which a change is marked
const MOST_MARKED = 60;

const query = new URLSearchParams(location.search);
const view = {
  edition: query.get("edition") || document.body.dataset.edition,
  theme: query.get("theme") ?? document.body.dataset.theme,
};
let shown = { address: "", version: "" }; // what the frame holds
let known = null; // the last state
let events = null;
let turn = Promise.resolve(); // one change of the frame at a time

const filled = (words, ...values) => values.reduce((text, value) => text.replace("%s", value), words);
const address = (path) => path + (view.theme ? `?theme=${encodeURIComponent(view.theme)}` : "");
const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString(words.tag, { hour12: false });

function listen() {
  events?.close();
  const parameters = new URLSearchParams({ edition: view.edition, theme: view.theme });
  events = new EventSource(`/events?${parameters}`);
  const { edition, theme } = view;
  const isOurs = () => edition === view.edition && theme === view.theme;
  events.addEventListener("building", () => isOurs() && tellState("building", words.building));
  events.addEventListener("state", ({ data }) => isOurs() && take(JSON.parse(data)));
  events.onerror = () => tellState("offline", words.offline);
}

function take(state) {
  known = state;
  const title = state.titles[words.tag.slice(0, 2)] ?? Object.values(state.titles)[0];
  byId("title").textContent = title ?? words.preview;
  byId("title").title = title ?? "";
  document.title = title ? `${title} · ${words.preview}` : words.preview;
  fillEditions(state.editions);
  fillThemes(state.themes, state.theme);
  const count = state.findings.length;
  if (count) tellState("faulty", count === 1 ? words.faulty_one : filled(words.faulty, count));
  else tellState("current", words.current);
  byId("built").textContent = state.built ? filled(words.built, clock(state.built), state.seconds.toFixed(1)) : "";
  const note = state.built ? filled(words.kept, clock(state.built)) : shown.version ? "" : words.kept_none;
  tellFindings(state.findings, byId("state-text").textContent, note);
  if (state.version) turn = turn.then(() => show(address(`/report/${view.edition}`), state.version)).catch(console.error);
}

function tellState(state, text) {
  byId("state").dataset.state = state;
  byId("state-text").textContent = text;
}

// The bar

function fillEditions(names) {
  const box = byId("editions");
  box.hidden = !names.length;
  const there = [...box.querySelectorAll("input")].map((input) => input.value);
  if (names.join() !== there.join()) {
    box.querySelectorAll("label").forEach((label) => label.remove());
    for (const name of names) {
      const input = Object.assign(document.createElement("input"), { type: "radio", name: "edition", value: name });
      const label = element("label", "", input, element("span", "", words.editions[name] ?? name));
      input.addEventListener("change", () => look({ edition: name }));
      box.append(label);
    }
  }
  for (const input of box.querySelectorAll("input")) input.checked = input.value === view.edition;
}

function fillThemes(names, own) {
  byId("themes").hidden = !names.length;
  const choices = [["", own ? filled(words.of_report, own) : "report.yaml"], ...names.filter((name) => name !== own).map((name) => [name, name])];
  if (view.theme && !choices.some(([value]) => value === view.theme)) choices.push([view.theme, view.theme]);
  byId("theme").replaceChildren(...choices.map(([value, text]) => new Option(text, value, false, value === view.theme)));
}

byId("theme").addEventListener("change", ({ target }) => look({ theme: target.value }));

function look(other) {
  Object.assign(view, other);
  for (const [key, value] of Object.entries(view)) value ? query.set(key, value) : query.delete(key);
  history.replaceState(null, "", `?${query}`);
  aimFiles();
  listen();
}

function aimFiles() {
  for (const kind of ["pdf", "docx"]) byId(kind).href = address(`/files/${view.edition}.${kind}`);
}

// The report

async function show(path, version) {
  if (shown.address === path && shown.version === version) return;
  if (shown.address === path && isReadable()) {
    const answer = await fetch(path);
    // The frame's own parser: what it makes stands under the rules of the report, not of this page.
    if (answer.ok) change(new frame.contentWindow.DOMParser().parseFromString(await answer.text(), "text/html"));
  } else {
    const place = isReadable() ? readingPlace() : null;
    await new Promise((done) => {
      frame.addEventListener("load", done, { once: true });
      frame.src = path;
    });
    await frame.contentDocument.fonts.ready; // until then no place stands where it will
    if (place) goBackTo(place);
  }
  frame.hidden = false;
  byId("empty").hidden = true;
  shown = { address: path, version };
}

const isReadable = () => Boolean(shown.version && frame.contentDocument?.body);

function change(made) {
  const page = frame.contentDocument;
  const anchor = firstVisible(page);
  const height = anchor?.getBoundingClientRect().top;
  const places = patch(page, made);
  if (anchor?.isConnected) frame.contentWindow.scrollBy({ top: anchor.getBoundingClientRect().top - height, behavior: "instant" });
  if (!places.length) return;
  if (!isVisible(places[0].element)) {
    const block = places[0].element.offsetHeight > frame.clientHeight ? "start" : "center";
    places[0].element.scrollIntoView({ block, behavior: calm.matches ? "instant" : "smooth" });
  }
  places.filter((place) => place.isNew).slice(0, MOST_MARKED).forEach((place) => mark(place.element));
}

function mark(element) {
  const colour = { boxShadow: "0 0 0 4px #fff3c4", backgroundColor: "#fff3c4" };
  const none = { boxShadow: "0 0 0 4px transparent", backgroundColor: "transparent" };
  element.animate(calm.matches ? [colour, colour] : [colour, { ...colour, offset: 0.6 }, none], MARKED);
}

/** The first block of which something is seen. */
function firstVisible(page) {
  const blocks = page.querySelectorAll("h1, h2, h3, h4, h5, h6, p, li, tr, figure, img");
  return [...blocks].find((block) => block.getBoundingClientRect().bottom > 0);
}

function isVisible(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= frame.clientHeight;
}

/** Where the upper edge of the frame is: between which anchors, and how far from one to the other.
 *  Editions share their anchors, and little else. */
function readingPlace() {
  const { scrollY } = frame.contentWindow;
  const tops = anchors();
  const next = tops.findIndex(([, top]) => top > scrollY);
  if (!scrollY || next <= 0) return scrollY ? { from: tops.at(-1)?.[0], to: undefined, part: 0 } : null;
  const [[from, start], [to, end]] = [tops[next - 1], tops[next]];
  return { from, to, part: (scrollY - start) / (end - start) };
}

function goBackTo({ from, to, part }) {
  const tops = new Map(anchors());
  const start = tops.get(from);
  if (start === undefined) return;
  frame.contentWindow.scrollTo({ top: start + part * ((tops.get(to) ?? start) - start), behavior: "instant" });
}

/** Every anchor, with how far below the beginning of the page it stands. */
function anchors() {
  const { contentDocument: page, contentWindow: { scrollY } } = frame;
  return [...page.querySelectorAll("main [id]")].map((element) => [element.id, element.getBoundingClientRect().top + scrollY]);
}

// Findings

let isOfFile = false; // whether they are about a PDF or Word file, so that the page is right

function tellFindings(findings, title, note, ofFile = false) {
  isOfFile = ofFile;
  overlay.hidden = !findings.length;
  byId("overlay-title").textContent = findings.length ? title : "";
  byId("overlay-note").textContent = note;
  byId("findings").replaceChildren(...findings.map(finding));
  fold(ofFile || !byId("findings").hidden);
}

function finding({ code, message, place, excerpt, remarks, mend }) {
  const told = element("li", "finding", element("p", "message", element("code", "code", code), " ", message));
  if (place) told.append(element("p", "place", place));
  if (excerpt) told.append(element("pre", "", ...excerpt.map(line)));
  told.append(...remarks.map((remark) => element("p", "remark", remark)), element("p", "mend", mend));
  return told;
}

function line({ number, text, start, end }) {
  const parts = start === null ? [text] : [text.slice(0, start), element("mark", "", text.slice(start, end)), text.slice(end)];
  return element("span", start === null ? "" : "meant", element("i", "", String(number)), ...parts);
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

function fold(isOpen) {
  byId("findings").hidden = !isOpen;
  byId("collapse").setAttribute("aria-expanded", String(isOpen));
  byId("collapse").textContent = isOfFile ? words.close : isOpen ? words.collapse : words.expand;
}

function putAway() {
  if (isOfFile) overlay.hidden = true;
  else fold(false);
}

byId("collapse").addEventListener("click", () => (byId("findings").hidden ? fold(true) : putAway()));
document.addEventListener("keydown", ({ key }) => key === "Escape" && putAway());

// Files. The browser opens the PDF in a tab of its own; this only tells how it stands.

async function make(link, kind) {
  const path = link.href;
  link.setAttribute("aria-busy", "true");
  link.textContent = filled(words.making, words[kind]);
  try {
    const answer = await fetch(path);
    if (answer.ok) return await answer.blob();
    const { findings } = await answer.json();
    tellFindings(findings, filled(words.failed, words[kind]), "", true);
  } catch {
    tellState("offline", words.offline);
  } finally {
    link.removeAttribute("aria-busy");
    link.textContent = words[kind];
  }
  return null;
}

byId("pdf").addEventListener("click", ({ currentTarget }) => make(currentTarget, "pdf"));
byId("docx").addEventListener("click", async (event) => {
  event.preventDefault();
  const link = event.currentTarget, { edition } = view;
  if (link.ariaBusy === "true") return;
  const blob = await make(link, "docx");
  if (!blob) return;
  const saved = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${known?.name ?? "report"}.${edition}.docx` });
  saved.click();
  setTimeout(() => URL.revokeObjectURL(saved.href), 10_000);
});

aimFiles();
listen();

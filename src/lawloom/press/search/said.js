// Is it already said? Asks the files beside this page, in the way of lawloom.synthesis.likeness: what one side does, the
// other has to do. What is typed stays in the browser; what is found is shown as text.
"use strict";
const form = document.getElementById("find"), hits = document.getElementById("hits"), told = document.getElementById("told");
const called = JSON.parse(form.dataset.called), PAUSE = 300; // milliseconds without a letter
const SIGNS = "\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u1ab0-\\u1aff\\u20d0-\\u20ff";
const VOWELS = new RegExp(`[${SIGNS}]+`, "g"), MARKS = new RegExp(`[\\u0300-\\u036f${SIGNS}]+`, "g");
let known, files = new Map(), asked = 0, timer;

class Changed extends Error {} // the site was printed again since this page was opened

async function json(path, how) {
  const answer = await fetch(path, how);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function begin() {
  known = await json("i/known.json", { cache: "no-cache" });
  known.left = new Set(known.stop.split(" "));
  files = new Map();
}

async function file(path) { // each is asked for once
  if (!files.has(path)) {
    files.set(path, json(`i/${path}?${known.mark}`).then(([mark, value]) => {
      if (mark !== known.mark) throw new Changed(path);
      return value;
    }));
    files.get(path).catch(() => files.delete(path));
  }
  return files.get(path);
}

// --- as likeness.stems_of and likeness.similar do

const small = text => text.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
const folded = word => small(word).normalize("NFKD").replace(MARKS, "").normalize("NFC");
const first = (text, many) => [...text].slice(0, many).join("");

function stem(word) {
  const many = [...word].length;
  return first(word, Math.min(known.cut, many > known.shortest && word.endsWith("s") ? many - 1 : many));
}

function stems(text) {
  const words = small(first(text, known.letters)).normalize("NFC").replace(VOWELS, "").match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.map(folded).filter(word => [...word].length > 1 && !known.left.has(word));
  return [...new Set(telling.map(stem))].slice(0, known.longest);
}

function piece(stem) {
  let found = 0;
  for (const letter of stem) found = (found * 31 + letter.codePointAt(0)) % 65521;
  return found % known.pieces;
}

async function similar(text) {
  const scores = new Map(), shared = new Map();
  let whole = 0, telling = 0;
  const wanted = stems(text), there = await Promise.all(wanted.map(stem => file(`w/${piece(stem)}.json`)));
  wanted.forEach((stem, at) => {
    const [weight, ...held] = Object.hasOwn(there[at], stem) ? there[at][stem] : [known.rare];
    whole += weight;
    telling += weight > 0;
    let place = 0;
    for (const one of held) {
      place += one >> 5;
      scores.set(place, (scores.get(place) ?? 0) + weight * (one & 31));
      shared.set(place, (shared.get(place) ?? 0) + 1);
    }
  });
  const found = [...scores].filter(([place, score]) => score >= known.floor * whole && shared.get(place) >= (telling > known.brief ? 2 : 1));
  found.sort(([one, score], [other, more]) => more - score || one - other);
  return { any: wanted.length > 0, places: found.slice(0, known.most).map(([place]) => place) };
}

// --- what is shown

const element = (name, css, text) => Object.assign(document.createElement(name), { className: css, textContent: text, dir: "auto" });

function row([address, kind, title, opening, again]) {
  const item = document.createElement("li"), head = element("p", "t", ""), link = element("a", "", title);
  link.href = `../${address}`;
  head.append(link);
  const number = address.match(/[^/#]+(?=\/?$)/)[0], more = again ? ` · ${form.dataset.again.replace("#", again)}` : "";
  const meta = element("p", "meta", `${called[kind]} · ${number}${more}`);
  meta.lang = document.documentElement.lang;
  item.append(head, meta);
  if (opening) item.append(element("p", "by", opening));
  return item;
}

async function look(again = true) {
  const mine = ++asked;
  try {
    const { any, places } = await similar(form.q.value);
    const found = await Promise.all(places.map(async place => (await file(`t/${Math.floor(place / known.to)}.json`))[place % known.to]));
    if (mine !== asked) return;
    hits.replaceChildren(...found.map(row));
    const word = found.length > 1 ? "many" : found.length ? "one" : "none";
    told.textContent = any ? form.dataset[word].replace("#", found.length) : "";
  } catch (fault) {
    if (mine !== asked) return;
    if (fault instanceof Changed && again) return begin().then(() => look(false), refuse);
    told.textContent = form.dataset.failed;
  }
}

function refuse() { // an old browser, or files without a server: the lists below help all the same
  const notice = document.getElementById("refused");
  notice.textContent = location.protocol === "file:" ? notice.dataset.disk : notice.dataset.failed;
  notice.hidden = false;
  form.remove();
}

form.addEventListener("submit", event => event.preventDefault());
form.q.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => look(), PAUSE); });
begin().then(() => { form.hidden = false; if (form.q.value) look(); }, refuse);

// Who sits for me? One list is fetched whole, whatever is looked for; what is typed stays in the browser, and what is
// found is shown as text.
"use strict";
const form = document.getElementById("find"), hits = document.getElementById("hits"), told = document.getElementById("told");
const PAUSE = 200, MOST = 20; // milliseconds without a letter; rows shown
let list, timer;

const code = text => text.replace(/[\s\-–.]+/g, "").toUpperCase();
const bare = text => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]+/g, "").normalize("NFC");
const folded = text => bare(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim(); // "Haute-Sègre" is "haute segre"

async function fetched() { // once; again after it failed
  list ??= fetch(form.dataset.list, { cache: "no-cache" }).then(answer => {
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  });
  list.catch(() => { list = undefined; });
  return list;
}

function sits(codes, typed) { // codes: "75001 75003-75007 SW1A*"
  if (!codes) return false;
  return codes.split(" ").some(one => {
    if (one.endsWith("*")) return typed.startsWith(one.slice(0, -1)) || one.startsWith(typed);
    const [first, last = first] = one.split("-");
    if (typed.length >= first.length) return typed.length === first.length && typed >= first && typed <= last;
    return typed >= first.slice(0, typed.length) && typed <= last.slice(0, typed.length);
  });
}

function row([name, area, chamber, , page]) {
  const item = document.createElement("li"), head = document.createElement("p"), link = document.createElement("a");
  const meta = document.createElement("p");
  head.className = "t";
  meta.className = "meta";
  meta.dir = link.dir = "auto";
  link.textContent = name;
  link.href = form.dataset.pages.replace("#", page[0]) + `#r-${page[1]}`;
  meta.textContent = [area, chamber].filter(Boolean).join(" · ");
  head.append(link);
  item.append(head, meta);
  return item;
}

async function look() {
  const asked = form.q.value.trim(), typed = code(asked), words = folded(asked);
  if (typed.length < 2) {
    hits.replaceChildren();
    told.textContent = "";
    return;
  }
  try {
    const all = await fetched();
    if (asked !== form.q.value.trim()) return;
    const digits = /\d/.test(typed);
    const found = all.filter(([name, area, , codes]) =>
      (digits && sits(codes, typed)) || folded(area).includes(words) || folded(name).includes(words));
    hits.replaceChildren(...found.slice(0, MOST).map(row));
    const word = found.length === 1 ? "one" : found.length ? "many" : "none";
    told.textContent = form.dataset[word].replace("#", found.length) + (found.length > MOST ? ` ${form.dataset.more}` : "");
  } catch {
    told.textContent = form.dataset.failed;
  }
}

if (location.protocol === "file:") {
  const notice = document.getElementById("refused");
  notice.textContent = notice.dataset.disk;
  notice.hidden = false;
} else {
  form.hidden = false;
  form.addEventListener("submit", event => { event.preventDefault(); look(); });
  form.q.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, PAUSE); });
}

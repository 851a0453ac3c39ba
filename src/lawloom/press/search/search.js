// The search page: asks the index of this very site. What is typed stays in the browser; what is found is shown as text.
const form = document.getElementById("find"), told = document.getElementById("told");
const hits = document.getElementById("hits"), more = document.getElementById("more");
const STEP = 10;
const called = JSON.parse(form.dataset.called);
let index, asked = 0, waiting = [];

const element = (name, css, text) => Object.assign(document.createElement(name), { className: css, textContent: text ?? "" });
const plain = text => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&");

function excerpt(html) { // never markup: what stands between the marks is text, and is set in bold
  const line = element("p", "by");
  line.dir = "auto";
  html.split(/<\/?mark>/).forEach((part, at) => line.append(at % 2 ? element("mark", "", plain(part)) : plain(part)));
  return line;
}

function place(filters) { // the subject and the kind, in the words of the page
  const names = ["subject", "kind"].map(name => called[name][filters[name]?.[0]]).filter(name => name);
  return element("p", "meta", names.join(" · "));
}

function add(href, title, html, filters) { // a page of the site is in the index once in each language, and here once
  if ([...hits.querySelectorAll("a")].some(link => link.getAttribute("href") === form.dataset.top + href)) return;
  const item = document.createElement("li"), head = element("p", "t"), link = element("a", "", title);
  link.href = form.dataset.top + href;
  link.dir = "auto";
  head.append(link);
  item.append(head, place(filters), excerpt(html));
  hits.append(item);
}

async function show() {
  const mine = asked, next = waiting.splice(0, STEP);
  const found = await Promise.all(next.map(one => one.data()));
  if (mine !== asked) return;
  for (const page of found) {
    // Without words nothing is found inside a page of the index: then all that stands on it is listed.
    const inside = form.q.value.trim()
      ? page.sub_results.filter(one => one.anchor)
      : page.anchors.map(anchor => ({ anchor, title: anchor.text, excerpt: "" }));
    if (page.filters.kind?.includes("page") || !inside.length) add(page.meta.at, page.meta.title, page.excerpt, page.filters);
    else for (const one of inside) add(page.meta.at + one.anchor.id, one.title, one.excerpt, page.filters);
  }
  more.hidden = !waiting.length;
  const many = hits.children.length;
  told.textContent = form.dataset[!many ? "none" : waiting.length ? "some" : many === 1 ? "one" : "many"].replace("#", many);
}

async function search() {
  const mine = ++asked, filters = {};
  for (const choice of form.querySelectorAll("select")) if (choice.value) filters[choice.name] = choice.value;
  const query = form.q.value.trim();
  history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  hits.replaceChildren();
  more.hidden = true;
  told.textContent = query || Object.keys(filters).length ? form.dataset.wait : "";
  if (!told.textContent) return;
  try {
    const found = await index.search(query || null, { filters });
    if (mine !== asked) return;
    waiting = found.results;
    await show();
  } catch (fault) {
    told.textContent = form.dataset.failed;
    throw fault;
  }
}

try {
  index = await import(new URL(form.dataset.index, document.baseURI));
  await index.options({ baseUrl: "/", excerptLength: 30 });
  form.hidden = false;
  form.q.value = new URLSearchParams(location.search).get("q") ?? "";
  form.addEventListener("submit", event => { event.preventDefault(); search(); });
  form.addEventListener("change", search);
  more.addEventListener("click", show);
  if (form.q.value) search();
  index.init();
} catch { // an old browser, or files without a server: what stands below helps all the same
  form.hidden = true;
}

// The form: moving between cells, pasted blocks, live totals and sums, saving as typed.
"use strict";

const form = document.querySelector("form[data-draft]");
const sums = JSON.parse(form.dataset.sums);
const field = (name) => document.getElementById(name);
const typed = (name) => { const at = field(name); return at.tagName === "OUTPUT" ? at.textContent : at.value.normalize("NFKC").trim(); };

// Exact: amounts have up to six decimals, and a sum of such fractions must not be off by a hair.
const SCALE = 1000000n;
function exact(text) {
  const match = /^(-?)(\d{1,18})(?:\.(\d{1,6}))?$/.exec(text);
  if (!match) return null;
  const whole = BigInt(match[2]) * SCALE + BigInt((match[3] || "").padEnd(6, "0"));
  return match[1] ? -whole : whole;
}
function written(value) {
  const sign = value < 0n ? "-" : "", size = value < 0n ? -value : value;
  const rest = (size % SCALE).toString().padStart(6, "0").replace(/0+$/, "");
  return sign + size / SCALE + (rest && "." + rest);
}
function added(side) {
  let total = 0n;
  const words = [];
  for (const one of side) {
    let part = 0n;
    for (const name of one.f) {
      const value = exact(typed(name));
      if (value === null) return null;
      part += value;
    }
    total += BigInt(one.s) * part;
    words.push((words.length || one.s < 0 ? (one.s < 0 ? "－" : "＋") : "") + one.n + written(part));
  }
  return { total, words: words.join("") };
}
function wrong(at) {
  at.closest("td").classList.add("wrong");
  if (at.tagName === "INPUT") at.setAttribute("aria-invalid", "true");
}
function compute() {
  // A total may be a part of another: as many rounds as it takes.
  for (let round = 0, changed = true; changed && round < 9; round++) {
    changed = false;
    for (const sum of sums) {
      if (!sum.t) continue;
      const right = added(sum.r), text = right ? written(right.total) : "", at = field(sum.t);
      if (at.textContent !== text) { at.textContent = text; changed = true; }
    }
  }
  const said = new Map();
  for (const at of form.querySelectorAll(".wrong")) at.classList.remove("wrong");
  for (const at of form.querySelectorAll("[aria-invalid]")) at.removeAttribute("aria-invalid");
  for (const sum of sums) {
    // One of computed totals alone is off where its parts are.
    if (sum.t || [...sum.l, ...sum.r].every((one) => one.f.every((name) => field(name).tagName === "OUTPUT"))) continue;
    const left = added(sum.l), right = added(sum.r);
    if (!left || !right || left.total === right.total) continue;
    for (const one of [...sum.l, ...sum.r]) for (const name of one.f) wrong(field(name));
    const table = sum.l[0].f[0].slice(2).split(".")[0];
    said.set(table, [...(said.get(table) || []), `${sum.at}：${left.words}＝${written(left.total)}，${right.words}＝${written(right.total)}`]);
  }
  for (const list of form.querySelectorAll("ul[data-table]")) {
    const lines = said.get(list.dataset.table) || [];
    list.replaceChildren(...lines.map((line) => { const item = document.createElement("li"); item.textContent = line; return item; }));
  }
  for (const at of form.querySelectorAll("td input")) if (at.value.trim() !== "" && exact(typed(at.id)) === null) wrong(at);
}

// Where a field is on paper, merged cells counted, so that arrows and pasted blocks go where they seem to.
const places = new Map();
for (const table of form.querySelectorAll("table.form")) {
  const taken = [], grid = [];
  [...table.rows].forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (taken[y]?.[x]) x++;
      for (let j = 0; j < cell.rowSpan; j++) for (let i = 0; i < cell.colSpan; i++) (taken[y + j] ||= [])[x + i] = true;
      const at = cell.querySelector("input, output");
      if (at) { (grid[y] ||= [])[x] = at; places.set(at, { grid, x, y }); }
      x += cell.colSpan;
    }
  });
}
function neighbour(at, dx, dy) {
  const { grid, x, y } = places.get(at);
  for (let step = 1; step < 60; step++) {
    const next = grid[y + dy * step]?.[x + dx * step];
    if (next && next.tagName === "INPUT") return next;
  }
  return null;
}
const MOVES = { ArrowUp: [0, -1], ArrowDown: [0, 1], Enter: [0, 1] };
form.addEventListener("keydown", (event) => {
  const at = event.target;
  if (!places.has(at) || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  let move = MOVES[event.key];
  if (event.key === "Enter" && event.shiftKey) move = [0, -1];
  if (event.key === "ArrowLeft" && at.selectionStart === 0 && at.selectionEnd === 0) move = [-1, 0];
  if (event.key === "ArrowRight" && at.selectionStart === at.value.length) move = [1, 0];
  if (!move) return;
  event.preventDefault();
  const next = neighbour(at, ...move);
  if (next) { next.focus(); next.select(); }
});
form.addEventListener("paste", (event) => {
  const at = event.target, text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
  if (!places.has(at) || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const { grid, x, y } = places.get(at);
  text.split("\n").forEach((line, j) => line.split("\t").forEach((value, i) => {
    const to = grid[y + j]?.[x + i];
    if (to && to.tagName === "INPUT") to.value = value.trim();
  }));
  compute();
  later();
});

// Links to a field go into it.
form.addEventListener("click", (event) => {
  const to = event.target.closest('a[href^="#"]') && field(decodeURIComponent(event.target.closest("a").hash.slice(1)));
  if (!to?.matches("input, textarea")) return;
  event.preventDefault();
  to.focus();
  to.scrollIntoView({ block: "center" });
});

// A figure is quoted where one was writing.
const texts = [...form.querySelectorAll(".text textarea")], quote = field("quote");
let writing = texts[0];
for (const text of texts) text.addEventListener("focus", () => { writing = text; });
function put() {
  if (!quote.value.trim()) return;
  writing.focus();
  writing.setRangeText(quote.value.trim(), writing.selectionStart, writing.selectionEnd, "end");
  quote.value = "";
  later();
}
form.querySelector("[data-quote]").addEventListener("click", put);
quote.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); put(); } });

const state = form.querySelector(".state"), saved = form.querySelector("[data-saved]"), listed = form.querySelector("[data-open]");
let timer = 0, running = null, again = false;
function later() { clearTimeout(timer); timer = setTimeout(save, 700); }
// Only what was changed here is sent: the same draft may be open in another tab.
const entries = [...form.querySelectorAll("input[name], textarea[name]")];
form.addEventListener("formdata", (event) => {
  for (const at of entries) if (at.value === at.defaultValue) event.formData.delete(at.name);
});
async function save(closing = false) {
  clearTimeout(timer);
  if (running) { again = true; return; }
  const sent = entries.filter((at) => at.value !== at.defaultValue).map((at) => [at, at.value]);
  try {
    running = fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, keepalive: closing });
    const answer = await running;
    if (!answer.ok) throw new Error(answer.status);
    for (const [at, value] of sent) at.defaultValue = value;
    const told = await answer.json();
    saved.textContent = `${form.dataset.kept} ${told.saved}`;
    saved.classList.remove("mistake");
    state.textContent = told.state;
    state.href = `#${told.next}`;
    const shown = listed.querySelector("details")?.open;
    listed.innerHTML = told.still_open; // a part of the page, as the server writes it
    if (shown) listed.querySelector("details")?.setAttribute("open", "");
  } catch {
    saved.textContent = form.dataset.lost;
    saved.classList.add("mistake");
  } finally {
    running = null;
    if (again) { again = false; later(); }
  }
}
form.addEventListener("input", () => { compute(); later(); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && timer) save(true); });
form.addEventListener("submit", () => clearTimeout(timer));
compute();

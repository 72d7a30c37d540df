// What the pages do without, and do better with: files that are dropped, marks that are jumped to, lists in order.
"use strict";

document.documentElement.classList.add("js");

function busy(form) {
  const button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
}

// Every file below the folders that were dropped, with its path: a field for files takes no folder.
async function* below(entry, path = entry.name) {
  if (entry.isFile) { yield [path, await new Promise((done, failed) => entry.file(done, failed))]; return; }
  const reader = entry.createReader();
  for (let some = [0]; some.length;) {
    some = await new Promise((done, failed) => reader.readEntries(done, failed)); // a hundred at a time
    for (const inner of some) yield* below(inner, `${path}/${inner.name}`);
  }
}
async function sendFolders(form, name, entries, chosen) {
  busy(form);
  try {
    const data = new FormData(form);
    data.delete(name);
    for (const entry of entries) for await (const [path, file] of below(entry)) data.append(name, file, path);
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (!answer.redirected) throw new Error(answer.status);
    location.assign(answer.url);
  } catch {
    chosen.textContent = chosen.dataset.lost;
    awake(form.querySelector("button"));
  }
}
function awake(button) { button.disabled = false; button.removeAttribute("aria-busy"); }

const SHOWN = 3;
const names = (files) => [...files].slice(0, SHOWN).map((file) => file.name).join(document.documentElement.lang === "en" ? ", " : "、") + (files.length > SHOWN ? ` … (${files.length})` : "");

for (const form of document.querySelectorAll("form[data-drop]")) {
  const input = form.querySelector("input[data-files]");
  const zone = input.closest(".drop");
  const chosen = zone.querySelector("[data-chosen]");
  const tell = () => { chosen.textContent = input.files.length ? chosen.dataset.chosen.replace("{names}", names(input.files)) : ""; };
  input.addEventListener("change", tell);
  for (const name of ["dragenter", "dragover"])
    form.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) zone.classList.remove("over"); });
  const waits = form.dataset.drop === "wait";
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const { items, files } = event.dataTransfer;
    const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!waits && entries.some((entry) => entry.isDirectory)) { sendFolders(form, input.name, entries, chosen); return; }
    if (!files.length) return;
    const all = new DataTransfer();
    // What needs a button may come one by one.
    for (const file of waits && input.multiple ? [...input.files, ...files] : files) all.items.add(file);
    input.files = all.files;
    tell();
    if (!waits) form.requestSubmit();
  });
  form.addEventListener("submit", () => setTimeout(() => busy(form)));
}
// A file that misses the zone must not replace the page.
for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
addEventListener("pageshow", () => { for (const button of document.querySelectorAll("button[aria-busy]")) awake(button); });

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[at].textContent.trim();
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => value(a).localeCompare(value(b), document.documentElement.lang, { numeric: true }) * (down ? -1 : 1));
      table.tBodies[0].append(...rows);
    });
  });
}

// What the pages do without, and do better with: files that are dropped, marks that are jumped to, lists in order.
"use strict";

document.documentElement.classList.add("js");

for (const form of document.querySelectorAll("form[data-drop]")) {
  const input = form.querySelector("input[data-files]");
  const zone = input.closest(".drop");
  const chosen = zone.querySelector("[data-chosen]");
  const tell = () => { if (chosen) chosen.textContent = input.files.length ? chosen.dataset.chosen.replace("{n}", input.files.length) : ""; };
  input.addEventListener("change", tell);
  for (const name of ["dragenter", "dragover"])
    form.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) zone.classList.remove("over"); });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    tell();
    form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    const button = form.querySelector("button");
    button.setAttribute("aria-busy", "true");
    setTimeout(() => { button.disabled = true; });
  });
}
// A file that misses the zone must not replace the page.
for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
addEventListener("pageshow", () => { for (const button of document.querySelectorAll("button[aria-busy]")) { button.disabled = false; button.removeAttribute("aria-busy"); } });

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

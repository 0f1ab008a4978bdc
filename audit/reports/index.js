"use strict";
// The page reads without this file; it adds sorting and filters.
(() => {
  const table = document.getElementById("ranking");
  const form = document.getElementById("filters");
  const body = table?.tBodies[0];
  if (!body || !form || !body.rows.length) return;
  const rows = [...body.rows];
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  const apply = () => {
    const decisions = new Set([...form.querySelectorAll("[name=decision]:checked")].map((box) => box.value));
    const value = (name) => form.elements[name]?.value ?? "";
    const search = value("search").trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      const { decision, outlet, pair, check } = row.dataset;
      const passes =
        (!form.elements.decision || decisions.has(decision)) &&
        (!value("outlet") || outlet === value("outlet")) &&
        (!value("pair") || pair === value("pair")) &&
        (!value("check") || check.split(" ").includes(value("check"))) &&
        (!search || words.get(row).includes(search));
      row.hidden = !passes;
      count += passes;
    }
    document.getElementById("shown").textContent =
      count === rows.length ? `${count} articles` : `${count} of ${rows.length} articles`;
  };

  const order = new Intl.Collator(undefined, { numeric: true });
  const heads = [...table.tHead.rows[0].cells];
  const sort = (place) => {
    const head = heads[place];
    const number = head.dataset.k === "n";
    // Counts are looked at from the most down, everything else from the first up.
    const first = head.classList.contains("n") ? "descending" : "ascending";
    const now = head.getAttribute("aria-sort");
    const next = !now ? first : now === "ascending" ? "descending" : "ascending";
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", next);
    const key = (row) => (number ? Number(row.cells[place].dataset.v) : row.cells[place].textContent);
    const compare = (a, b) => (number ? key(a) - key(b) : order.compare(key(a), key(b)));
    const sign = next === "ascending" ? 1 : -1;
    rows.sort((a, b) => sign * compare(a, b) || a.cells[0].dataset.v - b.cells[0].dataset.v);
    body.append(...rows);
  };
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(place));
    head.append(button);
  });
  heads[0].setAttribute("aria-sort", "ascending");

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply(); // a reload may restore what was chosen
})();

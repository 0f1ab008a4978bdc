"use strict";
// The page reads without this file; it adds the filters and puts each note beside its mark.
(() => {
  document.documentElement.classList.add("js");
  const form = document.getElementById("filters");
  if (!form) return;
  const items = [...document.querySelectorAll("#findings li[data-kind]")];
  const marks = [...document.querySelectorAll("#text .mark")];
  const refs = [...document.querySelectorAll("#text .ref")];
  const rows = [...document.querySelectorAll("#text .row")];
  const kinds = new Map(items.map((item) => [item.id.slice(2), item.dataset]));
  let shown = new Set(kinds.keys());

  // Filters. A mark is drawn as the worst of its findings that are shown.
  const checked = (name) =>
    new Set([...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value));
  const draw = (mark) => {
    const here = mark.dataset.f.split(" ").filter((n) => shown.has(n));
    const face = here.length ? kinds.get(here[0]) : null;
    mark.className = face ? `mark k-${face.kind} s-${face.severity}` : "mark off";
    mark.classList.toggle("several", here.length > 1);
  };
  const apply = () => {
    const kind = checked("kind");
    const severity = checked("severity");
    const only = form.elements.only.checked;
    const passes = (item) => kind.has(item.dataset.kind) && severity.has(item.dataset.severity);
    shown = new Set(items.filter(passes).map((item) => item.id.slice(2)));
    for (const item of items) item.hidden = !passes(item);
    marks.forEach(draw);
    for (const ref of refs) ref.hidden = !shown.has(ref.dataset.n);
    for (const row of rows) row.hidden = only && !row.querySelector(".mark:not(.off)");
    for (const part of document.querySelectorAll(".paragraph"))
      part.hidden = !part.querySelector(".row:not([hidden])");
    document.getElementById("shown").textContent =
      shown.size === items.length ? `${items.length} findings` : `${shown.size} of ${items.length} findings`;
    hide();
  };

  // Notes. One panel; screen readers read the note that the link is described by, so it is hidden from them.
  const panel = document.createElement("div");
  panel.id = "panel";
  panel.hidden = true;
  panel.setAttribute("aria-hidden", "true");
  document.body.append(panel);
  let timer = 0;
  let open = null;
  let pinned = false;

  const light = (numbers) => {
    for (const mark of marks)
      mark.classList.toggle("lit", mark.dataset.f.split(" ").some((n) => numbers.includes(n)));
  };
  const place = (mark) => {
    const lines = [...mark.getClientRects()].filter((line) => line.width > 0 || line.height > 0);
    const [first, last] = lines.length ? [lines[0], lines.at(-1)] : Array(2).fill(mark.getBoundingClientRect());
    const room = first.top - form.getBoundingClientRect().bottom - 16;
    const below = last.bottom + 16 + panel.offsetHeight <= innerHeight || room < panel.offsetHeight;
    const left = Math.min(below ? last.left : first.left, document.documentElement.clientWidth - panel.offsetWidth - 12);
    panel.style.left = `${Math.max(12, left) + scrollX}px`;
    panel.style.top = `${(below ? last.bottom + 8 : first.top - panel.offsetHeight - 8) + scrollY}px`;
  };
  const show = (mark, first) => {
    clearTimeout(timer);
    if (open === mark && !first) return;
    const here = mark.dataset.f.split(" ").filter((n) => shown.has(n));
    if (!here.length) return hide();
    if (here.includes(first)) here.unshift(...here.splice(here.indexOf(first), 1));
    panel.replaceChildren(...here.map(entry));
    panel.hidden = false;
    open = mark;
    light(here);
    place(mark);
  };
  const entry = (number) => {
    const box = document.createElement("div");
    box.append(...[...document.getElementById(`n-${number}`).childNodes].map((node) => node.cloneNode(true)));
    const link = document.createElement("a");
    link.href = `#f-${number}`;
    link.tabIndex = -1;
    link.textContent = "in the list";
    link.addEventListener("click", hide);
    box.append(link);
    return box;
  };
  function hide() {
    clearTimeout(timer);
    if (!open) return;
    panel.hidden = true;
    open = null;
    pinned = false;
    light([]);
  }
  const later = () => {
    clearTimeout(timer);
    if (!pinned) timer = setTimeout(hide, 200);
  };
  const markOf = (node) => node.closest?.("#text .mark:not(.off)");

  document.addEventListener("mouseover", (event) => {
    const mark = markOf(event.target);
    if (mark && !pinned) show(mark);
    else if (event.target.closest?.("#panel")) clearTimeout(timer);
    else if (open && document.activeElement?.closest(".mark") !== open) later();
  });
  document.addEventListener("focusin", (event) => {
    const mark = markOf(event.target);
    if (mark) show(mark, event.target.dataset.n);
    else hide();
  });
  document.addEventListener("focusout", later);
  document.addEventListener("click", (event) => {
    const mark = markOf(event.target);
    if (mark && event.detail > 0) {
      // A pointer pins the note; Enter on the number follows its link to the list.
      event.preventDefault();
      show(mark);
      pinned = true;
    } else if (!event.target.closest("#panel")) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("resize", hide);
  form.hidden = false;
  apply(); // a reload may restore boxes that were unchecked
})();

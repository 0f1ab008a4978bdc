"use strict";
// The pages work without this file; it adds the keyboard, answers without a reload, and errors marked by selecting text.
(() => {
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const live = find("#live");
  let quiet = 0;
  const tell = (text) => {
    live.textContent = text;
    live.classList.add("shown");
    clearTimeout(quiet);
    quiet = setTimeout(() => live.classList.remove("shown"), 6000);
  };

  // Findings, and where one is among them.
  const cards = () => all(".find");
  const here = () => document.activeElement?.closest(".find");
  const show = (element) => {
    if (!element) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
    const row = element.closest(".row");
    if (row && row.offsetHeight < innerHeight * 0.8) row.scrollIntoView({ block: "nearest" });
  };
  const beside = (list, current, step) => {
    const at = list.indexOf(current);
    return at < 0 ? list[step > 0 ? 0 : list.length - 1] : list[at + step];
  };
  const move = (step) => {
    const rows = all("#ranking .title a");
    const next = rows.length ? beside(rows, document.activeElement, step) : beside(cards(), here(), step);
    if (next) show(next);
    else tell(step > 0 ? "That was the last one" : "That was the first one");
  };
  const nextOpen = (from) => {
    const list = cards();
    const at = list.indexOf(from);
    const next = [...list.slice(at + 1), ...list.slice(0, Math.max(at, 0))].find((card) => card.dataset.state === "open");
    if (next) show(next);
    return Boolean(next);
  };

  // What is said of a finding is sent without a reload; where that fails, the form is sent as it is.
  const button = (card, verdict) => find(`button[value="${verdict}"]`, card);
  const say = (card, verdict) => {
    const form = find("form.act", card);
    const pressed = form && button(form, verdict);
    if (pressed) form.requestSubmit(pressed);
    else tell(verdict === "open" ? "There is nothing to take back" : "This one was added by a person: take it back, or leave it");
  };
  const draw = (card) => {
    const number = card.id.slice(2);
    for (const mark of all(`.target .mark`)) {
      const states = mark.dataset.f.split(" ").map((n) => find(`#f-${n}`)?.dataset.state ?? "open");
      if (mark.dataset.f.split(" ").includes(number)) {
        mark.classList.remove("v-open", "v-accepted", "v-dismissed");
        mark.classList.add(`v-${states.find((state) => state !== "dismissed") ?? "dismissed"}`);
      }
    }
  };
  const send = async (form, pressed) => {
    const data = new FormData(form, pressed);
    data.set("part", "1");
    const card = form.closest(".find");
    card.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data) });
      const type = answer.headers.get("content-type") ?? "";
      if (!answer.ok || !type.startsWith("application/json")) {
        const text = new DOMParser().parseFromString(await answer.text(), "text/html").body;
        throw new Error((find("[role=alert]", text) ?? text).textContent.trim());
      }
      const said = await answer.json();
      const made = document.createElement("template");
      made.innerHTML = said.card; // all text in it was escaped by the server
      const fresh = made.content.firstElementChild;
      card.replaceWith(fresh);
      find("#progress").textContent = said.progress;
      draw(fresh);
      tell(said.said);
      fresh.focus({ preventScroll: true });
      if (pressed.value === "accepted" || pressed.value === "dismissed") {
        if (!nextOpen(fresh)) tell(`${said.said}. All findings of this page are reviewed`);
      }
    } catch (error) {
      card.removeAttribute("aria-busy");
      tell(`Not kept: ${error.message}`);
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".find form.act") || !form.action.endsWith("/finding") || !event.submitter) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  // Enter in the field of a finding says what the key before it meant.
  const write = (card, verdict) => {
    const field = find("input[name=comment]", card);
    if (!field) return;
    field.dataset.verdict = verdict;
    find(".why-field span", card).textContent = verdict === "dismissed" ? "Why dismiss? Enter dismisses" : "Remark: Enter keeps it";
    field.focus();
  };
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches?.(".find input[name=comment]")) return;
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      say(field.closest(".find"), field.dataset.verdict ?? "comment");
    } else if (event.key === "Escape") {
      show(field.closest(".find"));
    }
  });

  // An error that was missed: words of one passage of the translation.
  const form = find("#missed form");
  const points = (text) => [...text].length;
  const offset = (holder, node, at) => {
    const range = document.createRange();
    range.setStart(holder, 0);
    range.setEnd(node, at);
    return Number(holder.dataset.s) + points(range.toString());
  };
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const touched = all("#text .target [data-s]").filter((holder) => range.intersectsNode(holder));
    const row = touched[0]?.closest(".row");
    const inside = touched.filter((holder) => holder.closest(".row") === row);
    const words = inside.map((holder) => {
      const whole = holder.dataset.e !== undefined;
      const from = Number(holder.dataset.s);
      const to = whole ? Number(holder.dataset.e) : from + points(holder.textContent);
      return {
        first: !whole && holder.contains(range.startContainer) ? offset(holder, range.startContainer, range.startOffset) : from,
        last: !whole && holder.contains(range.endContainer) ? offset(holder, range.endContainer, range.endOffset) : to,
        text: holder.textContent, from, whole,
      };
    }).filter((part) => part.first < part.last);
    if (!words.length) return null;
    const text = words.map((p) => (p.whole ? p.text : [...p.text].slice(p.first - p.from, p.last - p.from).join(""))).join("");
    const lead = points(text) - points(text.trimStart());
    const tail = points(text) - points(text.trimEnd());
    const place = { first: words[0].first + lead, last: words.at(-1).last - tail, words: text.trim(), passage: row.dataset.n };
    return place.words ? place : null;
  };
  const pick = document.createElement("button");
  pick.type = "button";
  pick.id = "pick";
  pick.hidden = true;
  let chosen = null;
  const dialog = document.createElement("dialog");
  dialog.id = "add";
  const open = () => {
    const place = selected() ?? chosen;
    if (!form || dialog.open) return;
    if (place) for (const name of ["first", "last", "words", "passage"]) form.elements[name].value = place[name];
    else form.elements.passage.value = document.activeElement?.closest(".row")?.dataset.n ?? form.elements.passage.value;
    dialog.append(...find("#missed").children);
    dialog.showModal();
    (place ? form.elements.kind : form.elements.words).focus();
  };
  if (form) {
    dialog.setAttribute("aria-labelledby", "missed-title");
    document.body.append(pick, dialog);
    const cancel = document.createElement("button");
    cancel.type = "button";
    cancel.textContent = "Cancel";
    cancel.className = "cancel";
    cancel.addEventListener("click", () => dialog.close());
    find(".buttons", form).append(cancel);
    dialog.addEventListener("close", () => find("#missed").append(...dialog.children));
    for (const name of ["words", "passage"]) {
      form.elements[name].addEventListener("input", () => (form.elements.first.value = form.elements.last.value = ""));
    }
    pick.addEventListener("click", open);
    document.addEventListener("selectionchange", () => {
      if (dialog.open || document.activeElement === pick) return;
      chosen = selected();
      pick.hidden = !chosen;
      if (chosen) pick.textContent = `Add as missed (m): “${chosen.words.length > 30 ? chosen.words.slice(0, 30) + "…" : chosen.words}”`;
    });
  }

  // Shortcuts. They can be turned off, as some speech software types letters.
  const help = find("#help");
  const on = find("#keys");
  on.checked = localStorage.getItem("mtaudit-keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("mtaudit-keys", on.checked ? "on" : "off"));
  const button2 = find("#help-open");
  button2.hidden = false;
  button2.addEventListener("click", () => help.showModal());
  const status = (value) => find(`#status button[value="${value}"]`)?.click();
  const about = (act) => (here() ? act(here()) : tell("Choose a finding first: j and k move"));
  const grade = (value) => about((card) => {
    const list = find("form.act select", card);
    if (list) list.value = value;
    say(card, "accepted");
  });
  const keys = {
    j: () => move(1), k: () => move(-1),
    o: () => nextOpen(here()) || tell("No finding of this page is open"),
    a: () => about((card) => say(card, "accepted")),
    d: () => about((card) => write(card, "dismissed")),
    c: () => about((card) => write(card, "comment")),
    u: () => about((card) => say(card, "open")),
    1: () => grade("minor"), 2: () => grade("major"), 3: () => grade("critical"),
    m: open,
    t: () => status("taken"), x: () => status("done"),
    n: () => (find("#next") ? find("#next").click() : tell("That was the last article")),
    q: () => find("#to-queue")?.click(),
    "/": () => (find("[type=search]") ?? find("#filters select"))?.focus(),
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]), select, textarea, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const act = keys[event.key];
    if (!act || (!on.checked && event.key !== "?")) return;
    event.preventDefault();
    act();
  });
  const target = location.hash.startsWith("#f-") && find(location.hash);
  if (target) show(target);
})();

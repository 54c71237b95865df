// The review page: unsaved edits to the server, who else is here, several at once, panels that open with a key.
import { enter } from "./shell/keys";
import { token } from "./shell/writes";

const QUIET_MS = 700;
const HERE_MS = 10_000;

/** Sends what is typed and not saved, at most a second after the last key. */
function keepUnsaved(form: HTMLFormElement): void {
  const address = form.dataset["unsavedForm"] ?? "";
  const told = document.querySelector<HTMLElement>("[data-unsaved]");
  let timer = 0;
  let sent = "";
  let saving = false;
  const body = (): string => {
    const pairs = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string" && name !== "key") pairs.append(name, value);
    });
    return pairs.toString();
  };
  const first = body();
  const send = (last = false): void => {
    const now = body();
    if (saving || now === (sent || first)) return;
    sent = now;
    void fetch(address, {
      method: "POST",
      body: now,
      keepalive: last,
      headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": token() },
    })
      .then((answer) => (answer.ok ? (answer.json() as Promise<{ at: string }>) : undefined))
      .then((kept) => {
        if (told && kept) told.textContent = (told.dataset["words"] ?? "{time}").replace("{time}", kept.at.slice(11, 19));
      })
      .catch(() => {
        // The server is away: the next key tries again.
        sent = "";
      });
  };
  const later = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, QUIET_MS);
  };
  const mine = (target: EventTarget | null): boolean => (target as HTMLInputElement | null)?.form === form;
  document.addEventListener("input", (event) => {
    if (event.isTrusted && mine(event.target)) later();
  });
  document.addEventListener("submit", () => {
    saving = true;
    window.clearTimeout(timer);
  });
  window.addEventListener("pagehide", () => send(true));
}

/** Says every ten seconds that somebody is here, and shows what changed since. */
function beHere(): void {
  const item = document.querySelector<HTMLElement>(".q li[aria-current]")?.dataset["item"];
  if (!item) return;
  const behind = document.querySelector<HTMLElement>("[data-behind]");
  window.setInterval(() => {
    if (document.hidden) return;
    void fetch(`/review/${item}/here`, { method: "POST", headers: { "X-CSRF-Token": token() } })
      .then((answer) => answer.json() as Promise<{ behind: number }>)
      .then((now) => {
        if (behind && now.behind === 0) behind.hidden = true;
      })
      .catch(() => undefined);
  }, HERE_MS);
}

const SELECTED = "reportedly.review.selected";

function selectedBefore(): Set<string> {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(SELECTED) ?? "[]") as string[]);
  } catch {
    return new Set();
  }
}

function keepSelected(items: readonly string[]): void {
  try {
    sessionStorage.setItem(SELECTED, JSON.stringify(items));
  } catch {
    // Without storage a selection lives as long as the page.
  }
}

/**
 * Shows the bar for several at once while something is selected. Every step to another item loads a page: what is
 * selected is kept in this tab until it is decided. Only what the queue lists can be selected, so that nothing is
 * decided that is not seen.
 */
function selectMany(form: HTMLFormElement): void {
  const count = form.querySelector<HTMLElement>("[data-count]");
  const words = count?.textContent ?? "";
  const boxes = [...document.querySelectorAll<HTMLInputElement>('.q input[name="item"]')];
  const chosen = (): string[] => boxes.filter((box) => box.checked).map((box) => box.value);
  const show = (): void => {
    const items = chosen();
    form.hidden = items.length === 0;
    if (count) count.textContent = words.replace("{n}", String(items.length));
    keepSelected(items);
  };
  const before = selectedBefore();
  for (const box of boxes) box.checked = before.has(box.value);
  document.addEventListener("change", show);
  document.addEventListener("submit", (event) => {
    const sent = event.target as HTMLFormElement;
    const item = /^\/review\/([^/]+)\//.exec(sent.getAttribute("action") ?? "")?.[1];
    if (sent === form) keepSelected([]);
    else if (item) keepSelected(chosen().filter((one) => one !== item));
  });
  show();
}

/** A panel that opens takes the focus (see keys.ts); Escape closes it and gives the focus back. */
function panels(): void {
  document.addEventListener(
    "toggle",
    (event) => {
      const details = event.target as HTMLDetailsElement;
      if (!(details instanceof HTMLDetailsElement) || !details.open || !details.matches(".act, .fe")) return;
      if (!details.contains(document.activeElement) || document.activeElement?.matches("summary")) enter(details);
      // What a search would find without words is shown at once.
      details.querySelector<HTMLElement>("[data-fill]")?.dispatchEvent(new Event("input", { bubbles: true }));
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = (event.target as HTMLElement).closest<HTMLDetailsElement>("details.act[open], details.fe[open]");
    if (!open) return;
    event.preventDefault();
    open.open = false;
    open.querySelector<HTMLElement>("summary")?.focus();
  });
}

/** Filters take effect when they are chosen. */
function autoSubmit(form: HTMLFormElement): void {
  form.addEventListener("change", () => form.requestSubmit());
}

for (const open of document.querySelectorAll<HTMLElement>("details[open]")) open.setAttribute("data-quiet", "");
window.setTimeout(() => {
  for (const open of document.querySelectorAll<HTMLElement>("details[data-quiet]")) open.removeAttribute("data-quiet");
}, 100);
const form = document.querySelector<HTMLFormElement>("[data-unsaved-form]");
if (form) keepUnsaved(form);
const many = document.querySelector<HTMLFormElement>("[data-many]");
if (many) selectMany(many);
for (const one of document.querySelectorAll<HTMLFormElement>("[data-auto]")) autoSubmit(one);
beHere();
panels();
if (window.matchMedia("(min-width: 901px)").matches) {
  document.querySelector(".q li[aria-current]")?.scrollIntoView({ block: "nearest" });
}

// Single keys: an element says which key works it (data-key) and in which words (data-key-name).
// `data-key="g r"` is two keys in a row, `data-key="Control+Enter"` one with a modifier.
import { capsOfPage, listKeys, taking } from "./keys_dialog";
import { anyOwn, isOwn, own, singleKeys } from "./own_keys";
import { spelled } from "./spelling";

const WAIT_MS = 1200;
const SEND = "Control+Enter";
const PANEL = "details.act, details[name=claim-act]";
const TYPED = "input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select";

function typing(target: EventTarget | null): boolean {
  return !!(target as HTMLElement | null)?.closest?.(`${TYPED}, [contenteditable]`);
}

function holders(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-key]")].filter(
    (element) => !element.closest("[hidden]") && !element.hasAttribute("disabled"),
  );
}

const FIELDS =
  "textarea, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, input[type=radio], input[type=checkbox]";

/** Gives the focus to the first field of a panel, unless it asks for quiet. */
export function enter(details: HTMLDetailsElement): void {
  if (!details.hasAttribute("data-quiet")) details.querySelector<HTMLElement>(FIELDS)?.focus();
}

function work(element: HTMLElement): void {
  if (element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) {
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
    return;
  }
  element.click();
  // At once: what is typed next belongs to the panel, and must not be taken for keys of the page.
  const details = element.matches("summary") ? element.closest("details") : null;
  if (details?.open && details.matches(`${PANEL}, .fe`)) enter(details);
}

function find(sequence: string): HTMLElement | undefined {
  const open = document.querySelector<HTMLElement>("dialog[open]");
  const all = holders().filter(
    (element) => (!open || open.contains(element)) && own(element.dataset["key"] ?? "") === sequence,
  );
  // A key that somebody chose goes before one that ships with this page.
  return all.find((element) => isOwn(element.dataset["key"] ?? "")) ?? all[0];
}

/** Returns the form that somebody works in: that of the panel around the focus, of the field, or of the open panel. */
function worked(target: EventTarget | null): HTMLFormElement | null {
  const element = target as HTMLElement | null;
  const around = element?.closest?.<HTMLElement>(PANEL);
  if (around) return around.querySelector("form");
  const field = element?.closest?.<HTMLInputElement>(TYPED);
  if (field) return field.form;
  const open = [...document.querySelectorAll<HTMLDetailsElement>(PANEL)].find((details) => details.open);
  return open?.querySelector("form") ?? null;
}

/**
 * Sends the form that somebody works in, and no other: what was typed in one must never be dropped for what another
 * form would do. Says whether there was such a form; one with several buttons needs one of them pressed.
 */
function send(target: EventTarget | null): boolean {
  const form = document.querySelector("dialog[open]") ? null : worked(target);
  if (!form) return false;
  const buttons = [...form.elements].filter(
    (one): one is HTMLButtonElement => one instanceof HTMLButtonElement && one.type === "submit" && !one.disabled,
  );
  const named = buttons.find((one) => one.dataset["key"] === SEND);
  if (named) named.click();
  else if (buttons.length < 2) form.requestSubmit(buttons[0]);
  return true;
}

export function bindKeys(): void {
  let before = "";
  let timer = 0;
  document.addEventListener("keydown", (event) => {
    if (taking(event)) return;
    const modified = event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key);
    if (event.defaultPrevented || event.isComposing) return;
    if (!modified && (typing(event.target) || !singleKeys())) {
      if (event.key === "Escape" && typing(event.target)) (event.target as HTMLElement).blur();
      return;
    }
    const key = spelled(event);
    if (key === "?") {
      event.preventDefault();
      listKeys(holders);
      return;
    }
    if (key === " " && (event.target as HTMLElement).closest?.("button, a, summary, input")) return;
    if (key === own(SEND) && send(event.target)) {
      event.preventDefault();
      return;
    }
    const found = find(before ? `${before} ${key}` : key) ?? find(key);
    window.clearTimeout(timer);
    before = "";
    if (found) {
      event.preventDefault();
      work(found);
    } else if (!modified && holders().some((element) => own(element.dataset["key"] ?? "").startsWith(`${key} `))) {
      before = key;
      timer = window.setTimeout(() => {
        before = "";
      }, WAIT_MS);
    }
  });
  document.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    if (target.closest("[data-list-keys]")) listKeys(holders);
    const search = target.closest("[data-find]") && document.querySelector<HTMLElement>(".find");
    if (search) {
      event.preventDefault();
      if (search.classList.toggle("open")) search.querySelector("input")?.focus();
    }
    const closes = target.closest<HTMLElement>("[data-close]");
    if (closes) closes.closest("dialog")?.close();
    const opens = target.closest<HTMLElement>("[data-open]");
    if (opens) document.querySelector<HTMLDialogElement>(opens.dataset["open"] ?? "")?.showModal();
  });
  if (anyOwn()) capsOfPage();
  document.addEventListener("htmx:after:swap", () => {
    if (anyOwn()) capsOfPage();
  });
}

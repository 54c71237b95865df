// The dialog of all keys: what each does on this page, another key for one of them, and back to the keys that ship.
import { anyOwn, choose, isOwn, own, putBack, setSingleKeys, singleKeys } from "./own_keys";
import { pressed, spelled } from "./spelling";

/** Keys that move the focus or leave the dialog are never given away. */
const KEPT = new Set(["Escape", "Tab", "Enter", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Dead", "?", "Unidentified"]);
const MODIFIERS = /^((Control|Alt)\+)*(Control|Alt|Shift|Meta|AltGraph)$/;

let listen: ((event: KeyboardEvent) => void) | null = null;

function keycaps(sequence: string): HTMLElement[] {
  return pressed(sequence).map((part) => {
    const key = document.createElement("kbd");
    key.textContent = part;
    return key;
  });
}

function tell(dialog: HTMLDialogElement, name: string, slots: Record<string, string> = {}): void {
  const line = dialog.querySelector<HTMLElement>("[role=status]");
  if (!line) return;
  let words = line.dataset[name] ?? "";
  for (const [slot, value] of Object.entries(slots)) words = words.replace(`{${slot}}`, value);
  line.textContent = words;
}

/** Returns what on this page a key works already: alone, as the beginning of another, or begun by it. */
function taken(key: string, mine: string, holders: HTMLElement[]): HTMLElement | undefined {
  return holders.find((element) => {
    const other = element.dataset["key"] ?? "";
    const worked = own(other);
    return other !== mine && (worked === key || worked.startsWith(`${key} `));
  });
}

/** Waits for the key that is to work `holder` from now on; Escape leaves everything as it is. */
function ask(dialog: HTMLDialogElement, holder: HTMLElement, holders: () => HTMLElement[]): void {
  const mine = holder.dataset["key"] ?? "";
  const name = holder.dataset["keyName"] ?? "";
  tell(dialog, "ask", { name });
  listen = (event) => {
    const key = spelled(event);
    if (MODIFIERS.test(key)) return;
    event.preventDefault();
    event.stopPropagation();
    const other = taken(key, mine, holders());
    if (key === "Escape") {
      tell(dialog, "left");
    } else if (KEPT.has(key) || event.key === "F5") {
      tell(dialog, "kept", { key: pressed(key).join(" ") });
      return;
    } else if (other) {
      tell(dialog, "taken", { key: pressed(key).join(" "), name: other.dataset["keyName"] ?? "" });
      return;
    } else {
      choose(mine, key);
      tell(dialog, "done", { key: pressed(key).join(" "), name });
    }
    listen = null;
    draw(dialog, holders);
    dialog.querySelector<HTMLElement>(`button[data-change="${CSS.escape(mine)}"]`)?.focus();
    capsOfPage();
  };
}

/** Hands a key to whoever waits for one; says whether somebody did. */
export function taking(event: KeyboardEvent): boolean {
  if (!listen) return false;
  listen(event);
  return true;
}

function row(dialog: HTMLDialogElement, holder: HTMLElement, holders: () => HTMLElement[]): HTMLLIElement {
  const item = document.createElement("li");
  const mine = holder.dataset["key"] ?? "";
  const name = document.createElement("span");
  name.textContent = holder.dataset["keyName"] ?? "";
  const change = document.createElement("button");
  change.type = "button";
  change.className = "btn quiet";
  change.dataset["change"] = mine;
  change.textContent = dialog.dataset["wordChange"] ?? "";
  change.setAttribute("aria-label", `${change.textContent}: ${name.textContent}`);
  change.addEventListener("click", () => ask(dialog, holder, holders));
  item.classList.toggle("own", isOwn(mine));
  item.append(...keycaps(own(mine)), name, change);
  return item;
}

function draw(dialog: HTMLDialogElement, holders: () => HTMLElement[]): void {
  const seen = new Set<string>();
  const named = holders().filter((element) => {
    const key = element.dataset["key"] ?? "";
    if (!element.dataset["keyName"] || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  dialog.querySelector("ul")?.replaceChildren(...named.map((holder) => row(dialog, holder, holders)));
  const back = dialog.querySelector<HTMLButtonElement>("[data-put-back]");
  if (!back) return;
  back.hidden = !anyOwn();
  back.onclick = () => {
    putBack();
    draw(dialog, holders);
    tell(dialog, "back");
    capsOfPage();
  };
}

/** Shows the dialog. `holders` returns the elements that a key works now. */
export function listKeys(holders: () => HTMLElement[]): void {
  const dialog = document.querySelector<HTMLDialogElement>("#keys");
  if (!dialog) return;
  listen = null;
  const line = dialog.querySelector<HTMLElement>("[role=status]");
  if (line) line.textContent = "";
  draw(dialog, holders);
  const on = dialog.querySelector<HTMLInputElement>("input[type=checkbox]");
  if (on) {
    on.checked = singleKeys();
    on.onchange = () => setSingleKeys(on.checked);
  }
  dialog.onclose = () => {
    listen = null;
  };
  if (!dialog.open) dialog.showModal();
}

/** Writes the keys that somebody chose where the page prints those that ship. */
export function capsOfPage(): void {
  const instead = new Map<string, string>();
  for (const holder of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const key = holder.dataset["key"] ?? "";
    instead.set(pressed(key).join(" "), pressed(own(key)).join(" "));
  }
  for (const cap of document.querySelectorAll<HTMLElement>("kbd:not(dialog kbd)")) {
    const printed = (cap.dataset["printed"] ??= cap.textContent?.trim() ?? "");
    const now = instead.get(printed);
    if (now !== undefined && cap.textContent !== now) cap.textContent = now;
  }
}

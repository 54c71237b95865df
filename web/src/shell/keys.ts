// Single keys: an element says which key works it (data-key) and in which words (data-key-name).
// `data-key="g r"` is two keys in a row, `data-key="Control+Enter"` one with a modifier.

const OFF = "reportedly.keys.off";
const REMAPPED = "reportedly.keys.map";
const WAIT_MS = 1200;

function typing(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return !!element?.closest("input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable]");
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function remapped(key: string): string {
  const map = JSON.parse(stored(REMAPPED) ?? "{}") as Record<string, string>;
  return map[key] ?? key;
}

function spelled(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push("Control");
  if (event.altKey) parts.push("Alt");
  parts.push(event.key);
  return parts.join("+");
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
  if (details?.open && details.matches(".act, .fe")) enter(details);
}

function find(sequence: string): HTMLElement | undefined {
  const open = document.querySelector<HTMLElement>("dialog[open]");
  return holders().find(
    (element) => (!open || open.contains(element)) && remapped(element.dataset["key"] ?? "") === sequence,
  );
}

function listed(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#keys");
  const list = dialog?.querySelector("ul");
  if (!dialog || !list) return;
  list.replaceChildren(
    ...holders()
      .filter((element) => element.dataset["keyName"])
      .map((element) => {
        const item = document.createElement("li");
        for (const part of remapped(element.dataset["key"] ?? "").split(" ")) {
          const key = document.createElement("kbd");
          key.textContent = part.replace("Control+", "Ctrl ").replace("Alt+", "Alt ").replace(/^ $/, "Space");
          item.append(key);
        }
        const name = document.createElement("span");
        name.textContent = element.dataset["keyName"] ?? "";
        item.append(name);
        return item;
      }),
  );
  const off = dialog.querySelector<HTMLInputElement>("input[type=checkbox]");
  if (off) {
    off.checked = stored(OFF) !== "yes";
    off.onchange = () => {
      try {
        localStorage.setItem(OFF, off.checked ? "no" : "yes");
      } catch {
        // Without storage the choice holds for this page only.
      }
    };
  }
  dialog.showModal();
}

export function bindKeys(): void {
  let before = "";
  let timer = 0;
  document.addEventListener("keydown", (event) => {
    const modified = event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key);
    if (event.defaultPrevented || event.isComposing) return;
    if (!modified && (typing(event.target) || stored(OFF) === "yes")) {
      if (event.key === "Escape" && typing(event.target)) (event.target as HTMLElement).blur();
      return;
    }
    if (event.key === "?") {
      event.preventDefault();
      listed();
      return;
    }
    const key = spelled(event);
    if (key === " " && (event.target as HTMLElement).closest?.("button, a, summary, input")) return;
    const found = find(before ? `${before} ${key}` : key) ?? find(key);
    window.clearTimeout(timer);
    before = "";
    if (found) {
      event.preventDefault();
      work(found);
    } else if (!modified && holders().some((element) => element.dataset["key"]?.startsWith(`${key} `))) {
      before = key;
      timer = window.setTimeout(() => {
        before = "";
      }, WAIT_MS);
    }
  });
  document.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    if (target.closest("[data-list-keys]")) listed();
    const closes = target.closest<HTMLElement>("[data-close]");
    if (closes) closes.closest("dialog")?.close();
    const opens = target.closest<HTMLElement>("[data-open]");
    if (opens) document.querySelector<HTMLDialogElement>(opens.dataset["open"] ?? "")?.showModal();
  });
}

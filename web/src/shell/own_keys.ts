// Keys that somebody chose: kept in this browser, by the key that the page names (`data-key`).

const OFF = "reportedly.keys.off";
const MAP = "reportedly.keys.map";

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Without storage the choice holds for this page only.
  }
}

let chosen = read();

function read(): Record<string, string> {
  try {
    const kept: unknown = JSON.parse(stored(MAP) ?? "{}");
    if (kept === null || typeof kept !== "object") return {};
    return Object.fromEntries(Object.entries(kept).filter(([, key]) => typeof key === "string" && key !== ""));
  } catch {
    return {};
  }
}

/** Returns the key that works what the page gives `key`. */
export function own(key: string): string {
  return chosen[key] ?? key;
}

export function isOwn(key: string): boolean {
  return key in chosen;
}

export function anyOwn(): boolean {
  return Object.keys(chosen).length > 0;
}

export function choose(key: string, instead: string): void {
  chosen = { ...chosen, [key]: instead };
  if (instead === key) delete chosen[key];
  store(MAP, JSON.stringify(chosen));
}

export function putBack(): void {
  chosen = {};
  store(MAP, "{}");
}

let off = stored(OFF) === "yes";

export function singleKeys(): boolean {
  return !off;
}

export function setSingleKeys(on: boolean): void {
  off = !on;
  store(OFF, on ? "no" : "yes");
}

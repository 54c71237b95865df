// The brief editor: words that are not saved yet survive a reload, and saves of others are told.
export {};
const main = document.querySelector<HTMLElement>("main[data-brief]");
const POLL_MS = 8000;

interface Save {
  version: number;
  by: string;
  at: string;
  sentence: string;
}

function keyOf(sentence: string): string {
  return `reportedly.brief.${main?.dataset["brief"] ?? ""}.${sentence}`;
}

function kept(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, words: string | null): void {
  try {
    if (words === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, words);
  } catch {
    // Without storage the words live as long as the page.
  }
}

function guardWords(form: HTMLFormElement): void {
  const area = form.querySelector("textarea");
  const note = document.querySelector<HTMLElement>("[data-saved]");
  if (!area) return;
  const key = keyOf(form.dataset["sentence"] ?? "");
  const before = area.defaultValue;
  const found = kept(key);
  const tell = (): void => {
    if (note && area.value !== before) note.textContent = main?.dataset["wordsUnsaved"] ?? "";
  };
  if (found !== null && found !== before) {
    area.value = found;
    tell();
  }
  area.addEventListener("input", () => {
    keep(key, area.value === before ? null : area.value);
    tell();
  });
  form.addEventListener("submit", () => keep(key, null));
  const fit = (): void => {
    area.rows = Math.max(3, Math.ceil(area.value.length / 58) + 1);
  };
  area.addEventListener("input", fit);
  fit();
}

async function watch(): Promise<void> {
  const seen = Number(main?.dataset["version"] ?? 0);
  const box = document.querySelector<HTMLElement>("[data-elsewhere]");
  if (!main || !box || document.hidden) return;
  const answer = await fetch(`/api/briefs/${main.dataset["brief"] ?? ""}/version?seen=${seen}`);
  if (!answer.ok) return;
  const told = (await answer.json()) as { saves: Save[] };
  const last = told.saves.at(-1);
  const words = box.querySelector("span");
  if (!last || !words) return;
  words.textContent = (main.dataset["wordsElsewhere"] ?? "")
    .replace("%by%", last.by)
    .replace("%at%", last.at.slice(11, 16))
    .replace("%version%", String(last.version));
  box.hidden = false;
}

if (main) {
  document.querySelectorAll<HTMLFormElement>("form[data-sentence]").forEach(guardWords);
  window.setInterval(() => {
    watch().catch(() => undefined);
  }, POLL_MS);
}

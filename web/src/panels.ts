// The matrix: arrow keys from cell to cell, and the claims of a cell below it without leaving the page.

function cells(table: HTMLTableElement): HTMLAnchorElement[][] {
  return [...table.tBodies]
    .flatMap((body) => [...body.rows])
    .map((row) => [...row.querySelectorAll<HTMLAnchorElement>("a.c")])
    .filter((row) => row.length > 0);
}

function reachable(table: HTMLTableElement): void {
  const all = cells(table).flat();
  if (all.length > 0 && !all.some((cell) => cell.tabIndex === 0)) {
    const first = all.find((cell) => cell.dataset["place"]) ?? all[0];
    if (first) first.tabIndex = 0;
  }
}

function go(table: HTMLTableElement, from: HTMLAnchorElement, key: string): boolean {
  const rows = cells(table);
  const y = rows.findIndex((row) => row.includes(from));
  const x = rows[y]?.indexOf(from) ?? -1;
  if (y < 0 || x < 0) return false;
  const steps: Record<string, [number, number]> = {
    ArrowLeft: [y, x - 1],
    ArrowRight: [y, x + 1],
    ArrowUp: [y - 1, x],
    ArrowDown: [y + 1, x],
    Home: [y, 0],
    End: [y, (rows[y]?.length ?? 1) - 1],
  };
  const to = steps[key];
  if (!to) return false;
  const next = rows[to[0]]?.[to[1]];
  if (next) {
    from.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    // The first column stays where it is and must not cover the cell.
    const head = next.closest("tr")?.querySelector("th")?.getBoundingClientRect().right ?? 0;
    const left = next.getBoundingClientRect().left;
    const box = table.parentElement;
    if (box && left < head) box.scrollLeft -= head - left + 2;
  }
  return true;
}

async function open(cell: HTMLAnchorElement): Promise<void> {
  const pane = cell.closest(".matrix")?.querySelector<HTMLElement>("#mx-cell");
  if (!pane) {
    location.assign(cell.href);
    return;
  }
  const address = new URL(cell.href);
  address.searchParams.set("fragment", "1");
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    location.assign(cell.href);
    return;
  }
  pane.innerHTML = await answer.text();
  for (const other of cell.closest("table")?.querySelectorAll("a.c[aria-current]") ?? []) other.removeAttribute("aria-current");
  cell.setAttribute("aria-current", "true");
  const detail = { place: cell.dataset["place"], sector: cell.dataset["sector"] };
  document.dispatchEvent(new CustomEvent("reportedly:cell", { detail }));
  pane.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const cell = (event.target as HTMLElement | null)?.closest<HTMLAnchorElement>("table[data-matrix] a.c");
  const table = cell?.closest<HTMLTableElement>("table[data-matrix]");
  if (!cell || !table || event.ctrlKey || event.metaKey || event.altKey) return;
  if (go(table, cell, event.key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const cell = (event.target as HTMLElement | null)?.closest<HTMLAnchorElement>("table[data-matrix] a.c[data-place]");
  if (!cell || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  void open(cell);
});

/** Says how many columns lie outside of the view on the right, and goes there. */
function more(table: HTMLTableElement): void {
  const box = table.closest<HTMLElement>(".mx-scroll");
  const button = table.closest(".matrix")?.querySelector<HTMLButtonElement>("[data-mx-more]");
  if (!box || !button || box.dataset["watched"]) return;
  box.dataset["watched"] = "yes";
  const look = (): void => {
    const edge = box.getBoundingClientRect().right;
    const heads = [...table.querySelectorAll("thead th[scope=col]")];
    const hidden = heads.filter((head) => head.getBoundingClientRect().right > edge + 8).length;
    button.hidden = hidden === 0;
    const words = (button.dataset["words"] ?? "{n}").replace("{n}", String(hidden));
    if (button.textContent !== words) button.textContent = words;
  };
  box.addEventListener("scroll", look, { passive: true });
  new ResizeObserver(look).observe(box);
  button.addEventListener("click", () => box.scrollBy({ left: box.clientWidth / 2 }));
}

function all(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table[data-matrix]")) {
    reachable(table);
    more(table);
  }
}

all();
new MutationObserver(all).observe(document.body, { childList: true, subtree: true });

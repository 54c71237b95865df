// The situation screen: filters apply at once, the map and the slider share one filter and one day.
import { chooseEngine, chosenEngine } from "./map/engine";
import { Island } from "./map/island";
import { pageState, words as catalogue } from "./map/page";
import { Panels } from "./map/panels";
import { Slider, spoken } from "./map/slider";
import { dayOf, isoOf } from "./map/wire";

const STEP_MS = 900;
const LONG_DAYS = 120;

const words = catalogue();
const form = document.getElementById("filters") as HTMLFormElement;
const still = matchMedia("(prefers-reduced-motion: reduce)");

function field(name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}

/** Ask the server for the page as the form now says; htmx swaps its parts and the address. */
function apply(): void {
  form.dispatchEvent(new CustomEvent("situation:changed"));
}

// Empty fields stay out of the address.
form.addEventListener("formdata", (event) => {
  const { formData } = event;
  for (const name of new Set(formData.keys())) {
    const values = formData.getAll(name).filter((value) => value !== "");
    formData.delete(name);
    if (values.length > 0) formData.set(name, values.join(","));
  }
});
for (const outside of document.querySelectorAll<HTMLInputElement>("input[form=filters]")) {
  outside.addEventListener("change", apply);
}

const island = new Island(document.getElementById("map")!, {
  words,
  choose: (place) => select(place),
  list: (places) => listed(places),
  status: (text) => {
    const line = document.getElementById("map-status");
    if (line) line.textContent = text;
  },
});

// --- matrix and timeline, and what is selected in all of them

const panels = new Panels((from, to) => {
  field("from").value = from;
  field("to").value = to;
  apply();
});

/** The cell of the matrix that the address names is the current one, and so are the bars of the place's events. */
function mark(): void {
  const { place, sector } = pageState();
  const events = [...document.querySelectorAll<HTMLElement>("#place [data-event]")].map((event) => event.dataset["event"]);
  for (const bar of document.querySelectorAll<SVGAElement>("#timeline svg a")) {
    const current = events.includes(bar.getAttribute("href")?.split("/").pop());
    if (current) bar.setAttribute("aria-current", "true");
    else bar.removeAttribute("aria-current");
  }
  for (const cell of document.querySelectorAll<HTMLAnchorElement>("#matrix a.c[data-place]")) {
    const current = cell.dataset["place"] === place && cell.dataset["sector"] === sector;
    if (current) cell.setAttribute("aria-current", "true");
    else cell.removeAttribute("aria-current");
  }
}

document.addEventListener("situation:panel", mark);
document.addEventListener("reportedly:cell", (event) => {
  const { place, sector } = (event as CustomEvent<{ place: string; sector: string }>).detail;
  const data = document.getElementById("situation-data")!.dataset;
  data["place"] = field("place").value = place;
  data["sector"] = field("sector").value = sector;
  const address = new URL(location.href);
  address.searchParams.set("place", place);
  address.searchParams.set("sector", sector);
  history.replaceState(history.state, "", address);
  island.select(place);
  void told(place);
});

/** Show what is reported of a place without asking for the whole page again. */
async function told(place: string): Promise<void> {
  const section = document.getElementById("place");
  if (!section) return;
  const days = `&from=${field("from").value}&to=${field("to").value}`;
  const answer = await fetch(`/situation/at?${pageState().query}${days}&place=${encodeURIComponent(place)}`);
  section.hidden = !answer.ok;
  if (answer.ok) section.innerHTML = await answer.text();
  mark();
}

// --- the list beside the map

function listed(places: string[]): void {
  const twin = document.getElementById("map-list") as HTMLDetailsElement | null;
  if (!twin) return;
  twin.open = true;
  const first = places
    .map((place) => twin.querySelector<HTMLAnchorElement>(`a[data-place="${CSS.escape(place)}"]`))
    .find((link) => link !== null);
  (first ?? twin.querySelector<HTMLElement>("summary"))?.focus();
}

document.addEventListener("keydown", (event) => {
  const link = (event.target as HTMLElement).closest?.<HTMLAnchorElement>("#map-list a[data-place]");
  if (!link || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  const all = [...document.querySelectorAll<HTMLAnchorElement>("#map-list a[data-place]")];
  const at = all.indexOf(link);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]!;
  event.preventDefault();
  all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
});
document.addEventListener("focusin", (event) => {
  const link = (event.target as HTMLElement).closest?.<HTMLAnchorElement>("#map-list a[data-place]");
  if (link) island.point(link.dataset["place"]!);
});
document.addEventListener("focusout", (event) => {
  if ((event.target as HTMLElement).closest?.("#map-list a[data-place]")) island.point(pageState().place);
});
document.addEventListener("click", (event) => {
  const link = (event.target as HTMLElement).closest?.<HTMLAnchorElement>("a[data-place]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  if (link.closest("#matrix")) return;
  event.preventDefault();
  island.centre(link.dataset["place"]!);
  select(link.dataset["place"]!);
});

function select(place: string): void {
  field("place").value = place;
  field("sector").value = "";
  apply();
}

// --- layers and the whole area

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-layer]")) {
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    island.toggle(button.dataset["layer"] as "events" | "origins" | "control", on);
  });
}
document.getElementById("map-whole")?.addEventListener("click", () => island.whole());
const engine = document.querySelector<HTMLSelectElement>("#map-engine");
if (engine) {
  engine.value = chosenEngine();
  engine.closest("[hidden]")?.removeAttribute("hidden");
  engine.addEventListener("change", () => {
    chooseEngine(engine.value);
    location.reload();
  });
}

// --- days

let slider: Slider | null = null;
const line = document.querySelector<SVGSVGElement>("#slider");
const state = pageState();
if (line && state.first && state.last) {
  const [first, last] = [dayOf(state.first), dayOf(state.last)];
  slider = new Slider({
    svg: line,
    sheet: { first, last, marks: state.marks },
    from: state.from ? Math.max(first, dayOf(state.from)) : first,
    to: state.to ? Math.min(last, dayOf(state.to)) : last,
    language: state.language,
    words,
    changed: (from, to, done) => {
      shown(from, to);
      if (done) apply();
    },
  });
}

function shown(from: number, to: number): void {
  // At the ends of the axis the period is open: what lies beyond, such as a plan, is not cut.
  const open = { from: from <= dayOf(pageState().first), to: to >= dayOf(pageState().last) };
  field("from").value = open.from ? "" : isoOf(from);
  field("to").value = open.to ? "" : isoOf(to);
  const told = document.getElementById("shown-days");
  if (told) told.textContent = words("days_shown", { from: spoken(from, state.language, false), to: spoken(to, state.language, true) });
  island.show(open.from ? -Infinity : from, open.to ? Infinity : to);
}

let playing = 0;
const player = document.getElementById("play") as HTMLButtonElement | null;

function stop(): void {
  window.clearInterval(playing);
  playing = 0;
  player?.setAttribute("aria-pressed", "false");
  apply();
}

function step(): boolean {
  if (!slider) return false;
  const last = dayOf(pageState().last);
  if (slider.to >= last) return false;
  slider.set(slider.from, slider.to + (last - slider.from > LONG_DAYS ? 7 : 1));
  shown(slider.from, slider.to);
  return slider.to < last;
}

player?.addEventListener("click", () => {
  if (!slider) return;
  if (playing) {
    stop();
    return;
  }
  if (slider.to >= dayOf(pageState().last)) {
    slider.set(slider.from, slider.from);
    shown(slider.from, slider.to);
  }
  if (still.matches) {
    // Without motion a press goes on by one step.
    step();
    apply();
    return;
  }
  player.setAttribute("aria-pressed", "true");
  playing = window.setInterval(() => {
    if (!step()) stop();
  }, STEP_MS);
});

// --- after the server answered

let before = { open: false, focus: "" };
document.addEventListener("htmx:before:swap", () => {
  const picker = document.querySelector<HTMLDetailsElement>("#pick-codes");
  before = { open: picker?.open ?? false, focus: document.activeElement?.id ?? "" };
});
document.addEventListener("htmx:after:swap", () => {
  const picker = document.querySelector<HTMLDetailsElement>("#pick-codes");
  if (picker && before.open && !picker.open) {
    picker.open = true;
    document.getElementById(before.focus)?.focus();
  }
  const now = pageState();
  field("place").value = now.place;
  field("sector").value = now.sector;
  void panels.follow();
  mark();
  if (!playing) void island.follow();
});
addEventListener("popstate", () => location.reload());

void island.begin(panels.follow()).catch((error: unknown) => {
  const told = document.getElementById("map-status");
  if (told) told.textContent = words("map_failed");
  document.getElementById("map")?.setAttribute("data-failed", String(error));
});

// The map of the situation screen: loads points, draws them for the shown days, follows filter, slider and selection.
import { baseOf } from "./base";
import { BroughtChoice } from "./brought";
import { type Drawn, type Mark, drawn, marksOf } from "./cells";
import { engineHere } from "./engine";
import { within } from "./ground";
import { type PageState, pageState } from "./page";
import { Panel } from "./panel";
import { type Hit, type Layers, type MapView, type Open, type Scene, type Words, padded, scaleBar } from "./view";
import { type ArcRow, type Atlas, type Control, type Points, type Shapes, dayOf, isoOf } from "./wire";

const FEW = 300;
const CELL_FEW_PX = 22;
const CELL_MANY_PX = 44;
const OUTSIDE = 0.6;
const MOST_NAMED = 4;
/** The map waits no longer than this for the panels beside it. */
const PATIENCE_MS = 1500;
/** What takes longer is told; what is sooner would only flicker. */
const QUIET_MS = 300;

export interface Hooks {
  words: Words;
  choose: (place: string) => void;
  /** Places that lie on one spot and cannot be told apart on the map. */
  list: (places: string[]) => void;
  /** The line of the status bar that says how the map is drawn. */
  status: (text: string) => void;
}

async function got<T>(address: string): Promise<T> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
}

function chunk(name: string): string {
  return new URL(`./${name}${new URL(import.meta.url).search}`, import.meta.url).href;
}

export class Island {
  readonly layers: Layers = { events: true, origins: true, control: true };
  data: Points | null = null;
  private view: MapView | null = null;
  private arcs: ArcRow[] = [];
  private marks: Mark[] = [];
  private drawn: Drawn = { single: [], clusters: [] };
  private seen: { zoom: number; box: [number, number, number, number] } | null = null;
  private state: PageState;
  private from = -Infinity;
  private to = Infinity;
  private controlAsked = "";
  private readonly controls = new Map<string, Control>();
  private readonly panel: Panel;
  private readonly choice: BroughtChoice;
  private arcsAsked = false;

  constructor(
    private readonly container: HTMLElement,
    private readonly hooks: Hooks,
  ) {
    this.state = pageState();
    this.panel = new Panel(document.getElementById("map-panel")!, container, hooks.words);
    this.choice = new BroughtChoice(document.getElementById("brought"), hooks.words, () => this.redraw());
    this.days(this.state);
  }

  /** Load and open the map. `panels` resolves when what stands beside it is there: opening keeps the page busy. */
  async begin(panels: Promise<unknown>): Promise<void> {
    const { query, version } = this.state;
    const waiting = window.setTimeout(() => this.hooks.status(this.hooks.words("map_drawing")), QUIET_MS);
    const stamp = `v=${encodeURIComponent(version)}`;
    const [atlas, shapes, data] = await Promise.all([
      got<Atlas>("/api/map/base"),
      got<Shapes>(`/api/map/shapes`),
      got<Points>(`/api/map/points?${query}${query ? "&" : ""}${stamp}`),
    ]);
    this.data = data;
    await Promise.race([panels, new Promise((done) => window.setTimeout(done, PATIENCE_MS))]);
    const { open, told } = await opened();
    this.view = await open({
      container: this.container,
      base: baseOf(atlas),
      shapes,
      box: padded(data.bounds ?? [-20, 30, 60, 65]),
      words: this.hooks.words,
      moved: () => this.moved(),
      hovered: (hit) => this.hovered(hit),
      chosen: (hit) => this.chosen(hit),
    });
    window.clearTimeout(waiting);
    this.hooks.status(this.hooks.words(told));
    // The filter may have changed while the map was being made.
    if (pageState().query !== query) await this.follow();
    this.redraw();
    this.scale();
    void this.control();
    void this.origins();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.view?.theme());
    new MutationObserver(() => this.view?.theme()).observe(document.documentElement, {
      attributeFilter: ["data-theme"],
    });
    new ResizeObserver(() => this.view?.resize()).observe(this.container);
  }

  /** The filter changed: new points, the same piece of ground. */
  async follow(): Promise<void> {
    if (!this.view) return;
    const before = this.state;
    this.state = pageState();
    this.days(this.state);
    this.panel.forget();
    if (before.query !== this.state.query || before.version !== this.state.version) {
      const asked = this.state.query;
      const data = await got<Points>(`/api/map/points?${asked}`);
      if (asked !== this.state.query) return;
      this.data = data;
      void this.origins();
    }
    this.redraw();
    void this.control();
  }

  /** Show other days without asking the server for points again. */
  show(from: number, to: number): void {
    this.from = from;
    this.to = to;
    this.redraw();
    void this.control();
  }

  toggle(layer: keyof Layers, on: boolean): void {
    this.layers[layer] = on;
    this.redraw();
  }

  /** Point out a place by its id; "" for none. */
  point(place: string): void {
    const index = this.data?.places.id.indexOf(place) ?? -1;
    this.view?.select(index >= 0 ? index : null);
  }

  /** Select a place without asking the server for the page again. */
  select(place: string): void {
    this.state.place = place;
    this.point(place);
    this.centre(place);
  }

  centre(place: string): void {
    const index = this.data?.places.id.indexOf(place) ?? -1;
    const places = this.data?.places;
    if (!this.view || !places || index < 0) return;
    const box = this.view.box();
    const [lon, lat] = [places.lon[index]!, places.lat[index]!];
    if (lon > box[0] && lon < box[2] && lat > box[1] && lat < box[3]) return;
    this.view.fit(padded([lon, lat, lon, lat], 3));
  }

  /** Show the area; where it is shown already, everything that is drawn. */
  whole(): void {
    if (!this.data?.bounds || !this.view) return;
    const area = padded(this.data.bounds);
    const now = this.view.box();
    const shown = holds(widened(area), now) && holds(widened(now), area);
    const spots = [...this.marks, ...this.brought()];
    if (!shown || spots.length === 0) {
      this.view.fit(area);
      return;
    }
    const all: [number, number, number, number] = [...area];
    for (const { lon, lat } of spots) {
      all[0] = Math.min(all[0], lon);
      all[1] = Math.min(all[1], lat);
      all[2] = Math.max(all[2], lon);
      all[3] = Math.max(all[3], lat);
    }
    this.view.fit(padded(all));
  }

  private days(state: PageState): void {
    this.from = state.from ? dayOf(state.from) : -Infinity;
    this.to = state.to ? dayOf(state.to) : Infinity;
  }

  private redraw(): void {
    if (!this.data || !this.view) return;
    this.marks = marksOf(this.data, this.from, this.to);
    this.seen = null;
    this.cells();
    this.point(this.state.place);
    this.outside();
  }

  private moved(): void {
    this.cells();
    this.scale();
    this.outside();
    this.panel.hide();
  }

  /** Join what would lie over each other, for the level and the ground that is seen now. */
  private cells(): void {
    if (!this.data || !this.view) return;
    const zoom = Math.floor(this.view.zoom());
    const box = this.view.box();
    if (this.seen && this.seen.zoom === zoom && holds(this.seen.box, box)) return;
    const wide = widened(box);
    this.seen = { zoom, box: wide };
    const near = this.marks.length <= FEW ? this.marks : this.marks.filter((mark) => inside(mark, wide));
    this.drawn = drawn(near, zoom, this.marks.length <= FEW ? CELL_FEW_PX : CELL_MANY_PX);
    const scene: Scene = {
      data: this.data,
      drawn: this.drawn,
      arcs: this.brought(),
      layers: this.layers,
      label: (place) => this.label(place),
    };
    this.view.setScene(scene);
    if (this.arcsAsked) this.container.dataset["arcs"] = String(scene.arcs.length);
    this.container.dataset["marks"] = String(this.drawn.single.length);
    this.container.dataset["clusters"] = String(this.drawn.clusters.length);
    this.container.dataset["claims"] = String(this.marks.reduce((sum, mark) => sum + mark.claims, 0));
  }

  private label(place: number): { name: string; local: string; note: string } {
    const { places, events } = this.data!;
    const { words } = this.hooks;
    const [printed, local] = [places.name[place]!, places.local[place]!];
    const names = {
      both: { name: printed, local },
      printed: { name: printed, local: "" },
      local: { name: local || printed, local: "" },
    }[this.state.names];
    const mark = this.drawn.single.find((one) => one.place === place);
    if (!mark) return { ...names, note: "" };
    const lines: string[] = [];
    const [only] = mark.events;
    if (only !== undefined && mark.events.length === 1) {
      const what = events.categories[events.category[only]!] ?? "";
      lines.push(words("label_event", { what, origins: originsIn(words, events.min[only]!, events.max[only]!) }));
      if (events.contradicted[only]) lines.push(words("label_contradicted"));
    } else if (mark.events.length > 1) lines.push(words("label_events", { n: mark.events.length }));
    else lines.push(words("label_claims", { n: mark.claims }));
    if (mark.form === 2) lines.unshift(words(`precision_${places.precision[place]}`));
    return { ...names, note: lines.join("\n") };
  }

  private async control(): Promise<void> {
    const day = Number.isFinite(this.to) ? isoOf(this.to) : this.state.last;
    if (!this.view || this.controlAsked === day || !day) return;
    this.controlAsked = day;
    let control = this.controls.get(day);
    if (!control) {
      control = await got<Control>(`/api/control?day=${day}`);
      this.controls.set(day, control);
    }
    if (this.controlAsked !== day) return;
    this.view.setControl(control);
    const line = document.getElementById("control-line");
    if (line) line.textContent = control.line;
    this.container.dataset["control"] = control.day ?? "";
  }

  /** The arcs of the shown days and of the categories that are chosen. */
  private brought(): ArcRow[] {
    return this.choice.shown(this.arcs.filter((arc) => within(arc, this.from, this.to)));
  }

  private async origins(): Promise<void> {
    const asked = this.state.query;
    const found = await got<{ arcs: ArcRow[] }>(`/api/map/origins?${asked}`);
    if (asked !== this.state.query || !this.data) return;
    const index = new Map(this.data.places.id.map((id, at) => [id, at]));
    this.arcs = found.arcs
      .map((arc) => ({ ...arc, place: index.get(String(arc.place)) ?? -1 }))
      .filter((arc) => arc.place >= 0);
    this.arcsAsked = true;
    this.choice.offer(this.arcs);
    this.redraw();
  }

  private hovered(hit: Hit | null): void {
    if (!hit || !this.data) {
      this.panel.hide();
      return;
    }
    const { words } = this.hooks;
    if (hit.kind === "place") this.panel.place(hit, this.data, this.dayQuery());
    else if (hit.kind === "origin") this.panel.text(hit, this.arcText(hit.index));
    else {
      const cluster = this.drawn.clusters[hit.index];
      if (cluster) this.panel.text(hit, words("cluster", { n: cluster.places, claims: cluster.claims }));
    }
  }

  private arcText(index: number): string {
    const shown = this.brought();
    const name = shown[index]?.name ?? "";
    const { words } = this.hooks;
    const told = shown
      .filter((arc) => arc.name === name)
      .map((arc) => `${words(`arc_${arc.form}`, { n: arc.claims })} → ${this.data!.places.name[arc.place]}`);
    return `${name}: ${words("origin_place")}. ${told.join("; ")}`;
  }

  private chosen(hit: Hit): void {
    if (!this.data) return;
    if (hit.kind === "place") {
      const id = this.data.places.id[hit.index];
      if (id) this.hooks.choose(id);
    } else if (hit.kind === "cluster") {
      const cluster = this.drawn.clusters[hit.index];
      if (!cluster) return;
      const [w, s, e, n] = cluster.box;
      if (e - w > 1e-4 || n - s > 1e-4) this.view?.fit(cluster.box.map((v, i) => v + (i < 2 ? -1 : 1) * 0.15 * Math.max(e - w, n - s, 1e-4)) as typeof cluster.box);
      else this.hooks.list(this.marks.filter((mark) => inside(mark, cluster.box)).map((mark) => this.data!.places.id[mark.place]!));
    }
  }

  private dayQuery(): string {
    const parts = [this.state.query];
    if (Number.isFinite(this.from)) parts.push(`from=${isoOf(this.from)}`);
    if (Number.isFinite(this.to)) parts.push(`to=${isoOf(this.to)}`);
    return parts.filter((part) => part !== "").join("&");
  }

  /** Say what lies outside of the view, so that nothing is missed in silence. */
  private outside(): void {
    const told = document.getElementById("map-outside");
    if (!told || !this.view) return;
    const box = this.view.box();
    const { words } = this.hooks;
    const places = this.marks.filter((mark) => mark.form !== 2 && !inside(mark, box)).length;
    const origins = [...new Set(this.brought().filter((arc) => !holdsPoint(box, arc)).map((arc) => arc.name))];
    const parts = [];
    if (places > 0) parts.push(words("outside", { n: places }));
    if (origins.length > 0 && this.layers.origins) {
      parts.push(words("origins_outside", { names: origins.slice(0, MOST_NAMED).join(", "), n: origins.length }));
    }
    told.textContent = parts.join(". ");
  }

  private scale(): void {
    const bar = document.getElementById("map-scale");
    if (!bar || !this.view) return;
    const box = this.view.box();
    const middle = ((box[1] + box[3]) / 2) * (Math.PI / 180);
    const kmPerPx = ((box[2] - box[0]) * 111.195 * Math.cos(middle)) / Math.max(1, this.container.clientWidth);
    const [km, px] = scaleBar(kmPerPx, 110);
    bar.querySelector("path")?.setAttribute("d", `M1 5V1M1 5H${px + 1}M${px + 1} 5V1`);
    bar.querySelector("svg")?.setAttribute("width", String(Math.ceil(px) + 2));
    const text = bar.querySelector("span");
    if (text) text.textContent = this.hooks.words("scale_km", { km: String(km) });
  }
}

/** The vector map where a graphics card draws it, else the canvas; somebody may have chosen otherwise. */
async function opened(): Promise<{ open: Open; told: string }> {
  const { engine, told } = engineHere();
  const { open } = (await import(chunk(engine === "webgl" ? "map-gl.js" : "map-leaflet.js"))) as { open: Open };
  return { open, told };
}

export function originsIn(words: Words, least: number, most: number): string {
  if (most === 0) return words("origins_none");
  return least === most ? words("origins", { n: most }) : words("origins_range", { least, n: most });
}

function inside(mark: Mark, box: readonly [number, number, number, number]): boolean {
  return mark.form === 2 || (mark.lon >= box[0] && mark.lon <= box[2] && mark.lat >= box[1] && mark.lat <= box[3]);
}

function holds(outer: readonly number[], inner: readonly number[]): boolean {
  return outer[0]! <= inner[0]! && outer[1]! <= inner[1]! && outer[2]! >= inner[2]! && outer[3]! >= inner[3]!;
}

function holdsPoint(box: readonly number[], at: { lon: number; lat: number }): boolean {
  return holds(box, [at.lon, at.lat, at.lon, at.lat]);
}

function widened(box: [number, number, number, number]): [number, number, number, number] {
  const [w, h] = [(box[2] - box[0]) * OUTSIDE, (box[3] - box[1]) * OUTSIDE];
  return [box[0] - w, box[1] - h, box[2] + w, box[3] + h];
}

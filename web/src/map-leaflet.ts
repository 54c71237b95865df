// The map by Leaflet on a canvas; loaded by the situation screen where the browser has no WebGL2.
import {
  Canvas,
  type GeoJSONOptions,
  LatLngBounds,
  Map as LeafletMap,
  type Path,
  type PathOptions,
  divIcon,
  geoJSON,
  icon,
  layerGroup,
  marker,
} from "leaflet";
import { arcFeatures, clusterFeatures, markFeatures } from "./map/features";
import { collection, districts, reaches } from "./map/ground";
import { symbols } from "./map/symbols";
import type { Hit, MapView, Open, Scene, Start } from "./map/view";
import { token } from "./map/view";
import type { Control } from "./map/wire";

const MOST_LABELS = 60;
const CHAR_PX = 6.6;
const LINE_PX = 15;

type Box = [number, number, number, number];
type Side = "bottom" | "left" | "right" | "top";

interface Hatched extends PathOptions {
  hatch?: "held" | "contested";
}

/** A canvas that can fill with a hatch. */
class HatchCanvas extends Canvas {
  tiles = new Map<string, HTMLCanvasElement>();

  _fillStroke(pen: CanvasRenderingContext2D, layer: { options: Hatched }): void {
    const tile = layer.options.hatch ? this.tiles.get(layer.options.hatch) : undefined;
    if (tile) {
      pen.fillStyle = pen.createPattern(tile, "repeat")!;
      pen.fill("evenodd");
    }
    (Canvas.prototype as unknown as { _fillStroke(p: unknown, l: unknown): void })._fillStroke.call(this, pen, layer);
  }
}

class CanvasView implements MapView {
  readonly engine = "canvas";
  private readonly renderer: HatchCanvas;
  private readonly ground = layerGroup();
  private readonly controlled = layerGroup();
  private readonly lines = layerGroup();
  private readonly brought = layerGroup();
  private readonly reported = layerGroup();
  private readonly marked = layerGroup();
  private pictures = new Map<string, { url: string; size: number }>();
  private placed: Box[] = [];
  private scene: Scene | null = null;
  private control: Control | null = null;
  private selected: number | null = null;

  constructor(
    private readonly map: LeafletMap,
    private readonly start: Start,
  ) {
    this.renderer = new HatchCanvas({ padding: 0.3 });
    map.attributionControl?.remove();
    for (const group of [this.ground, this.controlled, this.lines, this.reported, this.brought, this.marked]) {
      group.addTo(map);
    }
    map.on("moveend", () => start.moved());
    this.theme();
  }

  setScene(scene: Scene): void {
    this.scene = scene;
    this.reported.clearLayers();
    this.brought.clearLayers();
    this.marked.clearLayers();
    this.placed = [];
    if (scene.layers.events) this.events(scene);
    if (scene.layers.origins) this.origins(scene);
    this.setControl(this.control ?? { day: null, line: "", credit: "", features: [] });
  }

  setControl(control: Control): void {
    this.control = control;
    this.controlled.clearLayers();
    if (this.scene && !this.scene.layers.control) return;
    for (const kind of ["control", "contested"] as const) {
      const features = control.features.filter((f) => f.properties?.["kind"] === kind);
      const hatch = kind === "control" ? "held" : "contested";
      const look: Hatched = { color: token("map-ctl"), weight: 1.2, dashArray: "1 4", fill: false, hatch };
      this.draw(this.controlled, features, () => look);
    }
  }

  select(place: number | null): void {
    this.selected = place;
    if (this.scene) this.setScene(this.scene);
  }

  fit(box: [number, number, number, number], still = false): void {
    this.map.fitBounds(bounds(box), { animate: !still, maxZoom: 14 });
  }

  zoom(): number {
    return this.map.getZoom() - 1;
  }

  box(): [number, number, number, number] {
    const seen = this.map.getBounds();
    return [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
  }

  theme(): void {
    this.pictures.clear();
    this.renderer.tiles.clear();
    for (const symbol of symbols()) {
      const canvas = document.createElement("canvas");
      canvas.width = symbol.data.width;
      canvas.height = symbol.data.height;
      canvas.getContext("2d")!.putImageData(symbol.data, 0, 0);
      this.pictures.set(symbol.name, { url: canvas.toDataURL(), size: symbol.data.width / symbol.ratio });
      if (symbol.name === "held" || symbol.name === "contested") this.renderer.tiles.set(symbol.name, halved(canvas));
    }
    this.fixed();
    if (this.scene) this.setScene(this.scene);
  }

  resize(): void {
    this.map.invalidateSize();
  }

  close(): void {
    this.map.remove();
  }

  private fixed(): void {
    this.ground.clearLayers();
    this.lines.clearLayers();
    const land = { color: token("map-line"), weight: 0.8, fillColor: token("map-land"), fillOpacity: 1 };
    this.draw(this.ground, this.start.base.land.features, () => land);
    const areas = this.start.shapes.features.filter((f) => f.geometry.type.endsWith("Polygon"));
    this.draw(this.ground, areas, (f) =>
      ["lake", "water"].includes(f?.properties?.["kind"]) ? { ...land, fillColor: token("map-sea") } : land,
    );
    this.draw(this.lines, this.start.base.lines.features, (f) => ({
      color: token("ink-3"),
      weight: 1.1,
      dashArray: f?.properties?.["disputed"] ? "7 4" : "",
    }));
    const lines = this.start.shapes.features.filter((f) => f.geometry.type.endsWith("LineString"));
    this.draw(this.lines, lines, (f) => {
      const kind = String(f?.properties?.["kind"]);
      if (kind === "river") return { color: token("map-line"), weight: 2.2 };
      return { color: token("ink-3"), weight: 1.4, dashArray: kind === "border" ? "" : "7 4" };
    });
  }

  private events(scene: Scene): void {
    const colour = (f?: GeoJSON.Feature): string => token(`k-${f?.properties?.["kind"]}`);
    this.draw(
      this.reported,
      districts(scene.drawn.single, scene.data),
      (f) => ({ color: colour(f), weight: 1.6, dashArray: "6 3", fillColor: colour(f), fillOpacity: 0.07 }),
      (f) => ({ kind: "place", index: f.properties?.["place"] as number }),
    );
    this.draw(this.reported, reaches(scene.drawn.single), (f) => ({
      color: colour(f),
      weight: f?.properties?.["kind"] === "status" ? 2.2 : 1.2,
      dashArray: f?.properties?.["kind"] === "status" ? "1 4" : "",
      fillColor: colour(f),
      fillOpacity: 0.09,
    }));
    const features = markFeatures(scene).sort((a, b) => Number(a.properties?.["rank"]) - Number(b.properties?.["rank"]));
    for (const feature of features) this.mark(feature, this.roomFor(feature));
    for (const feature of clusterFeatures(scene)) {
      const { index, text } = feature.properties as { index: number; text: string };
      const shape = divIcon({ className: "map-count", html: text, iconSize: [26, 26] });
      this.at(feature, shape, { kind: "cluster", index });
    }
    const places = scene.data.places;
    if (this.selected !== null && places.lon[this.selected] !== undefined) {
      const shape = divIcon({ className: "map-selected", iconSize: [30, 30] });
      marker([places.lat[this.selected]!, places.lon[this.selected]!], { icon: shape, interactive: false }).addTo(
        this.marked,
      );
    }
  }

  /**
   * Where a label has room: below its place, else beside or above it where the edge of the map would cut it; undefined
   * where nothing is free. A name without room is in the window beside the pointer.
   */
  private roomFor(feature: GeoJSON.Feature): Side | undefined {
    if (this.placed.length >= MOST_LABELS) return undefined;
    const told = feature.properties as { name: string; local: string; note: string };
    const lines = [`${told.name}${told.local}`, ...told.note.split("\n").filter((line) => line !== "")];
    const [lon, lat] = (feature.geometry as GeoJSON.Point).coordinates as [number, number];
    const { x, y } = this.map.latLngToContainerPoint([lat, lon]);
    const wide = Math.max(...lines.map((line) => line.length)) * CHAR_PX;
    const high = lines.length * LINE_PX;
    const boxes: [Side, Box][] = [
      ["bottom", [x - wide / 2, y - 8, x + wide / 2, y + 12 + high]],
      ["left", [x - 12 - wide, y - high / 2, x + 8, y + high / 2]],
      ["right", [x - 8, y - high / 2, x + 12 + wide, y + high / 2]],
      ["top", [x - wide / 2, y - 12 - high, x + wide / 2, y + 8]],
    ];
    const size = this.map.getSize();
    const seen = x >= 0 && y >= 0 && x <= size.x && y <= size.y;
    const inside = (b: Box): boolean => b[0] >= 0 && b[1] >= 0 && b[2] <= size.x && b[3] <= size.y;
    const [side, box] = (seen ? boxes.find(([, b]) => inside(b)) : boxes[0]) ?? [];
    if (side === undefined || box === undefined) return undefined;
    if (this.placed.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) return undefined;
    this.placed.push(box);
    return side;
  }

  private mark(feature: GeoJSON.Feature, side: Side | undefined): void {
    const told = feature.properties as { place: number; icon: string; name: string; local: string; note: string };
    const picture = this.pictures.get(told.icon);
    const shape = picture
      ? icon({ iconUrl: picture.url, iconSize: [picture.size, picture.size] })
      : divIcon({ className: "map-none", iconSize: [1, 1] });
    const made = this.at(feature, shape, { kind: "place", index: told.place });
    if (side) made.bindTooltip(words(told), { permanent: true, direction: side, className: "map-label" });
  }

  private origins(scene: Scene): void {
    const said = this.start.words;
    const { arcs, ends, origins } = arcFeatures(scene, (form, n) => said(`arc_${form}`, { n }), said("origin_place"));
    this.draw(this.brought, arcs, (f) => ({
      color: token("k-quantity"),
      weight: 1.8,
      dashArray: f?.properties?.["form"] === "goods" ? "7 4" : "",
    }));
    for (const end of ends) {
      const shape = divIcon({ className: "map-arrow", iconSize: [14, 14] });
      const made = this.at(end, shape, { kind: "origin", index: end.properties?.["index"] as number });
      made.getElement()?.style.setProperty("--turn", `${end.properties?.["turn"]}deg`);
    }
    for (const origin of origins) {
      const picture = this.pictures.get("origin")!;
      const shape = icon({ iconUrl: picture.url, iconSize: [picture.size, picture.size] });
      const made = this.at(origin, shape, { kind: "origin", index: origin.properties?.["index"] as number });
      const told = origin.properties as { name: string; local: string; note: string };
      const side = this.roomFor(origin) ?? "bottom";
      made.bindTooltip(words(told), { permanent: true, direction: side, className: "map-label" });
    }
  }

  private at(feature: GeoJSON.Feature, shape: L.Icon | L.DivIcon, hit: Pick<Hit, "kind" | "index">): L.Marker {
    const [lon, lat] = (feature.geometry as GeoJSON.Point).coordinates as [number, number];
    // The list beside the map is how the keyboard reaches places; a thousand tab stops here would not help.
    const made = marker([lat, lon], { icon: shape, keyboard: false }).addTo(this.marked);
    const whole = (): Hit => {
      const { x, y } = this.map.latLngToContainerPoint([lat, lon]);
      return { ...hit, x, y };
    };
    made.on("click", () => this.start.chosen(whole()));
    made.on("mouseover", () => this.start.hovered(whole()));
    made.on("mouseout", () => this.start.hovered(null));
    return made;
  }

  private draw(
    group: L.LayerGroup,
    features: GeoJSON.Feature[],
    look: (feature?: GeoJSON.Feature) => PathOptions,
    hit?: (feature: GeoJSON.Feature) => Pick<Hit, "kind" | "index">,
  ): void {
    if (features.length === 0) return;
    const options: GeoJSONOptions & { renderer: Canvas } = {
      renderer: this.renderer,
      style: (feature) => ({ ...look(feature), renderer: this.renderer, interactive: hit !== undefined }),
      interactive: hit !== undefined,
      onEachFeature: (feature, layer) => {
        if (!hit) return;
        (layer as Path).on("click", (event) => {
          this.start.chosen({ ...hit(feature), x: event.containerPoint.x, y: event.containerPoint.y });
        });
      },
    };
    geoJSON(collection(features), options).addTo(group);
  }
}

function words(told: { name: string; local: string; note: string }): HTMLElement {
  const box = document.createElement("span");
  const name = document.createElement("b");
  name.textContent = told.name;
  box.append(name, told.local);
  for (const line of told.note.split("\n").filter((l) => l !== "")) {
    box.append(document.createElement("br"), line);
  }
  return box;
}

function halved(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const half = document.createElement("canvas");
  half.width = canvas.width / 2;
  half.height = canvas.height / 2;
  half.getContext("2d")!.drawImage(canvas, 0, 0, half.width, half.height);
  return half;
}

function bounds(box: [number, number, number, number]): LatLngBounds {
  return new LatLngBounds([box[1], box[0]], [box[3], box[2]]);
}

export const open: Open = (start) => {
  const map = new LeafletMap(start.container, {
    preferCanvas: true,
    zoomControl: false,
    attributionControl: false,
    worldCopyJump: true,
    maxZoom: 18,
    minZoom: 1,
    zoomSnap: 0.25,
  });
  map.fitBounds(bounds(start.box), { animate: false });
  start.container.dataset["engine"] = "canvas";
  start.container.setAttribute("data-idle", "0");
  return Promise.resolve(new CanvasView(map, start));
};

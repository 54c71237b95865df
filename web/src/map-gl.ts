// The map by MapLibre GL; loaded only by the situation screen, and only where the browser has WebGL2.
import { type GeoJSONSource, Map as GlMap, type MapGeoJSONFeature, type MapMouseEvent, setWorkerUrl } from "maplibre-gl";
import { arcFeatures, clusterFeatures, markFeatures } from "./map/features";
import { collection, districts, reaches } from "./map/ground";
import { SWITCHED, style } from "./map/style";
import { symbols } from "./map/symbols";
import type { Hit, MapView, Open, Scene, Start } from "./map/view";
import type { Control } from "./map/wire";

const HIT_LAYERS = ["mark", "cluster", "origin", "reach", "district"];
const PATIENCE_PX = 5;

class GlView implements MapView {
  readonly engine = "webgl";
  private scene: Scene | null = null;
  private control: Control | null = null;
  private selected: number | null = null;

  constructor(
    private readonly map: GlMap,
    private readonly start: Start,
  ) {
    map.on("moveend", () => start.moved());
    map.on("mousemove", (event) => this.hover(event));
    map.on("mouseout", () => start.hovered(null));
    map.on("click", (event) => {
      const hit = this.hit(event);
      if (hit) start.chosen(hit);
    });
    this.fixed();
  }

  setScene(scene: Scene): void {
    this.scene = scene;
    const { words } = this.start;
    const brought = arcFeatures(
      scene,
      (form, n) => words(`arc_${form}`, { n }),
      words("origin_place"),
    );
    this.put("marks", markFeatures(scene));
    this.put("clusters", clusterFeatures(scene));
    this.put("reaches", reaches(scene.drawn.single));
    this.put("districts", districts(scene.drawn.single, scene.data));
    this.put("arcs", brought.arcs);
    this.put("arc-ends", brought.ends);
    this.put("origins", brought.origins);
    for (const [name, layers] of Object.entries(SWITCHED)) {
      const visibility = scene.layers[name as keyof typeof SWITCHED] ? "visible" : "none";
      for (const layer of layers) {
        if ((this.map.getLayoutProperty(layer, "visibility") ?? "visible") !== visibility) {
          this.map.setLayoutProperty(layer, "visibility", visibility);
        }
      }
    }
    this.select(this.selected);
  }

  setControl(control: Control): void {
    this.control = control;
    this.put("control", control.features);
  }

  select(place: number | null): void {
    this.selected = place;
    const places = this.scene?.data.places;
    const shown = place !== null && places !== undefined && places.lon[place] !== undefined;
    this.put(
      "selected",
      shown
        ? [
            {
              type: "Feature",
              properties: {},
              geometry: { type: "Point", coordinates: [places.lon[place]!, places.lat[place]!] },
            },
          ]
        : [],
    );
  }

  fit(box: [number, number, number, number], still = false): void {
    const quiet = still || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.fitBounds(box, { animate: !quiet, duration: 400, maxZoom: 13 });
  }

  zoom(): number {
    return this.map.getZoom();
  }

  box(): [number, number, number, number] {
    const bounds = this.map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  theme(): void {
    this.map.setStyle(style(), { diff: false });
    this.map.once("style.load", () => {
      addSymbols(this.map);
      this.fixed();
      if (this.control) this.setControl(this.control);
      if (this.scene) this.setScene(this.scene);
    });
  }

  resize(): void {
    this.map.resize();
  }

  close(): void {
    this.map.remove();
  }

  private fixed(): void {
    this.map.getSource<GeoJSONSource>("land")?.setData(this.start.base.land);
    this.map.getSource<GeoJSONSource>("borders")?.setData(this.start.base.lines);
    this.put("shapes", this.start.shapes.features);
  }

  private put(name: string, features: GeoJSON.Feature[]): void {
    this.map.getSource<GeoJSONSource>(name)?.setData(collection(features));
  }

  private hover(event: MapMouseEvent): void {
    const hit = this.hit(event);
    this.map.getCanvas().classList.toggle("on-mark", hit !== null);
    this.start.hovered(hit);
  }

  private hit(event: MapMouseEvent): Hit | null {
    const { x, y } = event.point;
    const layers = HIT_LAYERS.filter((layer) => this.map.getLayer(layer));
    const found = this.map.queryRenderedFeatures(
      [
        [x - PATIENCE_PX, y - PATIENCE_PX],
        [x + PATIENCE_PX, y + PATIENCE_PX],
      ],
      { layers },
    );
    const first = HIT_LAYERS.map((layer) => found.find((f) => f.layer.id === layer)).find((f) => f !== undefined);
    return first ? hitOf(first, x, y) : null;
  }
}

function hitOf(feature: MapGeoJSONFeature, x: number, y: number): Hit {
  const properties = feature.properties as { place?: number; index?: number };
  if (feature.layer.id === "cluster") return { kind: "cluster", index: properties.index!, x, y };
  if (feature.layer.id === "origin") return { kind: "origin", index: properties.index!, x, y };
  return { kind: "place", index: properties.place!, x, y };
}

function addSymbols(map: GlMap): void {
  for (const symbol of symbols()) {
    if (map.hasImage(symbol.name)) map.removeImage(symbol.name);
    map.addImage(symbol.name, symbol.data, { pixelRatio: symbol.ratio });
  }
}

/** Whether this browser can draw the vector map at all. */
export function able(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

export const open: Open = async (start) => {
  // The worker lies beside this module as the package ships it; a bundler does not emit it.
  setWorkerUrl(new URL(`./maplibre-worker.mjs${new URL(import.meta.url).search}`, import.meta.url).href);
  const map = new GlMap({
    container: start.container,
    style: style(),
    bounds: start.box,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    maxZoom: 17,
    minZoom: 0,
    fadeDuration: 0,
    renderWorldCopies: true,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await map.once("style.load");
  addSymbols(map);
  map.getCanvas().setAttribute("aria-label", start.words("map_canvas"));
  map.getContainer().dataset["engine"] = "webgl";
  map.on("idle", () => map.getContainer().setAttribute("data-idle", String(Date.now())));
  return new GlView(map, start);
};

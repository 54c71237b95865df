// What both map libraries offer to the page.
import type { Drawn } from "./cells";
import type { ArcRow, Control, Points, Shapes } from "./wire";

export interface Layers {
  events: boolean;
  origins: boolean;
  control: boolean;
}

export interface Words {
  (key: string, values?: Record<string, string | number>): string;
}

export interface Scene {
  data: Points;
  drawn: Drawn;
  arcs: ArcRow[];
  layers: Layers;
  label: (place: number) => { name: string; local: string; note: string };
}

export interface Hit {
  kind: "place" | "cluster" | "origin";
  /** Index of the place, of the cluster in `drawn.clusters`, or of the arc. */
  index: number;
  x: number;
  y: number;
}

export interface MapView {
  readonly engine: "webgl" | "canvas";
  setScene(scene: Scene): void;
  setControl(control: Control): void;
  select(place: number | null): void;
  fit(box: [number, number, number, number], still?: boolean): void;
  zoom(): number;
  /** West, south, east, north of what is seen, degrees. */
  box(): [number, number, number, number];
  theme(): void;
  resize(): void;
  close(): void;
}

export interface Start {
  container: HTMLElement;
  base: import("./base").Base;
  shapes: Shapes;
  box: [number, number, number, number];
  words: Words;
  moved: () => void;
  hovered: (hit: Hit | null) => void;
  chosen: (hit: Hit) => void;
}

export type Open = (start: Start) => Promise<MapView>;

/** A colour of the page's tokens. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** A box that is not narrower than a few kilometres, so that one place alone can be looked at. */
export function padded(box: [number, number, number, number], share = 0.12): [number, number, number, number] {
  const wide = Math.max(box[2] - box[0], 0.12);
  const high = Math.max(box[3] - box[1], 0.08);
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const [w, h] = [wide * (0.5 + share), high * (0.5 + share)];
  return [x - w, Math.max(-84, y - h), x + w, Math.min(84, y + h)];
}

/** The longest round distance that fits into so many pixels: [kilometres, pixels]. */
export function scaleBar(kmPerPx: number, most: number): [number, number] {
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
  const km = steps.filter((step) => step / kmPerPx <= most).pop() ?? 0.1;
  return [km, km / kmPerPx];
}

// Which marks are drawn: what lies in the shown days by place, and places that would lie over each other as one count.
import type { Points } from "./wire";

export interface Mark {
  place: number;
  lon: number;
  lat: number;
  /** Mercator, 0 to 1, y downwards. */
  x: number;
  y: number;
  radiusKm: number;
  form: number;
  /** How many points of each kind (`KINDS`) the place has in the shown days. */
  kinds: number[];
  claims: number;
  /** Events of the place, by index. */
  events: number[];
}

export interface Cluster {
  lon: number;
  lat: number;
  places: number;
  claims: number;
  /** West, south, east, north of what is in it, degrees. */
  box: [number, number, number, number];
}

export interface Drawn {
  single: Mark[];
  clusters: Cluster[];
}

const LEFT = 1 << 28;
const SHORT = 1 << 15;

/** The claims and events whose days meet [from, to], by place; one without any day is always in. */
export function marksOf(data: Points, from: number, to: number): Mark[] {
  const [xs, ys] = flat(data);
  const marks: (Mark | undefined)[] = new Array(data.places.id.length);
  const found: Mark[] = [];
  const take = (at: number): Mark => {
    let mark = marks[at];
    if (mark === undefined) {
      mark = {
        place: at,
        lon: data.places.lon[at]!,
        lat: data.places.lat[at]!,
        x: xs[at]!,
        y: ys[at]!,
        radiusKm: data.places.radius_km[at] ?? 0,
        form: data.places.form[at]!,
        kinds: [0, 0, 0, 0, 0],
        claims: 0,
        events: [],
      };
      marks[at] = mark;
      found.push(mark);
    }
    return mark;
  };
  const { points, events } = data;
  for (let i = 0; i < points.place.length; i++) {
    if (!meets(points.start[i]!, points.end[i]!, from, to)) continue;
    const mark = take(points.place[i]!);
    mark.claims++;
    mark.kinds[points.kind[i]!]!++;
  }
  for (let i = 0; i < events.place.length; i++) {
    if (meets(events.start[i]!, events.end[i]!, from, to)) take(events.place[i]!).events.push(i);
  }
  return found;
}

function meets(start: number | null, end: number | null, from: number, to: number): boolean {
  const s = start ?? end;
  return s === null || (s <= to && (end ?? s) >= from);
}

const kept = new WeakMap<Points, [Float64Array, Float64Array]>();

/** The places on the plane, computed once. */
function flat(data: Points): [Float64Array, Float64Array] {
  let found = kept.get(data);
  if (found === undefined) {
    const { lon, lat } = data.places;
    found = [new Float64Array(lon.length), new Float64Array(lon.length)];
    for (let i = 0; i < lon.length; i++) [found[0][i], found[1][i]] = mercator(lon[i]!, lat[i]!);
    kept.set(data, found);
  }
  return found;
}

/** Mercator, 0 to 1, y downwards. */
function mercator(lon: number, lat: number): [number, number] {
  const s = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return [(lon + 180) / 360, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
}

/**
 * Marks as they are drawn at a whole zoom level: those that share a cell of `cellPx` pixels become one count.
 *
 * Cells are anchored to the ground, so that panning changes nothing. Every mark is in exactly one single or cluster.
 * Areas are never joined: their outline says where they are.
 */
export function drawn(marks: readonly Mark[], zoom: number, cellPx: number): Drawn {
  const scale = (512 * 2 ** zoom) / cellPx;
  // Whole numbers of 31 bits are much faster as keys; further in there are more cells, and few marks.
  const short = scale < SHORT;
  const cells = new Map<number, Mark[]>();
  const single: Mark[] = [];
  for (const mark of marks) {
    if (mark.form === 2) {
      single.push(mark);
      continue;
    }
    const [x, y] = [Math.floor(mark.x * scale), Math.floor(mark.y * scale)];
    const key = short ? (x << 15) | y : x * LEFT + y;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [mark]);
    else cell.push(mark);
  }
  const clusters: Cluster[] = [];
  for (const cell of cells.values()) {
    if (cell.length === 1) single.push(cell[0]!);
    else clusters.push(joined(cell));
  }
  return { single, clusters };
}

function joined(cell: readonly Mark[]): Cluster {
  let lon = 0;
  let lat = 0;
  let claims = 0;
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const mark of cell) {
    lon += mark.lon;
    lat += mark.lat;
    claims += mark.claims;
    box[0] = Math.min(box[0], mark.lon);
    box[1] = Math.min(box[1], mark.lat);
    box[2] = Math.max(box[2], mark.lon);
    box[3] = Math.max(box[3], mark.lat);
  }
  return { lon: lon / cell.length, lat: lat / cell.length, places: cell.length, claims, box };
}

/** What the mark is about, in the order in which a mark is drawn: an event before a measure before a state. */
export function leading(mark: Mark): number {
  return [0, 1, 2, 3, 4].find((kind) => mark.kinds[kind]! > 0) ?? 0;
}

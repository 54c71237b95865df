// Shapes on the ground that both map libraries draw: reaches, arcs, areas, as GeoJSON.
import type { Mark } from "./cells";
import { leading } from "./cells";
import type { ArcRow, Points } from "./wire";
import { KINDS } from "./wire";

const KM_PER_DEGREE = 111.195;
const CORNERS = 48;

export function collection(features: GeoJSON.Feature[]): GeoJSON.FeatureCollection {
  return { type: "FeatureCollection", features };
}

/** A circle of so many kilometres about a position, as a ring of degrees. */
export function circle(lon: number, lat: number, km: number): [number, number][] {
  const high = km / KM_PER_DEGREE;
  const wide = high / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: CORNERS + 1 }, (_, i) => {
    const turn = (2 * Math.PI * (i % CORNERS)) / CORNERS;
    return [lon + wide * Math.cos(turn), lat + high * Math.sin(turn)];
  });
}

/** The uncertainty of places as discs; dotted where only a state is reported, which is no event. */
export function reaches(marks: readonly Mark[]): GeoJSON.Feature[] {
  return marks
    .filter((mark) => mark.form === 1 && mark.radiusKm > 0)
    .map((mark) => ({
      type: "Feature",
      properties: { kind: KINDS[leading(mark)], place: mark.place },
      geometry: { type: "Polygon", coordinates: [circle(mark.lon, mark.lat, mark.radiusKm)] },
    }));
}

/** Districts along their outline, told areas as a circle of their radius; a unit without an outline has a symbol. */
export function districts(marks: readonly Mark[], data: Points): GeoJSON.Feature[] {
  const outlines = new Map(data.areas.map((area) => [area.place, area.polygons]));
  return marks
    .filter((mark) => hasGround(mark, data, outlines))
    .map((mark) => ({
      type: "Feature",
      properties: { kind: KINDS[leading(mark)], place: mark.place },
      geometry: {
        type: "MultiPolygon",
        coordinates: outlines.get(mark.place) ?? [[circle(mark.lon, mark.lat, mark.radiusKm)]],
      },
    }));
}

/** Whether an area has ground to draw: the radius of a unit's point is that of no unit. */
export function hasGround(mark: Mark, data: Points, outlines: { has(place: number): boolean }): boolean {
  if (mark.form !== 2) return false;
  return outlines.has(mark.place) || (data.places.precision[mark.place] === "vague_region" && mark.radiusKm > 0);
}

/** A bent line from a place of origin to where staff or goods went. */
export function bend(arc: ArcRow, end: [number, number]): [number, number][] {
  const [dx, dy] = [end[0] - arc.lon, end[1] - arc.lat];
  const middle = [arc.lon + dx / 2 - dy * 0.22, arc.lat + dy / 2 + dx * 0.22] as const;
  return Array.from({ length: 33 }, (_, i) => {
    const t = i / 32;
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
    return [a * arc.lon + b * middle[0] + c * end[0], a * arc.lat + b * middle[1] + c * end[1]];
  });
}

export function within(row: { start: number | null; end: number | null }, from: number, to: number): boolean {
  return row.start === null || (row.start <= to && (row.end ?? row.start) >= from);
}

// The base map: outlines of countries that come with the package, cut into land, borders and disputed lines.
import type { Atlas } from "./wire";

type Position = [number, number];

export interface Base {
  land: GeoJSON.FeatureCollection;
  lines: GeoJSON.FeatureCollection;
}

/** Unpack the arcs; a line that two countries share is a border, dashed where the atlas says that it is disputed. */
export function baseOf(atlas: Atlas): Base {
  const arcs = atlas.arcs.map((flat) => unpacked(flat, atlas.step));
  const users: string[][] = atlas.arcs.map(() => []);
  const land: GeoJSON.Feature[] = [];
  for (const country of atlas.countries) {
    const polygons = country.polygons.map((rings) =>
      rings.map((indices) => {
        for (const index of indices) users[index < 0 ? ~index : index]!.push(country.a3);
        return unwrapped(ringOf(indices, arcs));
      }),
    );
    land.push({ type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates: polygons } });
  }
  const lines: GeoJSON.Feature[] = [];
  for (const [index, who] of users.entries()) {
    const two = [...new Set(who)].sort();
    if (two.length < 2) continue;
    const line = arcs[index]!;
    for (const part of parted(line, (at) => isDisputed(two, at, atlas))) {
      lines.push({
        type: "Feature",
        properties: { disputed: part.held ? 1 : 0 },
        geometry: { type: "LineString", coordinates: part.line },
      });
    }
  }
  return {
    land: { type: "FeatureCollection", features: land },
    lines: { type: "FeatureCollection", features: lines },
  };
}

function isDisputed(two: readonly string[], at: Position, atlas: Atlas): boolean {
  return atlas.disputed.some(
    ({ a, b, box }) =>
      two.includes(a) &&
      (b === "" || two.includes(b)) &&
      (box === null || (at[0] >= box[0] && at[1] >= box[1] && at[0] <= box[2] && at[1] <= box[3])),
  );
}

function parted(line: readonly Position[], holds: (at: Position) => boolean): { held: boolean; line: Position[] }[] {
  const parts: { held: boolean; line: Position[] }[] = [];
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const held = holds([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    const last = parts[parts.length - 1];
    if (last !== undefined && last.held === held) last.line.push(b);
    else parts.push({ held, line: [a, b] });
  }
  return parts;
}

function unpacked(flat: readonly number[], step: number): Position[] {
  const points: Position[] = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < flat.length; i += 2) {
    x += flat[i]!;
    y += flat[i + 1]!;
    points.push([x * step, y * step]);
  }
  return points;
}

function ringOf(indices: readonly number[], arcs: readonly Position[][]): Position[] {
  const points: Position[] = [];
  for (const index of indices) {
    const arc = index < 0 ? [...arcs[~index]!].reverse() : arcs[index]!;
    points.push(...(points.length > 0 ? arc.slice(1) : arc));
  }
  return points;
}

/** A ring across the date line without the jump from 180 to -180 degrees. */
function unwrapped(ring: readonly Position[]): Position[] {
  const points: Position[] = [];
  for (const [lon, lat] of ring) {
    const before = points[points.length - 1];
    points.push([before === undefined ? lon : lon + 360 * Math.round((before[0] - lon) / 360), lat]);
  }
  return points;
}

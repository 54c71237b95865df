// What is drawn, as GeoJSON, for either map library.
import { type Mark, leading } from "./cells";
import { bend, hasGround } from "./ground";
import type { Scene } from "./view";
import { KINDS } from "./wire";

function point(lon: number, lat: number, properties: Record<string, unknown>): GeoJSON.Feature {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } };
}

const FORMS = ["facility", "settlement", "unit"] as const;

function iconOf(mark: Mark, grounded: boolean): string {
  return grounded ? "" : `${FORMS[mark.form]}-${KINDS[leading(mark)]}`;
}

export function markFeatures(scene: Scene): GeoJSON.Feature[] {
  const outlines = new Set(scene.data.areas.map((area) => area.place));
  return scene.drawn.single.map((mark) => {
    const { name, local, note } = scene.label(mark.place);
    return point(mark.lon, mark.lat, {
      place: mark.place,
      icon: iconOf(mark, hasGround(mark, scene.data, outlines)),
      name,
      local: local ? ` ${local}` : "",
      note: note ? `\n${note}` : "",
      rank: -mark.claims,
    });
  });
}

export function clusterFeatures(scene: Scene): GeoJSON.Feature[] {
  return scene.drawn.clusters.map((cluster, index) =>
    point(cluster.lon, cluster.lat, { index, places: cluster.places, text: short(cluster.places) }),
  );
}

/** A count in at most four signs: 999, 1.2k, 99k. */
function short(n: number): string {
  if (n < 1000) return String(n);
  return n < 10_000 ? `${Math.floor(n / 100) / 10}k` : `${Math.floor(n / 1000)}k`;
}

export interface Brought {
  arcs: GeoJSON.Feature[];
  ends: GeoJSON.Feature[];
  origins: GeoJSON.Feature[];
}

export function arcFeatures(scene: Scene, said: (form: string, n: number) => string, origin: string): Brought {
  const found: Brought = { arcs: [], ends: [], origins: [] };
  const seen = new Set<string>();
  for (const [index, arc] of scene.arcs.entries()) {
    const end: [number, number] = [scene.data.places.lon[arc.place]!, scene.data.places.lat[arc.place]!];
    const path = bend(arc, end);
    found.arcs.push({
      type: "Feature",
      properties: { index, form: arc.form },
      geometry: { type: "LineString", coordinates: path },
    });
    const before = path[path.length - 4]!;
    const squeeze = Math.cos((end[1] * Math.PI) / 180);
    const turn = (Math.atan2(-(end[1] - before[1]), (end[0] - before[0]) * squeeze) * 180) / Math.PI;
    found.ends.push(point(end[0], end[1], { index, turn }));
    if (!seen.has(arc.name)) {
      seen.add(arc.name);
      const told = scene.arcs.filter((other) => other.name === arc.name);
      const notes = (["staff", "goods"] as const)
        .map((form) => [form, told.filter((t) => t.form === form).reduce((sum, t) => sum + t.claims, 0)] as const)
        .filter(([, n]) => n > 0)
        .map(([form, n]) => said(form, n));
      found.origins.push(
        point(arc.lon, arc.lat, {
          index,
          name: arc.name,
          local: "",
          note: `\n${origin}\n${notes.join(", ")}`,
          rank: -1e6,
        }),
      );
    }
  }
  return found;
}

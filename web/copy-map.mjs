// The map libraries' own files that a bundler does not take along: the worker and the style sheets.
import { copyFileSync } from "node:fs";
import { join } from "node:path";

export default function copy(out) {
  copyFileSync("node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs", join(out, "maplibre-worker.mjs"));
  copyFileSync("node_modules/maplibre-gl/dist/maplibre-gl.css", join(out, "maplibre.css"));
  copyFileSync("node_modules/leaflet/dist/leaflet.css", join(out, "leaflet.css"));
  copyFileSync("node_modules/maplibre-gl/LICENSE.txt", join(out, "maplibre.LICENSE.txt"));
  copyFileSync("node_modules/leaflet/LICENSE", join(out, "leaflet.LICENSE.txt"));
}

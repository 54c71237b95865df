// The style of the vector map: colours from the page's tokens, labels in fonts of this machine, nothing from elsewhere.
import type { StyleSpecification, LayerSpecification, ExpressionSpecification } from "maplibre-gl";
import { collection } from "./ground";
import { KINDS } from "./wire";
import { token } from "./view";

const EMPTY = { type: "geojson" as const, data: collection([]) };
export const FONT = ["Noto Sans Regular"];
export const BOLD = ["Noto Sans Bold"];

function byKind(prefix: string): ExpressionSpecification {
  const pairs = KINDS.flatMap((kind) => [kind, token(`${prefix}-${kind}`)]);
  return ["match", ["get", "kind"], ...pairs, token("ink-3")] as unknown as ExpressionSpecification;
}

function ofKind(...kinds: string[]): ExpressionSpecification {
  return ["in", ["get", "kind"], ["literal", kinds]];
}

const line = { "line-join": "round", "line-cap": "round" } as const;

function ground(): LayerSpecification[] {
  return [
    { id: "sea", type: "background", paint: { "background-color": token("map-sea") } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": token("map-land") } },
    { id: "coast", type: "line", source: "land", paint: { "line-color": token("map-line"), "line-width": 0.8 } },
    {
      id: "units",
      type: "fill",
      source: "shapes",
      filter: ofKind("adm1", "adm2", "adm3"),
      paint: { "fill-color": token("map-land") },
    },
    {
      id: "lakes",
      type: "fill",
      source: "shapes",
      filter: ofKind("lake", "water"),
      paint: { "fill-color": token("map-sea"), "fill-outline-color": token("map-line") },
    },
    { id: "held", type: "fill", source: "control", filter: ofKind("control"), paint: { "fill-pattern": "held", "fill-opacity": 0.55 } },
    {
      id: "contested",
      type: "fill",
      source: "control",
      filter: ofKind("contested"),
      paint: { "fill-pattern": "contested", "fill-opacity": 0.65 },
    },
    {
      id: "held-edge",
      type: "line",
      source: "control",
      filter: ofKind("control", "contested"),
      layout: line,
      paint: { "line-color": token("map-ctl"), "line-width": 1.2, "line-dasharray": [0.1, 2.6] },
    },
  ];
}

function lines(): LayerSpecification[] {
  return [
    {
      id: "rivers",
      type: "line",
      source: "shapes",
      filter: ofKind("river"),
      layout: line,
      paint: { "line-color": token("map-line"), "line-width": 2.2, "line-opacity": 0.7 },
    },
    {
      id: "unit-edges",
      type: "line",
      source: "shapes",
      filter: ofKind("adm1", "adm2", "adm3"),
      paint: { "line-color": token("map-line"), "line-width": 1.2 },
    },
    {
      id: "borders",
      type: "line",
      source: "borders",
      filter: ["==", ["get", "disputed"], 0],
      layout: line,
      paint: { "line-color": token("ink-3"), "line-width": 1 },
    },
    {
      id: "disputed",
      type: "line",
      source: "borders",
      filter: ["==", ["get", "disputed"], 1],
      paint: { "line-color": token("ink-3"), "line-width": 1.4, "line-dasharray": [5, 3] },
    },
    {
      id: "theatre-borders",
      type: "line",
      source: "shapes",
      filter: ofKind("border"),
      layout: line,
      paint: { "line-color": token("ink-3"), "line-width": 1.3 },
    },
    {
      id: "theatre-lines",
      type: "line",
      source: "shapes",
      filter: ofKind("line_of_control", "contact_line", "disputed"),
      paint: { "line-color": token("ink-3"), "line-width": 1.4, "line-dasharray": [5, 3] },
    },
  ];
}

function reported(): LayerSpecification[] {
  return [
    { id: "district", type: "fill", source: "districts", paint: { "fill-color": byKind("k"), "fill-opacity": 0.05 } },
    {
      id: "district-edge",
      type: "line",
      source: "districts",
      layout: { "line-join": "round" },
      paint: { "line-color": byKind("k"), "line-width": 1.6, "line-dasharray": [4, 2] },
    },
    { id: "reach", type: "fill", source: "reaches", paint: { "fill-color": byKind("k"), "fill-opacity": 0.09 } },
    {
      id: "reach-edge",
      type: "line",
      source: "reaches",
      filter: ["!=", ["get", "kind"], "status"],
      paint: { "line-color": byKind("k"), "line-width": 1.2 },
    },
    {
      id: "reach-edge-status",
      type: "line",
      source: "reaches",
      filter: ["==", ["get", "kind"], "status"],
      layout: line,
      paint: { "line-color": byKind("k"), "line-width": 2.2, "line-dasharray": [0.1, 1.9] },
    },
  ];
}

function brought(): LayerSpecification[] {
  const paint = { "line-color": token("k-quantity"), "line-width": 1.8 };
  return [
    { id: "arc", type: "line", source: "arcs", filter: ["==", ["get", "form"], "staff"], layout: line, paint },
    {
      id: "arc-goods",
      type: "line",
      source: "arcs",
      filter: ["==", ["get", "form"], "goods"],
      paint: { ...paint, "line-dasharray": [4, 2.4] },
    },
    {
      id: "arc-end",
      type: "symbol",
      source: "arc-ends",
      layout: {
        "icon-image": "arrow",
        "icon-rotate": ["get", "turn"],
        "icon-offset": [-15, 0],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
    },
    {
      id: "origin",
      type: "symbol",
      source: "origins",
      layout: { "icon-image": "origin", "icon-allow-overlap": true, "icon-ignore-placement": true },
    },
  ];
}

function marks(): LayerSpecification[] {
  return [
    {
      id: "cluster",
      type: "circle",
      source: "clusters",
      paint: {
        "circle-radius": ["step", ["get", "places"], 12, 100, 15, 1000, 18, 10000, 21],
        "circle-color": token("surface"),
        "circle-stroke-color": token("ink-2"),
        "circle-stroke-width": 1.4,
      },
    },
    {
      id: "cluster-count",
      type: "symbol",
      source: "clusters",
      layout: {
        "text-field": ["get", "text"],
        "text-font": BOLD,
        "text-size": 11,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": token("ink") },
    },
    {
      id: "selected",
      type: "circle",
      source: "selected",
      paint: {
        "circle-radius": 15,
        "circle-opacity": 0,
        "circle-stroke-color": token("focus"),
        "circle-stroke-width": 2.5,
      },
    },
    {
      id: "mark",
      type: "symbol",
      source: "marks",
      filter: ["!=", ["get", "icon"], ""],
      layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true },
    },
  ];
}

const named: ExpressionSpecification = [
  "format",
  ["get", "name"],
  { "text-font": ["literal", BOLD] },
  ["get", "local"],
  { "font-scale": 0.95 },
  ["get", "note"],
  { "font-scale": 0.92 },
] as unknown as ExpressionSpecification;

function labels(): LayerSpecification[] {
  const paint = {
    "text-color": token("ink"),
    "text-halo-color": token("map-land"),
    "text-halo-width": 1.6,
  };
  const layout = {
    "text-font": FONT,
    "text-size": 12,
    "text-line-height": 1.25,
    "text-max-width": 16,
    "text-variable-anchor-offset": ["top", [0, 1.05], "bottom", [0, -1.05], "left", [1.1, 0], "right", [-1.1, 0]],
    "text-justify": "auto",
    "symbol-sort-key": ["get", "rank"],
  } as unknown as Extract<LayerSpecification, { type: "symbol" }>["layout"];
  return [
    {
      id: "origin-label",
      type: "symbol",
      source: "origins",
      layout: { ...layout, "text-field": named },
      paint,
    },
    { id: "mark-label", type: "symbol", source: "marks", layout: { ...layout, "text-field": named }, paint },
  ];
}

export const SOURCES = [
  "land",
  "borders",
  "shapes",
  "control",
  "districts",
  "reaches",
  "arcs",
  "arc-ends",
  "origins",
  "clusters",
  "selected",
  "marks",
] as const;

/** The layers that are hidden with one of the three switches. */
export const SWITCHED = {
  events: ["district", "district-edge", "reach", "reach-edge", "reach-edge-status", "cluster", "cluster-count", "mark", "mark-label", "selected"],
  origins: ["arc", "arc-goods", "arc-end", "origin", "origin-label"],
  control: ["held", "contested", "held-edge"],
} as const;

export function style(): StyleSpecification {
  return {
    version: 8,
    sources: Object.fromEntries(SOURCES.map((name) => [name, EMPTY])),
    layers: [...ground(), ...lines(), ...reported(), ...brought(), ...marks(), ...labels()],
  };
}

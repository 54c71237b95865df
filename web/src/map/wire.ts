// What the server sends for the map (`/api/map/points`, `/api/control`, `/api/map/base`); documented in OpenAPI.

export const PRECISIONS = ["facility", "settlement", "area"] as const;
export type Form = (typeof PRECISIONS)[number];
export const KINDS = ["event", "policy", "status", "quantity", "assess"] as const;

/** Columns: entry i of every column belongs together. Days count from 1970-01-01; no day is null. */
export interface Points {
  version: number;
  counts: { claims: number; events: number; unplaced: number };
  bounds: [number, number, number, number] | null;
  days: [number, number] | null;
  places: {
    id: string[];
    name: string[];
    local: string[];
    precision: string[];
    form: number[];
    lon: number[];
    lat: number[];
    radius_km: (number | null)[];
  };
  points: { place: number[]; start: (number | null)[]; end: (number | null)[]; kind: number[] };
  /** Events with the bounds of their origins and whether contradicted; `category` counts into `categories`, in words. */
  events: {
    place: number[];
    start: (number | null)[];
    end: (number | null)[];
    category: number[];
    min: number[];
    max: number[];
    contradicted: number[];
    categories: string[];
  };
  areas: { place: number; polygons: number[][][][] }[];
  arcs: ArcRow[];
}

export interface ArcRow {
  name: string;
  lon: number;
  lat: number;
  /** Index of the place where it went; the server sends the id. */
  place: number;
  form: "staff" | "goods";
  /** Code of what was brought, "" where the claim has none, and its name. */
  category: string;
  what: string;
  claims: number;
  start: number | null;
  end: number | null;
}

export interface Control {
  day: string | null;
  line: string;
  credit: string;
  features: GeoJSON.Feature[];
}

export interface Shapes {
  features: GeoJSON.Feature[];
}

export interface Atlas {
  step: number;
  arcs: number[][];
  countries: { a3: string; polygons: number[][][] }[];
  disputed: { a: string; b: string; box: [number, number, number, number] | null }[];
}

export const DAY_MS = 86_400_000;

/** Days from 1970-01-01 of an ISO day. */
export function dayOf(iso: string): number {
  return Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
}

/** The ISO day of a count of days from 1970-01-01. */
export function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

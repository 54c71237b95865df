// What the page tells the map: the query, the shown days, words, all kept in attributes of #situation-data.
import { dayOf } from "./wire";
import type { Words } from "./view";

export interface PageState {
  /** Query of the filter without days and selection, as the server reads it. */
  query: string;
  from: string;
  to: string;
  first: string;
  last: string;
  place: string;
  sector: string;
  names: "both" | "printed" | "local";
  language: string;
  version: string;
  marks: { day: number; words: string }[];
}

export function pageState(): PageState {
  const data = document.getElementById("situation-data")!.dataset;
  const marks = JSON.parse(data["marks"] ?? "[]") as { day: string; words: string }[];
  return {
    query: data["query"] ?? "",
    from: data["from"] ?? "",
    to: data["to"] ?? "",
    first: data["first"] ?? "",
    last: data["last"] ?? "",
    place: data["place"] ?? "",
    sector: data["sector"] ?? "",
    names: (data["names"] ?? "both") as PageState["names"],
    language: document.documentElement.lang,
    version: data["version"] ?? "",
    marks: marks.map((mark) => ({ day: dayOf(mark.day), words: mark.words })),
  };
}

/** Messages of the screen: text, or texts by plural form chosen by `n`. */
export function words(): Words {
  const entries = JSON.parse(document.getElementById("situation-words")!.dataset["words"] ?? "{}") as Record<
    string,
    string | Record<string, string>
  >;
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  const figures = new Intl.NumberFormat(language === "en" ? "en-GB" : language);
  return (key, values = {}) => {
    const entry = entries[key] ?? key;
    const text =
      typeof entry === "string" ? entry : (entry[plural.select(Number(values["n"]))] ?? entry["other"] ?? key);
    return text.replace(/\{(\w+)(:,)?\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === "number" ? figures.format(value) : String(value ?? "");
    });
  };
}

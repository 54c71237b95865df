// Which of the staff and goods that were brought are drawn: a choice by category in the legend of the map.
import type { Words } from "./view";
import type { ArcRow } from "./wire";

interface Choice {
  key: string;
  form: ArcRow["form"];
  what: string;
  claims: number;
}

function keyOf(arc: ArcRow): string {
  return `${arc.form} ${arc.category}`;
}

/** The categories of some arcs, staff before goods, those that most claims tell of first. */
export function choices(arcs: readonly ArcRow[]): Choice[] {
  const found = new Map<string, Choice>();
  for (const arc of arcs) {
    const key = keyOf(arc);
    const known = found.get(key);
    if (known) known.claims += arc.claims;
    else found.set(key, { key, form: arc.form, what: arc.what, claims: arc.claims });
  }
  const rank = (choice: Choice): number => (choice.form === "staff" ? 0 : 1);
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || b.claims - a.claims || a.what.localeCompare(b.what));
}

/** One arc for all categories that go the same way: two lines on one another would look like one. */
export function joined(arcs: readonly ArcRow[]): ArcRow[] {
  const found = new Map<string, ArcRow>();
  for (const arc of arcs) {
    const way = JSON.stringify([arc.name, arc.place, arc.form]);
    const known = found.get(way);
    if (known) known.claims += arc.claims;
    else found.set(way, { ...arc });
  }
  return [...found.values()];
}

export class BroughtChoice {
  private readonly hidden = new Set<string>();

  constructor(
    private readonly box: HTMLElement | null,
    private readonly words: Words,
    private readonly changed: () => void,
  ) {}

  /** Offer the categories of the arcs that fit the filter; what was left out before stays left out. */
  offer(arcs: readonly ArcRow[]): void {
    if (!this.box) return;
    const offered = choices(arcs);
    this.box.hidden = offered.length === 0;
    const focused = this.box.contains(document.activeElement) ? (document.activeElement as HTMLInputElement).value : "";
    const list = this.box.querySelector("ul")!;
    list.replaceChildren(...offered.map((choice) => this.row(choice)));
    if (focused) list.querySelector<HTMLInputElement>(`input[value="${CSS.escape(focused)}"]`)?.focus();
  }

  /** The arcs that are drawn. */
  shown(arcs: readonly ArcRow[]): ArcRow[] {
    return joined(arcs.filter((arc) => !this.hidden.has(keyOf(arc))));
  }

  private row(choice: Choice): HTMLLIElement {
    const row = document.createElement("li");
    const label = row.appendChild(document.createElement("label"));
    const tick = label.appendChild(document.createElement("input"));
    tick.type = "checkbox";
    tick.value = choice.key;
    tick.checked = !this.hidden.has(choice.key);
    tick.addEventListener("change", () => {
      if (tick.checked) this.hidden.delete(choice.key);
      else this.hidden.add(choice.key);
      this.changed();
    });
    const form = this.words(`brought_${choice.form}`);
    const told = label.appendChild(document.createElement("span"));
    told.textContent = this.words("brought_of", { form, what: choice.what || this.words("brought_uncoded"), n: choice.claims });
    return row;
  }
}

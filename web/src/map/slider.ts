// The time slider: two ends of the shown days over all days that the record knows, as keys and pointer move them.
import { DAY_MS, isoOf } from "./wire";

const NS = "http://www.w3.org/2000/svg";
const HIGH = 34;
const EDGE = 8;
const LINE = 20;

export interface Sheet {
  first: number;
  last: number;
  /** Days at which the set of sources changed, with words. */
  marks: { day: number; words: string }[];
}

export interface SliderStart {
  svg: SVGSVGElement;
  sheet: Sheet;
  from: number;
  to: number;
  language: string;
  words: (key: string) => string;
  /** `done` is false while a pointer still drags. */
  changed: (from: number, to: number, done: boolean) => void;
}

export class Slider {
  from: number;
  to: number;
  private readonly sheet: Sheet;
  private width = 940;
  private readonly thumbs: Record<"from" | "to", SVGElement>;
  private readonly band: SVGElement;
  private readonly ticks: SVGElement;

  constructor(private readonly start: SliderStart) {
    this.sheet = start.sheet;
    this.from = start.from;
    this.to = start.to;
    const { svg } = start;
    this.ticks = made("g", {});
    this.band = made("path", { class: "band" });
    this.thumbs = { from: made("rect", { class: "from" }), to: made("rect", { class: "to" }) };
    svg.replaceChildren(this.ticks, this.band, this.thumbs.from, this.thumbs.to);
    for (const end of ["from", "to"] as const) this.equip(end);
    svg.addEventListener("pointerdown", (event) => this.jump(event));
    new ResizeObserver(() => this.draw()).observe(svg);
    this.draw();
  }

  set(from: number, to: number): void {
    this.from = Math.max(this.sheet.first, Math.min(from, this.sheet.last));
    this.to = Math.max(this.from, Math.min(to, this.sheet.last));
    this.place();
  }

  private equip(end: "from" | "to"): void {
    const thumb = this.thumbs[end];
    thumb.setAttribute("role", "slider");
    thumb.setAttribute("tabindex", "0");
    thumb.setAttribute("aria-label", this.start.words(end === "from" ? "first_day" : "shown_day"));
    thumb.setAttribute("width", "9");
    thumb.setAttribute("height", "17");
    thumb.setAttribute("y", "12");
    thumb.setAttribute("rx", "2");
    thumb.addEventListener("keydown", (event) => this.key(end, event as KeyboardEvent));
    thumb.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      this.drag(end, event as PointerEvent);
    });
  }

  private key(end: "from" | "to", event: KeyboardEvent): void {
    const { first, last } = this.sheet;
    const at = this[end];
    const moves: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageDown: at - 7,
      PageUp: at + 7,
      Home: end === "from" ? first : this.from,
      End: end === "from" ? this.to : last,
    };
    const to = moves[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.move(end, to, true);
  }

  private move(end: "from" | "to", day: number, done: boolean): void {
    const before = this[end];
    if (end === "from") this.set(Math.min(day, this.to), this.to);
    else this.set(this.from, Math.max(day, this.from));
    if (this[end] !== before || done) this.start.changed(this.from, this.to, done);
  }

  private drag(end: "from" | "to", event: PointerEvent): void {
    const thumb = this.thumbs[end];
    thumb.setPointerCapture(event.pointerId);
    (thumb as unknown as HTMLElement).focus();
    const moved = (e: Event): void => this.move(end, this.dayAt((e as PointerEvent).clientX), false);
    thumb.addEventListener("pointermove", moved);
    const over = (): void => {
      thumb.removeEventListener("pointermove", moved);
      this.start.changed(this.from, this.to, true);
    };
    thumb.addEventListener("lostpointercapture", over, { once: true });
  }

  private jump(event: PointerEvent): void {
    const day = this.dayAt(event.clientX);
    const end = Math.abs(day - this.from) < Math.abs(day - this.to) ? "from" : "to";
    this.move(end, day, true);
    this.drag(end, event);
  }

  private dayAt(clientX: number): number {
    const box = this.start.svg.getBoundingClientRect();
    const share = (clientX - box.left - EDGE) / Math.max(1, box.width - 2 * EDGE);
    return Math.round(this.sheet.first + share * (this.sheet.last - this.sheet.first));
  }

  private x(day: number): number {
    const long = Math.max(1, this.sheet.last - this.sheet.first);
    return EDGE + ((day - this.sheet.first) / long) * (this.width - 2 * EDGE);
  }

  private draw(): void {
    this.width = Math.max(200, this.start.svg.getBoundingClientRect().width || 940);
    this.start.svg.setAttribute("viewBox", `0 0 ${this.width} ${HIGH}`);
    const parts: SVGElement[] = [made("path", { class: "axis", d: `M${EDGE} ${LINE}H${this.width - EDGE}` })];
    for (const { day, text } of this.labels()) {
      parts.push(made("path", { class: "tick", d: `M${this.x(day)} ${LINE - 5}v10` }));
      const x = this.x(day);
      const anchor = x < 40 ? "start" : x > this.width - 40 ? "end" : "middle";
      parts.push(made("text", { x: String(x), y: "11", "text-anchor": anchor }, text));
    }
    for (const mark of this.sheet.marks) {
      if (mark.day < this.sheet.first || mark.day > this.sheet.last) continue;
      const x = this.x(mark.day);
      const right = x > this.width - 90;
      parts.push(made("path", { class: "change", d: `M${x} 12V29` }));
      parts.push(
        made("text", { x: String(right ? x - 6 : x + 6), y: "32", "text-anchor": right ? "end" : "start" }, mark.words),
      );
    }
    this.ticks.replaceChildren(...parts);
    this.place();
  }

  private place(): void {
    this.band.setAttribute("d", `M${this.x(this.from)} ${LINE}H${Math.max(this.x(this.from), this.x(this.to))}`);
    for (const end of ["from", "to"] as const) {
      const thumb = this.thumbs[end];
      thumb.setAttribute("x", String(this.x(this[end]) - 4.5));
      thumb.setAttribute("aria-valuemin", String(this.sheet.first));
      thumb.setAttribute("aria-valuemax", String(this.sheet.last));
      thumb.setAttribute("aria-valuenow", String(this[end]));
      thumb.setAttribute("aria-valuetext", spoken(this[end], this.start.language, true));
    }
  }

  /** Days with a label: as many as there is room for, on whole weeks of a month, or on firsts of months or years. */
  private labels(): { day: number; text: string }[] {
    const { first, last } = this.sheet;
    const room = Math.max(2, Math.floor(this.width / 80));
    const days = [1, 7].find((step) => (last - first) / step <= room);
    const months = [1, 2, 3, 6, 12, 24, 60, 120].find((step) => (last - first) / 30.4 / step <= room) ?? 240;
    const found: { day: number; text: string }[] = [];
    for (let day = first; day <= last; day++) {
      const date = new Date(day * DAY_MS);
      const [year, month, at] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
      const whole = days === undefined ? at === 1 && (year * 12 + month) % months === 0 : days === 1 || (at % 7 === 1 && at < 29);
      if (!whole && !(day === first && days !== undefined && at < 27)) continue;
      const named = at === 1 || found.length === 0;
      found.push({ day, text: named ? spoken(day, this.start.language, months > 6) : String(at) });
    }
    return found;
  }
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day as the pages of the server print it: "24 Oct 2026", or "24.10.2026" where the month is a number. */
export function spoken(day: number, language: string, year: boolean): string {
  const date = new Date(day * DAY_MS);
  const [at, month, full] = [date.getUTCDate(), date.getUTCMonth(), date.getUTCFullYear()];
  if (language === "en") return `${at} ${MONTHS[month]}${year ? ` ${full}` : ""}`;
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(at)}.${two(month + 1)}${year ? `.${full}` : ""}`;
}

function made(name: string, attributes: Record<string, string>, text = ""): SVGElement {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
}

// Marks passages in a text: offsets are counted in code points, as the server counts them.

type Span = [number, number];
type Field = "evidence" | "source";

const text = document.querySelector<HTMLElement>("[data-text]");
const form = document.querySelector<HTMLFormElement>("form[data-claim]");

function points(part: string): number {
  return [...part].length;
}

/** Returns the code point offset of a place in the text. */
function offset(node: Node, at: number): number | undefined {
  const holder = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-start]");
  if (!holder || !text?.contains(holder)) return undefined;
  const range = document.createRange();
  range.setStart(holder, 0);
  range.setEnd(node, at);
  return Number(holder.dataset["start"]) + points(range.toString());
}

function selected(): Span | undefined {
  const selection = window.getSelection();
  if (selection && !selection.isCollapsed && selection.rangeCount) {
    const range = selection.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    if (start !== undefined && end !== undefined && start < end) return trimmed([start, end]);
  }
  const focused = document.activeElement?.closest<HTMLElement>(".sent");
  return focused ? trimmed([Number(focused.dataset["start"]), Number(focused.dataset["end"])]) : undefined;
}

const whole = [...(text?.textContent ?? "")];

function trimmed([start, end]: Span): Span {
  while (start < end && /\s/.test(whole[start] ?? "")) start += 1;
  while (end > start && /\s/.test(whole[end - 1] ?? "")) end -= 1;
  return [start, end];
}

function input(field: Field): HTMLInputElement {
  return form?.elements.namedItem(field) as HTMLInputElement;
}

function spans(field: Field): Span[] {
  return JSON.parse(input(field).value || "[]") as Span[];
}

function keep(field: Field, list: Span[]): void {
  input(field).value = JSON.stringify([...list].sort((a, b) => a[0] - b[0]));
  draw();
}

function words(list: Span[]): string {
  return list.map(([start, end]) => whole.slice(start, end).join("")).join(" … ") || "–";
}

function marks(): { span: Span; kind: string }[] {
  const mine = [...document.querySelectorAll<HTMLElement>("[data-spans]")].flatMap((item) =>
    (JSON.parse(item.dataset["spans"] ?? "[]") as Span[]).map((span) => ({ span, kind: "" })),
  );
  return [
    ...mine,
    ...spans("source").map((span) => ({ span, kind: "source" })),
    ...spans("evidence").map((span) => ({ span, kind: "picked" })),
  ];
}

/** Draws all marks anew: every piece of the text is cut where one begins or ends. */
function draw(): void {
  const all = marks();
  for (const piece of text?.querySelectorAll<HTMLElement>("[data-start]") ?? []) {
    const start = Number(piece.dataset["start"]);
    const end = Number(piece.dataset["end"]);
    const cuts = new Set([start, end]);
    for (const { span } of all) for (const cut of span) if (cut > start && cut < end) cuts.add(cut);
    const edges = [...cuts].sort((a, b) => a - b);
    const parts = edges.slice(0, -1).map((from, n) => {
      const to = edges[n + 1] ?? end;
      const part = document.createTextNode(whole.slice(from, to).join(""));
      const over = all.filter(({ span }) => span[0] <= from && span[1] >= to);
      if (!over.length) return part;
      const mark = document.createElement("mark");
      mark.className = over[over.length - 1]?.kind ?? "";
      mark.append(part);
      return mark;
    });
    piece.replaceChildren(...parts);
  }
  for (const field of ["evidence", "source"] as const) {
    const shown = form?.querySelector(`[data-picked=${field}]`);
    if (shown) shown.textContent = words(spans(field));
  }
}

function pick(field: Field): void {
  const span = selected();
  if (!span) return;
  const rest = spans(field).filter(([start, end]) => end <= span[0] || start >= span[1]);
  keep(field, [...rest, span]);
  window.getSelection()?.removeAllRanges();
}

/** Moves an edge of the last passage by one word. */
function move(edge: string, by: number): void {
  const list = spans("evidence");
  const last = list[list.length - 1];
  if (!last) return;
  let at = edge === "start" ? last[0] : last[1];
  const letter = (n: number): boolean => n >= 0 && n < whole.length && !/\s/.test(whole[n] ?? " ");
  if (by > 0) {
    while (at < whole.length && letter(at)) at += 1;
    while (at < whole.length && !letter(at)) at += 1;
    if (edge === "end") while (at < whole.length && letter(at)) at += 1;
  } else {
    while (at > 0 && !letter(at - 1)) at -= 1;
    while (at > 0 && letter(at - 1)) at -= 1;
    if (edge === "end") while (at > 0 && !letter(at - 1)) at -= 1;
  }
  const moved: Span = edge === "start" ? [at, last[1]] : [last[0], at];
  if (moved[0] < moved[1]) keep("evidence", [...list.slice(0, -1), moved]);
}

if (text && form) {
  for (const button of form.querySelectorAll<HTMLElement>("[data-pick]")) {
    // A click would take the selection away before it is read.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => pick(button.dataset["pick"] as Field));
  }
  for (const button of form.querySelectorAll<HTMLElement>("[data-edge]")) {
    button.addEventListener("click", () => move(button.dataset["edge"] ?? "", Number(button.dataset["by"])));
  }
  form.querySelector("[data-clear]")?.addEventListener("click", () => {
    keep("evidence", []);
    keep("source", []);
  });
  draw();
}

// The small window beside the pointer: what is reported of a place, as the server says it.
import type { Hit, Words } from "./view";
import type { Points } from "./wire";

const WAIT_MS = 120;
const MOST_KEPT = 200;

export class Panel {
  private readonly kept = new Map<string, string>();
  private timer = 0;
  private shown = "";

  constructor(
    private readonly box: HTMLElement,
    private readonly frame: HTMLElement,
    private readonly words: Words,
  ) {}

  forget(): void {
    this.kept.clear();
    this.hide();
  }

  hide(): void {
    window.clearTimeout(this.timer);
    this.shown = "";
    this.box.hidden = true;
  }

  place(hit: Hit, data: Points, query: string): void {
    const id = data.places.id[hit.index] ?? "";
    const address = `/situation/at?${query}${query ? "&" : ""}place=${encodeURIComponent(id)}&brief=1`;
    if (this.shown === address) return;
    this.shown = address;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.load(address, hit), WAIT_MS);
  }

  text(hit: Hit, text: string): void {
    if (this.shown === text) return;
    window.clearTimeout(this.timer);
    this.shown = text;
    this.box.textContent = text;
    this.show(hit);
  }

  private async load(address: string, hit: Hit): Promise<void> {
    let html = this.kept.get(address);
    if (html === undefined) {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok) {
        this.text(hit, this.words("at_failed"));
        return;
      }
      html = await answer.text();
      if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
      this.kept.set(address, html);
    }
    if (this.shown !== address) return;
    this.box.innerHTML = html;
    this.show(hit);
  }

  private show(hit: Hit): void {
    this.box.hidden = false;
    const [wide, high] = [this.frame.clientWidth, this.frame.clientHeight];
    const x = hit.x + 16 + this.box.offsetWidth > wide ? hit.x - 16 - this.box.offsetWidth : hit.x + 16;
    const y = Math.min(hit.y + 10, high - this.box.offsetHeight - 6);
    this.box.style.left = `${Math.max(4, x)}px`;
    this.box.style.top = `${Math.max(4, y)}px`;
  }
}

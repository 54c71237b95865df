// Matrix and timeline beside the map: loaded as parts of a page; the old one stays until the new one is there.

interface Panel {
  box: HTMLElement;
  shown: string;
  asked: string;
}

export class Panels {
  private readonly panels: Panel[];

  /** `moved` hears of the days that a link in a panel asks for; "" for an open end. */
  constructor(private readonly moved: (from: string, to: string) => void) {
    this.panels = [...document.querySelectorAll<HTMLElement>("[data-panel]")].map((box) => ({ box, shown: "", asked: "" }));
    for (const panel of this.panels) {
      panel.box.addEventListener("click", (event) => this.click(panel, event));
    }
  }

  /** Load what the page now asks for, where that is something else than what is shown; resolves when it is there. */
  follow(): Promise<unknown> {
    const loads: Promise<void>[] = [];
    const data = document.getElementById("situation-data")!.dataset;
    for (const panel of this.panels) {
      const address = data[panel.box.dataset["panel"]!] ?? "";
      if (address && address !== panel.asked) loads.push(this.load(panel, address));
    }
    return Promise.allSettled(loads);
  }

  private async load(panel: Panel, address: string): Promise<void> {
    panel.asked = address;
    panel.box.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (panel.asked !== address) return;
      if (answer.ok) {
        panel.box.innerHTML = await answer.text();
        panel.shown = address;
        panel.box.dispatchEvent(new CustomEvent("situation:panel", { bubbles: true }));
      }
    } finally {
      if (panel.asked === address) panel.box.removeAttribute("aria-busy");
    }
  }

  /** A link to another page of the same panel changes the panel, not the screen. */
  private click(panel: Panel, event: MouseEvent): void {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const now = new URL(panel.asked, location.href);
    const to = new URL(link.href, location.href);
    if (to.pathname !== now.pathname || link.getAttribute("href")!.startsWith("#")) return;
    event.preventDefault();
    const days = ["from", "to"].map((name) => to.searchParams.get(name) ?? "");
    if (days.some((day, at) => day !== (now.searchParams.get(["from", "to"][at]!) ?? ""))) {
      this.moved(days[0]!, days[1]!);
      return;
    }
    to.searchParams.set("fragment", "1");
    void this.load(panel, `${to.pathname}${to.search}`);
  }
}

// The reader: what is selected comes into sight, and the three tabs of a phone say where one is.

function show(): void {
  const hop = document.querySelector<HTMLElement>(".doc .srcspan[aria-current], .doc .cue[aria-current]");
  const claim = document.querySelector<HTMLElement>(".doc .ev[aria-current]");
  (hop ?? claim)?.scrollIntoView({ block: "nearest" });
  document.querySelector<HTMLElement>("#claim [aria-current]")?.scrollIntoView({ block: "nearest" });
}

function markTab(): void {
  for (const tab of document.querySelectorAll<HTMLAnchorElement>(".tabs a")) {
    if (tab.hash === (location.hash || "#document")) {
      tab.setAttribute("aria-current", "true");
    } else {
      tab.removeAttribute("aria-current");
    }
  }
}

document.addEventListener("htmx:after:swap", show);
window.addEventListener("hashchange", markTab);
show();
markTab();

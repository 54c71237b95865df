// Which of the two maps draws: GL where a graphics card does it, a canvas where GL would be emulated or is missing.

export type Engine = "webgl" | "canvas";

const KEPT = "reportedly.map.engine";
/** Names by which browsers tell of GL that the processor emulates; there the canvas moves ten times as smoothly. */
const EMULATED = /swiftshader|llvmpipe|softpipe|lavapipe|swrast|software|basic render|mesa offscreen/i;

/** Returns what somebody chose for this browser, "" for whatever suits the machine. */
export function chosenEngine(): Engine | "" {
  try {
    const kept = localStorage.getItem(KEPT);
    return kept === "webgl" || kept === "canvas" ? kept : "";
  } catch {
    return "";
  }
}

export function chooseEngine(engine: string): void {
  try {
    localStorage.setItem(KEPT, engine);
  } catch {
    // Without storage the machine decides.
  }
}

/** Returns the engine to draw with, and which words say why. */
export function engineHere(): { engine: Engine; told: string } {
  const gl = document.createElement("canvas").getContext("webgl2");
  const emulated = gl !== null && EMULATED.test(rendererOf(gl));
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  if (!gl) return { engine: "canvas", told: "drawn_canvas" };
  if ((chosenEngine() || (emulated ? "canvas" : "webgl")) === "webgl") return { engine: "webgl", told: "drawn_webgl" };
  return { engine: "canvas", told: emulated ? "drawn_emulated" : "drawn_chosen" };
}

/** Some browsers name the renderer only when asked for by an extension, others only without it. */
function rendererOf(gl: WebGL2RenderingContext): string {
  const more = gl.getExtension("WEBGL_debug_renderer_info");
  return [more ? gl.getParameter(more.UNMASKED_RENDERER_WEBGL) : "", gl.getParameter(gl.RENDERER)].join(" ");
}

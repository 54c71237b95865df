// Every request that writes carries the token of this session, whoever sends it.

interface ConfigRequest extends Event {
  detail: { ctx: { request: { headers: Record<string, string>; method: string } } };
}

export function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
}

/** Sends a body as JSON with the token; returns the answer, whatever its status. */
export function send(address: string, body: unknown, method = "POST"): Promise<Response> {
  return fetch(address, {
    method,
    headers: { "Content-Type": "application/json", "X-CSRF-Token": token(), Accept: "application/json" },
    body: JSON.stringify(body),
  });
}

export function guardWrites(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const request = (event as ConfigRequest).detail.ctx.request;
    request.headers["X-CSRF-Token"] = token();
  });
}

// How a key is spelled: by what it writes, or, where a layout writes no Latin letters, by its place on the board.

/** What keys that hold no letter on a Latin board write there, alone and with Shift. */
const PLACES: Record<string, string> = {
  Backquote: "`~",
  BracketLeft: "[{",
  BracketRight: "]}",
  Semicolon: ";:",
  Quote: "'\"",
  Comma: ",<",
  Period: ".>",
  Slash: "/?",
  Backslash: "\\|",
};

/**
 * Returns what a key stands for. A layout such as the Ukrainian one writes "о" where a Latin one writes "j": whatever
 * lies outside ASCII is read by the place of the key instead. What a layout can write itself stays as it is written.
 */
export function meant(event: KeyboardEvent): string {
  const { key, code } = event;
  if ([...key].length !== 1 || key.charCodeAt(0) < 128) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return event.shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return digit;
  return PLACES[code]?.[event.shiftKey ? 1 : 0] ?? key;
}

/** Returns a key with its modifiers, as `data-key` says it: "Control+Enter", "Alt+m", "j". */
export function spelled(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push("Control");
  if (event.altKey) parts.push("Alt");
  parts.push(meant(event));
  return parts.join("+");
}

/** Returns the single presses of a key as a person reads them. */
export function pressed(sequence: string): string[] {
  const presses = sequence === " " ? [" "] : sequence.split(" ");
  return presses.map((part) => part.replace("Control+", "Ctrl ").replace("Alt+", "Alt ").replace(/^ $/, "Space"));
}

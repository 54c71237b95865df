// What every page has: single keys, the list of keys, the token for writing, the language of the clock.
import { bindKeys } from "./shell/keys";
import { guardWrites } from "./shell/writes";

bindKeys();
guardWrites();

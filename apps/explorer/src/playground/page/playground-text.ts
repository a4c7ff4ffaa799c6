import { playground as en } from "../../text/en/playground.ts";
import { playground as zh } from "../../text/zh/playground.ts";
import { speaks } from "../../text/text.ts";

/** What the playground says of itself, in the language of the page. */
export function playgroundText(): typeof en {
  return speaks(en, zh);
}

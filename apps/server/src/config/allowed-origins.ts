import { isOrigin } from "@keyferry/gateway";
import type { Options } from "./option-table.ts";
import { StartError } from "./start-error.ts";

/**
 * The origins of web pages that `--allow-origin` lets call.
 *
 * @throws StartError for what no browser sends as an origin
 */
export function readAllowedOrigins({ "allow-origin": lists }: Options): ReadonlySet<string> {
  const origins = [lists ?? []]
    .flat()
    .flatMap((list) => list.split(","))
    .map((origin) => origin.trim())
    .filter((origin) => origin !== "");
  for (const origin of origins) if (!isOrigin(origin)) throw new StartError(refusalOf(origin));
  return new Set(origins);
}

function refusalOf(text: string): string {
  const near = URL.canParse(text) ? new URL(text).origin : "null";
  const form =
    near === "null"
      ? "write scheme, host and port as the browser shows them, such as https://app.example or http://localhost:5173"
      : `write ${near}`;
  const every = text === "*" ? ": to let every page call would let every page use the keys" : "";
  return `--allow-origin ${text} is not an origin${every}; ${form}`;
}

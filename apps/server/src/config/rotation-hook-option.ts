import { isAbsolute } from "node:path";
import { isLoopback } from "./loopback.ts";
import type { Options } from "./option-table.ts";
import { StartError } from "./start-error.ts";

/** What renews the values of managed secrets: a program, or what answers at a URL. */
export type RotationHookSource = { readonly program: string } | { readonly url: URL };

const option = "secret-rotation-hook";

/**
 * Reads what renews the values of managed secrets; undefined where nothing does. A text that begins like a path is one.
 *
 * @throws StartError for a program that is not named by its whole path, and for a URL that others can listen to
 */
export function readRotationHook({ [option]: given }: Options): RotationHookSource | undefined {
  if (given === undefined) return undefined;
  if (isAbsolute(given)) return { program: given };
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined) {
    throw new StartError(`--${option} must be the whole path of a program, beginning at the root, or a URL`);
  }
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(hostOf(url)));
  if (!isSafe) {
    throw new StartError(`--${option}: secrets go to https URLs, or to http ones on a loopback address`);
  }
  if (url.username !== "" || url.password !== "" || url.hash !== "") {
    throw new StartError(`--${option}: leave user, password and fragment out of the URL`);
  }
  return { url };
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

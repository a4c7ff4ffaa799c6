import { TransportError } from "./errors.ts";

/**
 * The error of a call by which a web page could not reach another origin: a browser does not tell a page whether nobody
 * answered, or somebody who does not let the page read it. Undefined where there is no such page, or `fetch` failed otherwise.
 *
 * @param origin that was called
 */
export function errorOnPage(origin: string, cause: unknown): TransportError | undefined {
  const page = pageOrigin();
  if (page === undefined || page === origin || !(cause instanceof TypeError)) return undefined;
  const advice = /^[a-z][a-z0-9+.-]*:\/\//.test(page)
    ? `A Keyferry server answers pages of ${page} once it is started with --allow-origin ${page}.`
    : "A page that was opened from a file, or in a sandbox, has no origin that could be allowed: serve it over http or https.";
  const message =
    `${origin} could not be reached by this page: it is not there, or it does not answer pages of other origins. ` +
    advice;
  return new TransportError("unreachable", message, { cause });
}

/** Of the page, or of the page's worker, that this runs in; `null` as text where the page has none. */
function pageOrigin(): string | undefined {
  const inBrowser = "document" in globalThis || "WorkerGlobalScope" in globalThis;
  const { location } = globalThis as { readonly location?: { readonly origin: string } };
  return inBrowser ? location?.origin : undefined;
}

import { signal } from "@preact/signals";

/** Where the page is, as its address says behind `#`. */
export interface Route {
  /** Such as `["operations", "ExportDataKey"]`. */
  readonly path: readonly string[];
  /** What the view was left with: filters, the values of a form. */
  readonly query: URLSearchParams;
}

/** Where the page is now. */
export const route = signal<Route>({ path: [], query: new URLSearchParams() });

/** Follows the page's address from now on. */
export function followAddress(): void {
  const read = () => {
    route.value = readRoute(location.hash);
  };
  addEventListener("hashchange", read);
  read();
}

/** Reads what stands behind `#` in an address: `#/operations/ExportDataKey?KeyId=...`. */
export function readRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  return {
    path: path
      .split("/")
      .filter((part) => part !== "")
      .map(decode),
    query: new URLSearchParams(query),
  };
}

/** The address of a place in the page: `#/keys?page=2`. Values that are empty are left out. */
export function linkTo(
  path: readonly string[],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => (pair[1] ?? "") !== "");
  const search = new URLSearchParams(given).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${search === "" ? "" : `?${search}`}`;
}

/**
 * Changes what the address says behind `?`, without a step in the browser's history. Where a link has been followed of which
 * the page has not heard yet, it does nothing: what it is told is of the view that goes.
 */
export function keepInAddress(query: Readonly<Record<string, string | undefined>>): void {
  const { path } = route.peek();
  if (linkTo(readRoute(location.hash).path) !== linkTo(path)) return;
  history.replaceState(null, "", linkTo(path, query));
  route.value = readRoute(location.hash);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

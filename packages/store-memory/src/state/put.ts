import { StoreError } from "@keyferry/store";

/** Puts something new under a name; answers false when the name is taken. */
export function putUnlessTaken<T>(map: Map<string, T>, name: string, value: T): boolean {
  if (map.has(name)) return false;
  map.set(name, value);
  return true;
}

/**
 * Puts something new under a name.
 *
 * @throws {StoreError} `refused` when the name is taken
 */
export function put<T>(map: Map<string, T>, name: string, value: T): void {
  if (!putUnlessTaken(map, name, value)) throw new StoreError("refused", `There is one already: ${name}`);
}

/**
 * Lets pass what goes together.
 *
 * @throws {StoreError} `refused` for what does not
 */
export function must(isSo: boolean, reason: string): void {
  if (!isSo) throw new StoreError("refused", reason);
}

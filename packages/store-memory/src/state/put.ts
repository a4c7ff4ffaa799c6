import { StoreError, type StoreScope } from "@keyferry/store";
import { nameIn, type Held, type State } from "./state.ts";

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
 * Puts something new of a scope in, under its id, with the next number.
 *
 * @throws {StoreError} `refused` when the id is taken
 */
export function putNumbered<T>(
  state: State,
  map: Map<string, Held<T>>,
  { account, region }: StoreScope,
  { id, record }: { readonly id: string; readonly record: T },
): Held<T> {
  const held = { scope: { account, region }, record, seq: state.next };
  put(map, nameIn(held.scope, id), held);
  state.next += 1;
  return held;
}

/**
 * Lets pass what goes together.
 *
 * @throws {StoreError} `refused` for what does not
 */
export function must(isSo: boolean, reason: string): void {
  if (!isSo) throw new StoreError("refused", reason);
}

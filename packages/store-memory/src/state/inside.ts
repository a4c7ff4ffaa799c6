import type { StoreScope } from "@keyferry/store";
import { isLiving } from "./living.ts";
import { isIn, nameIn, type State } from "./state.ts";

/** Where something is. */
export interface Place {
  readonly scope: StoreScope;
  /** Id of an instance; null: outside instances. */
  readonly instance: string | null;
  /** What is gone by then is not there any more. */
  readonly now: number;
}

/** How many are in a place and still there. */
export const countInside = {
  keys: (state: State, place: Place) => livingIn(state.keys.values(), place).length,

  /** Versions of its keys. */
  versions: (state: State, place: Place) => ofKeysIn(state, state.versions.values(), place),

  /** Names of its keys. */
  aliases: (state: State, place: Place) => ofKeysIn(state, state.aliases.values(), place),

  secrets: (state: State, place: Place) => livingIn(state.secrets.values(), place).length,
} as const;

/**
 * Whether so many are in a place already that another one would be one too many. They are counted only where there are so many
 * anywhere.
 *
 * @param quota how many there may be; undefined: any number
 */
export function isFull(
  state: State,
  kind: keyof typeof countInside,
  place: Place,
  quota: number | undefined,
): boolean {
  return quota !== undefined && state[kind].size >= quota && countInside[kind](state, place) >= quota;
}

interface Dwelling {
  readonly scope: StoreScope;
  readonly record: { readonly instance: string | null; readonly deleteAt?: number | null };
}

function livingIn(all: Iterable<Dwelling>, { scope, instance, now }: Place): readonly Dwelling[] {
  return Array.from(all)
    .filter(isIn(scope))
    .filter((held) => held.record.instance === instance && isLiving(held, now));
}

function ofKeysIn(
  state: State,
  all: Iterable<{ readonly scope: StoreScope; readonly record: { readonly keyId: string } }>,
  { scope, instance, now }: Place,
): number {
  return Array.from(all)
    .filter(isIn(scope))
    .filter(({ record }) => {
      const key = state.keys.get(nameIn(scope, record.keyId));
      return key?.record.instance === instance && isLiving(key, now);
    }).length;
}

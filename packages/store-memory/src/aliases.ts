import type {
  AliasReader,
  AliasRecord,
  AliasWriter,
  KeyRecord,
  ScopedRecord,
  StoreScope,
} from "@keyferry/store";
import { livingKey, usableKey } from "./keys/held-keys.ts";
import { isFull } from "./state/inside.ts";
import { pageOf } from "./state/page-of.ts";
import { must, putUnlessTaken } from "./state/put.ts";
import type { Session } from "./state/session.ts";
import { isIn, nameIn, type Held, type State } from "./state/state.ts";

/** Makes the reader of the aliases of one scope. */
export function createAliasReader({ read, now }: Session, scope: StoreScope): AliasReader {
  return {
    byName: (name) => read((state) => livingAlias(state, scope, name, now())?.record),

    keyOf: (name) => read((state) => livingAlias(state, scope, name, now())?.key.record),

    list: (page, keyId) =>
      read((state) => {
        const found = Array.from(state.aliases.values())
          .filter(isIn(scope))
          .map(({ record }) => record)
          .filter((alias) => keyId === undefined || alias.keyId === keyId)
          .filter((alias) => livingKey(state, scope, alias.keyId, now()) !== undefined);
        return pageOf(found, page);
      }),
  };
}

/** Makes the writer of the aliases of one scope. */
export function createAliasWriter({ write, now }: Session, scope: StoreScope): AliasWriter {
  return {
    create: (alias, keyStates, quota) =>
      write((state) => {
        const key = usableKey(state, scope, alias.keyId, { states: keyStates, now: now() });
        if (key === undefined) return "key not usable";
        // The name of a key that is gone is free.
        if (livingAlias(state, scope, alias.name, now()) === undefined) {
          state.aliases.delete(nameIn(scope, alias.name));
        }
        if (state.aliases.has(nameIn(scope, alias.name))) return "name taken";
        const place = { scope, instance: key.record.instance, now: now() };
        if (isFull(state, "aliases", place, quota)) return "over quota";
        return insertAlias(state, scope, alias) ? "created" : "name taken";
      }),

    move: (name, { from, to }, keyStates, quota) =>
      write((state) => {
        const key = usableKey(state, scope, to, { states: keyStates, now: now() });
        if (key === undefined) return "key not usable";
        const alias = livingAlias(state, scope, name, now());
        if (alias?.record.keyId !== from) return alias === undefined ? "no alias" : "another key's";
        const { instance } = key.record;
        const isNewThere = alias.key.record.instance !== instance;
        if (isNewThere && isFull(state, "aliases", { scope, instance, now: now() }, quota)) {
          return "over quota";
        }
        state.aliases.set(nameIn(scope, name), {
          scope: alias.scope,
          record: { ...alias.record, keyId: to },
        });
        return "updated";
      }),

    delete: (name, keyId) =>
      write((state) => {
        const alias = livingAlias(state, scope, name, now());
        if (alias?.record.keyId !== keyId) return alias === undefined ? "no alias" : "another key's";
        state.aliases.delete(nameIn(scope, name));
        return "deleted";
      }),
  };
}

/**
 * Puts an alias of a key in; answers false when the name is taken.
 *
 * @throws {StoreError} `refused` when the key is not there
 */
export function insertAlias(state: State, { account, region }: StoreScope, alias: AliasRecord): boolean {
  const scope = { account, region };
  must(state.keys.has(nameIn(scope, alias.keyId)), `The alias ${alias.name} is of a key that is not there.`);
  return putUnlessTaken(state.aliases, nameIn(scope, alias.name), { scope, record: { ...alias } });
}

/** An alias with its key, when that is still there. */
function livingAlias(
  state: State,
  scope: StoreScope,
  name: string,
  now: number,
): (ScopedRecord<AliasRecord> & { readonly key: Held<KeyRecord> }) | undefined {
  const alias = state.aliases.get(nameIn(scope, name));
  const key = alias && livingKey(state, scope, alias.record.keyId, now);
  return key && { ...alias, key };
}

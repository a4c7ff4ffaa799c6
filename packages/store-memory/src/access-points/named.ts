import type { Named, NamedStore, StoreScope } from "@keyferry/store";
import { pageOf } from "../state/page-of.ts";
import { putNumbered } from "../state/put.ts";
import type { Session } from "../state/session.ts";
import { isIn, nameIn, type Held, type State } from "../state/state.ts";
import { deleteClientKeysOf } from "./client-keys.ts";

/** A map of a state that holds things by name. */
type NamedMap<R extends Named> = (state: State) => Map<string, Held<R>>;

/**
 * Makes what reads and writes things of a kind in one scope.
 *
 * @param mapOf where they are
 * @param forget what else goes with one that is deleted
 */
function createNamedStore<R extends Named>(
  { read, write }: Session,
  scope: StoreScope,
  mapOf: NamedMap<R>,
  forget: (state: State, name: string) => void = () => undefined,
): NamedStore<R> {
  return {
    read: {
      byName: (name) => read((state) => mapOf(state).get(nameIn(scope, name))?.record),
      list: (page) =>
        read((state) =>
          pageOf(
            heldIn(mapOf(state), scope).map(({ record }) => record),
            page,
          ),
        ),
    },
    write: {
      create: (record, max) =>
        write((state) => {
          const map = mapOf(state);
          if (map.has(nameIn(scope, record.name))) return "name taken";
          if (heldIn(map, scope).length >= max) return "too many";
          insertNamed(state, map, scope, record);
          return "created";
        }),
      change: (name, changes) =>
        write((state) => {
          const held = mapOf(state).get(nameIn(scope, name));
          if (held === undefined) return false;
          const record = { ...held.record, ...structuredClone(changes) };
          mapOf(state).set(nameIn(scope, name), { ...held, record });
          return true;
        }),
      delete: (name) =>
        write((state) => {
          forget(state, name);
          return mapOf(state).delete(nameIn(scope, name));
        }),
    },
  };
}

/** Makes what reads and writes network rules, policies and access points in one scope. */
export function createNamedStores(session: Session, scope: StoreScope) {
  return {
    networkRules: createNamedStore(session, scope, (state) => state.networkRules),
    accessPolicies: createNamedStore(session, scope, (state) => state.accessPolicies),
    accessPoints: createNamedStore(
      session,
      scope,
      (state) => state.accessPoints,
      (state, name) => {
        deleteClientKeysOf(state, scope, name);
      },
    ),
  };
}

/** Puts one in. @throws {StoreError} `refused` when its name is taken */
export function insertNamed<R extends Named>(
  state: State,
  map: Map<string, Held<R>>,
  scope: StoreScope,
  record: R,
): void {
  putNumbered(state, map, scope, { id: record.name, record: structuredClone(record) });
}

function heldIn<R>(map: ReadonlyMap<string, Held<R>>, scope: StoreScope): readonly Held<R>[] {
  return Array.from(map.values()).filter(isIn(scope));
}

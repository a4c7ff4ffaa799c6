import type { ClientKeyRecord, ScopedStore, StoreScope } from "@keyferry/store";
import { must, putNumbered } from "../state/put.ts";
import type { Session } from "../state/session.ts";
import { isIn, nameIn, type State } from "../state/state.ts";

/** Makes what reads and writes client keys in one scope. */
export function createClientKeyStore({ read, write }: Session, scope: StoreScope): ScopedStore["clientKeys"] {
  return {
    read: {
      byId: (id) =>
        read((state) => {
          const held = state.clientKeys.get(nameIn(scope, id));
          return held && copied(held.record);
        }),
      list: (accessPoint) =>
        read((state) =>
          keysIn(state, scope)
            .filter((key) => accessPoint === undefined || key.accessPoint === accessPoint)
            .map(copied),
        ),
      count: () => read((state) => keysIn(state, scope).length),
    },
    write: {
      create: (key, max) =>
        write((state) => {
          if (!state.accessPoints.has(nameIn(scope, key.accessPoint))) return "no access point";
          if (keysIn(state, scope).length >= max) return "too many";
          insertClientKey(state, scope, key);
          return "created";
        }),
      delete: (id) => write((state) => state.clientKeys.delete(nameIn(scope, id))),
    },
  };
}

/** Puts a client key in. @throws {StoreError} `refused` when its id is taken, or its access point is not there */
export function insertClientKey(state: State, scope: StoreScope, key: ClientKeyRecord): void {
  must(
    state.accessPoints.has(nameIn(scope, key.accessPoint)),
    `The client key ${key.id} is of an access point that is not there.`,
  );
  putNumbered(state, state.clientKeys, scope, { id: key.id, record: copied(key) });
}

/** Deletes the client keys of an access point. */
export function deleteClientKeysOf(state: State, scope: StoreScope, accessPoint: string): void {
  for (const key of keysIn(state, scope)) {
    if (key.accessPoint === accessPoint) state.clientKeys.delete(nameIn(scope, key.id));
  }
}

function keysIn(state: State, scope: StoreScope): readonly ClientKeyRecord[] {
  return Array.from(state.clientKeys.values())
    .filter(isIn(scope))
    .map(({ record }) => record);
}

/** A key whose bytes are the caller's. */
function copied(key: ClientKeyRecord): ClientKeyRecord {
  return { ...key, certificate: new Uint8Array(key.certificate) };
}

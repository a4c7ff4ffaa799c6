import type {
  AllInstancesReader,
  InstanceReader,
  InstanceRecord,
  InstanceWriter,
  KeyRecord,
  SecretRecord,
  StoreScope,
} from "@keyferry/store";
import { deleteSecret } from "./secrets/held-secrets.ts";
import { changeKey } from "./keys/held-keys.ts";
import { countInside } from "./state/inside.ts";
import { isLiving } from "./state/living.ts";
import { putNumbered } from "./state/put.ts";
import type { Session } from "./state/session.ts";
import { isIn, nameIn, type Held, type State } from "./state/state.ts";
import { deleteTags } from "./tags/held-tags.ts";

/** Makes the reader of the instances of one scope. */
export function createInstanceReader({ read, now }: Session, scope: StoreScope): InstanceReader {
  return {
    byId: (id) => read((state) => state.instances.get(nameIn(scope, id))?.record),
    list: () =>
      read((state) =>
        Array.from(state.instances.values())
          .filter(isIn(scope))
          .map(({ record }) => record),
      ),
    usage: (id) =>
      read((state) => {
        const place = { scope, instance: id, now: now() };
        return {
          keyVersions: countInside.versions(state, place),
          secrets: countInside.secrets(state, place),
        };
      }),
  };
}

/** Makes the reader of the instances of all scopes. */
export function createAllInstancesReader({ read }: Session): AllInstancesReader {
  return {
    list: () =>
      read((state) =>
        Array.from(state.instances.values(), ({ scope, record }) => ({ scope, instance: record })),
      ),
  };
}

/** Makes the writer of the instances of one scope. */
export function createInstanceWriter({ write, now }: Session, scope: StoreScope): InstanceWriter {
  return {
    create: (instance) =>
      write((state) => {
        insertInstance(state, scope, instance);
      }),
    connect: (id, connection) =>
      write((state) => {
        const held = state.instances.get(nameIn(scope, id));
        if (held === undefined) return "not found";
        if (held.record.connection !== null) return "connected already";
        changeInstance(state, scope, id, { connection: structuredClone(connection) });
        return "connected";
      }),
    bindVpcs: (id, boundVpcs) =>
      write((state) => changeInstance(state, scope, id, { boundVpcs: structuredClone(boundVpcs) })),
    setPublicAccess: (id, on) => write((state) => changeInstance(state, scope, id, { publicAccess: on })),
    rename: (id, name) => write((state) => changeInstance(state, scope, id, { name })),
    setDeletionProtection: (id, deletionProtection) =>
      write((state) => changeInstance(state, scope, id, { deletionProtection })),
    delete: (id) =>
      write((state) => {
        const name = nameIn(scope, id);
        const instance = state.instances.get(name);
        if (instance === undefined) return "not found";
        if (instance.record.deletionProtection !== null) return "protected";
        const keys = within(scope, id, state.keys.values());
        if (keys.some((held) => isLiving(held, now()))) return "holds keys";
        const secrets = within(scope, id, state.secrets.values());
        if (secrets.some((held) => isLiving(held, now()))) return "holds secrets";
        for (const held of secrets) deleteSecret(state, held);
        // They stay for the purge, which must tell their versions.
        for (const held of keys) changeKey(state, held, { instance: null, policy: null });
        deleteTags(state, scope, "instance", id);
        state.instances.delete(name);
        return "deleted";
      }),
  };
}

/** The keys, or the secrets, of an instance, also those that are gone. */
function within<T extends Held<KeyRecord> | Held<SecretRecord>>(
  scope: StoreScope,
  instance: string,
  all: Iterable<T>,
): readonly T[] {
  return Array.from(all)
    .filter(isIn(scope))
    .filter(({ record }) => record.instance === instance);
}

/**
 * Puts an instance in.
 *
 * @throws {StoreError} `refused` when its id is taken
 */
export function insertInstance(state: State, scope: StoreScope, instance: InstanceRecord): void {
  putNumbered(state, state.instances, scope, { id: instance.id, record: structuredClone(instance) });
}

function changeInstance(
  state: State,
  scope: StoreScope,
  id: string,
  change: Partial<InstanceRecord>,
): boolean {
  const name = nameIn(scope, id);
  const held = state.instances.get(name);
  if (held === undefined) return false;
  state.instances.set(name, { ...held, record: { ...held.record, ...change } });
  return true;
}

import type { InstanceWriter } from "../../instances/contract.ts";
import type { InstanceConnection, InstanceRecord } from "../../instances/records.ts";
import type { StoreScope } from "../../scope.ts";
import type { SqlSession } from "../database/session.ts";
import { livingKeys } from "../keys/visibility.ts";
import { deleteSecretRow } from "../secrets/write.ts";
import { isLivingSecret, secretsOf } from "../secrets/visibility.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { Tables } from "../rows/tables.ts";
import { deleteTags, insertTags } from "../tags/rows.ts";
import { toJson } from "../values/json-column.ts";
import { toInstanceRow } from "./rows.ts";

/** Makes the writer of the instances of one scope. */
export function createInstanceWriter(session: SqlSession, scope: StoreScope): InstanceWriter {
  return {
    create: (instance) => session.write(scope, (tables) => insertInstance(tables, scope, instance)),
    connect: (id, connection) =>
      session.write(scope, (tables) => connectInstance(tables, { scope, id }, connection)),
    bindVpcs: (id, boundVpcs) =>
      session.write(scope, (tables) =>
        changeInstance(tables, { scope, id }, { bound_vpcs: toJson(boundVpcs) }),
      ),
    setPublicAccess: (id, on) =>
      session.write(scope, (tables) => changeInstance(tables, { scope, id }, { public_access: on ? 1 : 0 })),
    rename: (id, name) => session.write(scope, (tables) => changeInstance(tables, { scope, id }, { name })),
    setDeletionProtection: (id, protection) =>
      session.write(scope, (tables) =>
        changeInstance(tables, { scope, id }, { deletion_protection: protection }),
      ),
    delete: (id) => session.write(scope, (tables) => deleteInstance(tables, { scope, id }, session.now())),
  };
}

/** Which instance a caller means. */
interface InstanceName {
  readonly scope: StoreScope;
  readonly id: string;
}

/** Inserts an instance. */
export async function insertInstance(
  tables: Tables,
  scope: StoreScope,
  instance: InstanceRecord,
): Promise<void> {
  const tagsCode = await insertTags(tables, { scope, type: "instance", id: instance.id }, []);
  await tables.insert("instances", { ...toInstanceRow(scope, instance), tags_mac: tagsCode });
}

/** Changes an instance; answers false when it is not there. */
async function changeInstance(
  tables: Tables,
  name: InstanceName,
  changes: Partial<Row<"instances">>,
): Promise<boolean> {
  const instance = await holdInstance(tables, name);
  if (instance === undefined) {
    return false;
  }
  await tables.change("instances", instance, changes);
  return true;
}

/**
 * Finds an instance and keeps it so until the transaction ends: whoever would change or delete it, or hold it as well,
 * waits.
 *
 * @throws {StoreError} `tampered`
 */
async function holdInstance(
  tables: Tables,
  { scope: { account, region }, id }: InstanceName,
): Promise<Row<"instances"> | undefined> {
  return (await tables.hold("instances", { account, region, id }))[0];
}

/** Connects an instance that is not connected yet. */
async function connectInstance(
  tables: Tables,
  name: InstanceName,
  connection: InstanceConnection,
): Promise<"connected" | "connected already" | "not found"> {
  const instance = await holdInstance(tables, name);
  if (instance === undefined) {
    return "not found";
  }
  if (instance.connection !== null) {
    return "connected already";
  }
  await tables.change("instances", instance, { connection: toJson(connection) });
  return "connected";
}

/** Deletes an instance, unless it is protected, or there are keys or secrets in it. */
async function deleteInstance(
  tables: Tables,
  name: InstanceName,
  now: number,
): ReturnType<InstanceWriter["delete"]> {
  // Held before its keys and secrets are looked for, so that nobody makes one in between.
  const instance = await holdInstance(tables, name);
  if (instance === undefined) {
    return "not found";
  }
  if (instance.deletion_protection !== null) {
    return "protected";
  }
  const { transaction } = tables;
  const key = await livingKeys(transaction, name.scope, now)
    .where("keys.instance", "=", name.id)
    .select("keys.seq")
    .limit(1)
    .executeTakeFirst();
  if (key !== undefined) {
    return "holds keys";
  }
  const secret = await secretsOf(transaction, name.scope)
    .where("secrets.instance", "=", name.id)
    .where(isLivingSecret(now))
    .select("secrets.seq")
    .limit(1)
    .executeTakeFirst();
  if (secret !== undefined) {
    return "holds secrets";
  }
  await releaseKeys(tables, name);
  await deleteSecretsOf(tables, name);
  await deleteTags(tables, { ...name, type: "instance" });
  await transaction.deleteFrom("instances").where("seq", "=", instance.seq).execute();
  return "deleted";
}

/** Takes keys that are gone, and their names, out of an instance. They stay for the purge, which must tell versions. */
async function releaseKeys(tables: Tables, { scope: { account, region }, id }: InstanceName): Promise<void> {
  const inside = { account, region, instance: id };
  for (const key of await tables.hold("keys", inside)) {
    await tables.change("keys", key, { instance: null, policy: null });
  }
  for (const alias of await tables.hold("aliases", inside)) {
    await tables.change("aliases", alias, { instance: null });
  }
}

/** Deletes what is left of the secrets of an instance, all of which are gone. */
async function deleteSecretsOf(
  tables: Tables,
  { scope: { account, region }, id }: InstanceName,
): Promise<void> {
  for (const secret of await tables.hold("secrets", { account, region, instance: id })) {
    await deleteSecretRow(tables, secret);
  }
}

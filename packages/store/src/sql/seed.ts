import { StoreError } from "../errors.ts";
import { seedMark, type Seed, type SeedKey } from "../seed.ts";
import { insertAlias } from "./aliases/write.ts";
import { insertAccessKey, insertGroup, insertRole, insertUser } from "./identities/insert.ts";
import { insertInstance } from "./instances/write.ts";
import { insertKey } from "./keys/new-key.ts";
import { insertSecret } from "./secrets/write.ts";
import { insertRecipient } from "./recipients/recipients.ts";
import type { SqlTransaction, Tables } from "./rows/tables.ts";

/** Writes a seed; answers false, and writes nothing, when there was one before, or there is something already. */
export async function applySeed(tables: Tables, seed: Seed): Promise<boolean> {
  if (await isSettled(tables.transaction)) {
    return false;
  }
  await tables.transaction
    .insertInto("settings")
    .values({ name: seedMark, value: new Uint8Array(0) })
    .execute();
  for (const { scope, instance } of seed.instances) {
    await insertInstance(tables, scope, instance);
  }
  for (const key of seed.keys) {
    await insertSeedKey(tables, key);
  }
  for (const { scope, ...secret } of seed.secrets) {
    await insertSecret(tables, scope, secret);
  }
  for (const group of seed.groups) {
    await insertGroup(tables, group);
  }
  for (const user of seed.users) {
    if (!(await insertUser(tables, user))) {
      throw new StoreError("refused", `The seed has the user ${user.name} twice.`);
    }
  }
  for (const accessKey of seed.accessKeys) {
    if (!(await insertAccessKey(tables, accessKey))) {
      throw new StoreError("refused", `The seed has the access key ${accessKey.id} twice.`);
    }
  }
  for (const role of seed.roles) {
    await insertRole(tables, role);
  }
  for (const recipient of seed.recipients) {
    if (!(await insertRecipient(tables, recipient))) {
      throw new StoreError("refused", `The seed has the recipient ${recipient.name}, or its key, twice.`);
    }
  }
  return true;
}

async function isSettled(transaction: SqlTransaction): Promise<boolean> {
  const mark = await transaction
    .selectFrom("settings")
    .select("name")
    .where("name", "=", seedMark)
    .executeTakeFirst();
  if (mark !== undefined) {
    return true;
  }
  for (const table of ["keys", "users", "groups", "roles", "recipients"] as const) {
    const row = await transaction.selectFrom(table).select("seq").limit(1).executeTakeFirst();
    if (row !== undefined) {
      return true;
    }
  }
  return false;
}

async function insertSeedKey(tables: Tables, { scope, key, version, tags, aliases }: SeedKey): Promise<void> {
  await insertKey(tables, scope, key, version, tags);
  for (const alias of aliases) {
    if (alias.keyId !== key.id) {
      throw new StoreError("refused", `The seed gives the name ${alias.name} to another key than its own.`);
    }
    if (!(await insertAlias(tables, scope, alias, key.instance))) {
      throw new StoreError("refused", `The seed gives the name ${alias.name} twice.`);
    }
  }
}

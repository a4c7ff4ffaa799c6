import type { AliasRecord, AliasWriter } from "../../aliases/contract.ts";
import type { KeyState } from "../../keys/records.ts";
import { scopeOf, type StoreScope } from "../../scope.ts";
import type { SqlSession } from "../database/session.ts";
import { holdKey, holdUsableKey } from "../keys/usable-key.ts";
import { livingKeys } from "../keys/visibility.ts";
import { isLivingRow } from "../rows/living-row.ts";
import type { Row } from "../rows/coded-tables.ts";
import { isFull, isOrEquals, type Place } from "../rows/quota.ts";
import type { SqlTransaction, Tables } from "../rows/tables.ts";

/** Makes the writer of the aliases of one scope. */
export function createAliasWriter(session: SqlSession, scope: StoreScope): AliasWriter {
  return {
    create: (alias, keyStates, quota) =>
      session.write(scope, (tables) =>
        createAlias(tables, scope, alias, { keyStates, quota, now: session.now() }),
      ),
    move: (name, move, keyStates, quota) =>
      session.write(scope, (tables) =>
        moveAlias(tables, scope, { name, ...move }, { keyStates, quota, now: session.now() }),
      ),
    delete: (name, keyId) =>
      session.write(scope, (tables) => deleteAlias(tables, scope, name, keyId, session.now())),
  };
}

/** When a key may be given a name. */
interface Conditions {
  readonly keyStates: readonly KeyState[];
  readonly quota: number | undefined;
  readonly now: number;
}

/** Gives a key a name. A key that cannot be used is told before a name that is taken. */
async function createAlias(
  tables: Tables,
  scope: StoreScope,
  alias: AliasRecord,
  { keyStates, quota, now }: Conditions,
): ReturnType<AliasWriter["create"]> {
  const key = await holdUsableKey(tables, { scope, id: alias.keyId, states: keyStates, now });
  if (key === undefined) {
    return "key not usable";
  }
  await freeName(tables, scope, alias.name, now);
  if ((await holdAlias(tables, scope, alias.name)) !== undefined) return "name taken";
  if (await hasAllAliases(tables, { scope, instance: key.instance, now }, quota)) return "over quota";
  return (await insertAlias(tables, scope, alias, key.instance)) ? "created" : "name taken";
}

/** Whether the keys of a place have as many names as they may have. */
function hasAllAliases({ transaction }: Tables, place: Place, quota: number | undefined): Promise<boolean> {
  return isFull(transaction, "aliases", () => aliasesIn(transaction, place), quota);
}

/** The names of the keys of a place that are still there. */
function aliasesIn(transaction: SqlTransaction, place: Place) {
  const { scope, instance, now } = place;
  return livingKeys(transaction, scope, now)
    .innerJoin("aliases", (join) =>
      join
        .onRef("aliases.account", "=", "keys.account")
        .onRef("aliases.region", "=", "keys.region")
        .onRef("aliases.key_id", "=", "keys.id"),
    )
    .where("keys.instance", isOrEquals(place), instance)
    .select("aliases.seq");
}

/** Inserts an alias; answers false when the name is taken. */
export async function insertAlias(
  tables: Tables,
  scope: StoreScope,
  alias: AliasRecord,
  instance: string | null,
): Promise<boolean> {
  return tables.insertUnlessTaken("aliases", {
    ...scopeOf(scope),
    instance,
    name: alias.name,
    key_id: alias.keyId,
    created_at: alias.createdAt,
  });
}

/** A name, the key that is to have it, and the one that has it until then. */
interface AliasMove {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Moves a name from one key to another. A key that cannot be used is told before a name that its key has not. */
async function moveAlias(
  tables: Tables,
  scope: StoreScope,
  { name, from, to }: AliasMove,
  { keyStates, quota, now }: Conditions,
): ReturnType<AliasWriter["move"]> {
  const key = await holdUsableKey(tables, { scope, id: to, states: keyStates, now });
  if (key === undefined) {
    return "key not usable";
  }
  const alias = await holdLivingAlias(tables, scope, name, now);
  if (alias?.key_id !== from) {
    return alias === undefined ? "no alias" : "another key's";
  }
  const isNewThere = alias.instance !== key.instance;
  if (isNewThere && (await hasAllAliases(tables, { scope, instance: key.instance, now }, quota))) {
    return "over quota";
  }
  await tables.change("aliases", alias, { key_id: to, instance: key.instance });
  return "updated";
}

/** Takes a name away from a key that is still there. */
async function deleteAlias(
  tables: Tables,
  scope: StoreScope,
  name: string,
  keyId: string,
  now: number,
): Promise<"deleted" | "no alias" | "another key's"> {
  const alias = await holdLivingAlias(tables, scope, name, now);
  if (alias?.key_id !== keyId) {
    return alias === undefined ? "no alias" : "another key's";
  }
  await deleteRow(tables, alias);
  return "deleted";
}

/** Takes a name away from a key that is gone. The key itself stays for the purge, which must tell its versions. */
async function freeName(tables: Tables, scope: StoreScope, name: string, now: number): Promise<void> {
  const alias = await holdAlias(tables, scope, name);
  if (alias !== undefined && !(await hasLivingKey(tables, alias, now))) {
    await deleteRow(tables, alias);
  }
}

/** An alias whose key is still there. */
async function holdLivingAlias(
  tables: Tables,
  scope: StoreScope,
  name: string,
  now: number,
): Promise<Row<"aliases"> | undefined> {
  const alias = await holdAlias(tables, scope, name);
  return alias !== undefined && (await hasLivingKey(tables, alias, now)) ? alias : undefined;
}

async function holdAlias(
  tables: Tables,
  { account, region }: StoreScope,
  name: string,
): Promise<Row<"aliases"> | undefined> {
  return (await tables.hold("aliases", { account, region, name }))[0];
}

async function hasLivingKey(tables: Tables, alias: Row<"aliases">, now: number): Promise<boolean> {
  const key = await holdKey(tables, alias, alias.key_id);
  return key !== undefined && isLivingRow(key, now);
}

async function deleteRow({ transaction }: Tables, { seq }: Row<"aliases">): Promise<void> {
  await transaction.deleteFrom("aliases").where("seq", "=", seq).execute();
}

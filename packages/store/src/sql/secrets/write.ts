import { StoreError } from "../../errors.ts";
import { scopeOf, type StoreScope } from "../../scope.ts";
import type { HeldSecret, SecretChange, SecretWriter } from "../../secrets/contract.ts";
import { strayPart } from "../../secrets/stages.ts";
import type { SecretRecord, SecretVersionRecord } from "../../secrets/records.ts";
import type { SqlSession } from "../database/session.ts";
import { isLivingRow } from "../rows/living-row.ts";
import type { Row } from "../rows/coded-tables.ts";
import { isFull } from "../rows/quota.ts";
import { deleteTags, insertTags } from "../tags/rows.ts";
import type { TagRecord } from "../../tags/contract.ts";
import type { Tables } from "../rows/tables.ts";
import { secretsIn } from "./visibility.ts";
import { toHeldSecret, toSecretRow, toSecretVersionRow } from "./rows.ts";

/** Makes the writer of the secrets of one scope. */
export function createSecretWriter(session: SqlSession, scope: StoreScope): SecretWriter {
  return {
    create: (secret, versions, tags, quota) =>
      session.write(scope, (tables) =>
        createSecret(tables, scope, { secret, versions, tags }, { quota, now: session.now() }),
      ),
    change: (name, decide) =>
      session.write(scope, async (tables) => {
        const held = await holdSecret(tables, scope, name);
        if (held === undefined || !isLivingRow(held, session.now())) return "no secret";
        return changeSecret(tables, held, decide);
      }),
  };
}

/**
 * Finds a secret, gone or not, and keeps it so until the transaction ends: whoever would change it, or hold it as well,
 * waits.
 *
 * @throws {StoreError} `tampered`
 */
export async function holdSecret(
  tables: Tables,
  { account, region }: StoreScope,
  name: string,
): Promise<Row<"secrets"> | undefined> {
  return (await tables.hold("secrets", { account, region, name }))[0];
}

/** Deletes a secret that is held, and its tags; its versions go with it. */
export async function deleteSecretRow(tables: Tables, held: Row<"secrets">): Promise<void> {
  await deleteTags(tables, { scope: scopeOf(held), type: "secret", id: held.name });
  await tables.transaction.deleteFrom("secrets").where("seq", "=", held.seq).execute();
}

/** A secret with all that it begins with. */
interface NewSecret {
  readonly secret: SecretRecord;
  readonly versions: readonly SecretVersionRecord[];
  readonly tags: readonly TagRecord[];
}

async function createSecret(
  tables: Tables,
  scope: StoreScope,
  made: NewSecret,
  { quota, now }: { readonly quota: number | undefined; readonly now: number },
): ReturnType<SecretWriter["create"]> {
  const { account, region } = scope;
  const { secret } = made;
  const { instance } = secret;
  if (instance !== null && !(await tables.hold("instances", { account, region, id: instance })).length) {
    return "no instance";
  }
  const before = await holdSecret(tables, scope, secret.name);
  if (before !== undefined) {
    if (isLivingRow(before, now)) return "name taken";
    await deleteSecretRow(tables, before);
  }
  const { transaction } = tables;
  const place = { scope, instance, now };
  if (await isFull(transaction, "secrets", () => secretsIn(transaction, place), quota)) return "over quota";
  await insertSecret(tables, scope, made);
  return "created";
}

/** Inserts a secret with all that it begins with. @throws {StoreError} `refused` */
export async function insertSecret(
  tables: Tables,
  scope: StoreScope,
  { secret, versions, tags }: NewSecret,
): Promise<void> {
  refuseStray(secret, versions);
  const tagsCode = await insertTags(tables, { scope, type: "secret", id: secret.name }, tags);
  await tables.insert("secrets", { ...toSecretRow(scope, secret), tags_mac: tagsCode });
  await insertVersions(tables, scope, secret.name, versions);
}

async function changeSecret<Refusal extends string>(
  tables: Tables,
  held: Row<"secrets">,
  decide: (held: HeldSecret) => SecretChange | "delete" | Refusal,
): Promise<Refusal | "changed" | "deleted"> {
  const scope = scopeOf(held);
  const inside = { ...scope, secret_name: held.name };
  const before = toHeldSecret(held, await tables.hold("secret_versions", inside));
  const change = decide(before);
  if (change === "delete") {
    await deleteSecretRow(tables, held);
    return "deleted";
  }
  if (typeof change === "string") return change;
  const { set, add = [], drop = [] } = change;
  const secret = { ...before.secret, ...set };
  refuseStray(secret, [...before.versions.filter(({ id }) => !drop.includes(id)), ...add]);
  for (const id of drop) {
    await tables.transaction
      .deleteFrom("secret_versions")
      .where("account", "=", scope.account)
      .where("region", "=", scope.region)
      .where("secret_name", "=", held.name)
      .where("id", "=", id)
      .execute();
  }
  await insertVersions(tables, scope, held.name, add);
  await tables.change("secrets", held, toSecretRow(scope, secret));
  return "changed";
}

async function insertVersions(
  tables: Tables,
  scope: StoreScope,
  name: string,
  versions: readonly SecretVersionRecord[],
): Promise<void> {
  for (const version of versions) {
    if (version.secretName !== name) {
      throw new StoreError("refused", "A version of a secret must be its own.");
    }
    await tables.insert("secret_versions", toSecretVersionRow(scope, version));
  }
}

function refuseStray(secret: SecretRecord, versions: readonly { readonly id: string }[]): void {
  const stray = strayPart(secret, versions);
  if (stray !== undefined) {
    throw new StoreError("refused", `The ${stray} is not of one version that is there.`);
  }
}

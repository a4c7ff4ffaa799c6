import { StoreError } from "../errors.ts";
import type { Seed } from "../store.ts";
import { insertAlias } from "./aliases-write.ts";
import { insertAccessKey, insertUser } from "./credentials.ts";
import { insertKey } from "./keys-write.ts";
import type { SqlTransaction } from "./session.ts";

/** Writes a seed; answers false, and writes nothing, when there is a key or a user already. */
export async function applySeed(transaction: SqlTransaction, seed: Seed): Promise<boolean> {
  const key = await transaction.selectFrom("keys").select("seq").limit(1).executeTakeFirst();
  const user = await transaction.selectFrom("users").select("seq").limit(1).executeTakeFirst();
  if (key !== undefined || user !== undefined) {
    return false;
  }
  for (const { scope, key, version, tags, aliases } of seed.keys) {
    await insertKey(transaction, scope, key, version, tags);
    for (const alias of aliases) {
      if (alias.keyId !== key.id) {
        throw new StoreError("refused", `The seed gives the name ${alias.name} to another key than its own.`);
      }
      if (!(await insertAlias(transaction, scope, alias, key.instance))) {
        throw new StoreError("refused", `The seed gives the name ${alias.name} twice.`);
      }
    }
  }
  for (const user of seed.users) {
    await insertUser(transaction, user);
  }
  for (const accessKey of seed.accessKeys) {
    await insertAccessKey(transaction, accessKey);
  }
  return true;
}

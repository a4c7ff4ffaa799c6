import type { AllPoliciesReader } from "../../policies/contract.ts";
import type { SqlSession } from "../database/session.ts";
import { besideKey, checkedWithKey, toKeyWithVersion } from "../keys/beside-key.ts";
import { versionsOfAll } from "../keys/visibility.ts";
import { isLivingRow } from "../rows/living-row.ts";

/** Makes the reader of the policies of all keys. */
export function createAllPoliciesReader(session: SqlSession): AllPoliciesReader {
  // Region and id.
  const versions = session.prepare((database) =>
    versionsOfAll(database, "")
      .where("key_versions.id", "=", "")
      .orderBy("key_versions.seq")
      .selectAll("keys")
      .select(besideKey("key_versions")),
  );

  return {
    versions: async (region, id) => {
      const rows = await versions.all(region, id);
      return rows
        .map((row) => checkedWithKey(session.codes, "key_versions", row, { region, id }))
        .filter(({ key }) => key.policy !== null && isLivingRow(key, session.now()))
        .map((found) => ({ account: found.key.account, ...toKeyWithVersion(found) }));
    },
  };
}

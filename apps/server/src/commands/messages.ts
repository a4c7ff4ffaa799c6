import { gcmLimits } from "@keyferry/kms";
import type { KeyStore } from "@keyferry/store";
import { alignColumns } from "./columns.ts";

/** How many key versions are listed. */
const most = 20;

/** The key versions of all accounts that have encrypted most messages: a line each, that with most first, under a heading. */
export async function listMessages(store: KeyStore): Promise<readonly string[]> {
  const rows = (await store.everywhere.keys.read.mostMessages(most)).map(
    ({ scope: { account, region }, keyId, versionId, messages }) => [
      String(messages),
      `${((100 * messages) / gcmLimits.max).toFixed(1)}%`,
      account,
      region,
      keyId,
      versionId,
    ],
  );
  return alignColumns([["MESSAGES", "OF 2^32", "ACCOUNT", "REGION", "KEY", "VERSION"], ...rows]);
}

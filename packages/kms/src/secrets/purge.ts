import type { KeyStore } from "@keyferry/store";
import { doEach } from "../call/do-each.ts";

/**
 * Deletes secrets whose recovery window has ended, with all that belongs to them.
 *
 * @param options.signal ends it before the next secret
 * @returns how many secrets went
 * @throws AggregateError when secrets are left; every other was deleted all the same
 */
export async function purgeDueSecrets(options: {
  readonly store: { readonly everywhere: Pick<KeyStore["everywhere"], "secrets"> };
  readonly now: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<number> {
  const { store, now, signal } = options;
  const { read, write } = store.everywhere.secrets;
  const { secrets, refused } = await read.dueForDeletion(now);
  let gone = 0;
  const purge = async (secret: (typeof secrets)[number]): Promise<void> => {
    if (await write.deleteDue(secret, now)) gone += 1;
  };
  const left = "secrets whose recovery window has ended are not deleted yet, and will be tried again";
  await doEach(secrets, purge, { left, refused, signal });
  return gone;
}

import type { KeyStore } from "@keyferry/store";

/** How many failures are told one by one. */
const toldFailures = 10;

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
  const failures: unknown[] = [...refused];
  let gone = 0;
  for (const secret of secrets) {
    if (signal?.aborted === true) break;
    try {
      if (await write.deleteDue(secret, now)) gone += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return gone;
  throw new AggregateError(
    failures.slice(0, toldFailures),
    `secrets whose recovery window has ended are not deleted yet, and will be tried again: ${String(failures.length)}`,
  );
}

/** How many failures are told one by one: a module that is away fails for each of its keys. */
const toldFailures = 10;

/**
 * Does a work for each of several things. One that fails keeps no other from it.
 *
 * @param options.left says what is left where some failed
 * @param options.refused failures that there are before it begins
 * @param options.signal ends it before the next one
 * @param options.isTold whether a failure is one that people should know of. Default: each is
 * @throws AggregateError when some failed: with the first ten failures of which people should know, and how many there are of
 *   all
 */
export async function doEach<T>(
  things: Iterable<T>,
  work: (thing: T) => Promise<unknown>,
  {
    left,
    refused = [],
    signal,
    isTold = () => true,
  }: {
    readonly left: string;
    readonly refused?: readonly unknown[];
    readonly signal?: AbortSignal | undefined;
    readonly isTold?: (failure: unknown) => boolean;
  },
): Promise<void> {
  const failures = [...refused];
  for (const thing of things) {
    if (signal?.aborted === true) break;
    try {
      await work(thing);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return;
  throw new AggregateError(
    failures.filter(isTold).slice(0, toldFailures),
    `${left}: ${String(failures.length)}`,
  );
}

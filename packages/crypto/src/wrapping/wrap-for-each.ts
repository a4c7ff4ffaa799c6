import type { MaybePromise } from "@keyferry/bytes";
import type { Rewrapped, RewrapOutcome, WrappingTarget } from "../contract/backend.ts";
import { CryptoError } from "../errors.ts";

/**
 * Wraps a data key, which is in the host's hands, for each target. When it answers or throws, all wrapping has ended, so that
 * the data key can be wiped.
 *
 * @returns an outcome for each target, in their order: a CryptoError is no matter to the others
 * @throws any other error
 */
export function wrapForEach(
  targets: readonly WrappingTarget[],
  wrap: (target: WrappingTarget) => MaybePromise<Uint8Array>,
): MaybePromise<readonly RewrapOutcome[]> {
  const tried = targets.map((target) => tryTo(() => wrap(target)));
  return tried.some((each) => each instanceof Promise)
    ? endOfAll(tried).then(outcomesOf)
    : outcomesOf(tried as readonly Tried[]);
}

type Tried = Rewrapped | { readonly error: unknown };

function tryTo(work: () => MaybePromise<Uint8Array>): MaybePromise<Tried> {
  try {
    const exported = work();
    return exported instanceof Promise ? exported.then(done, failed) : done(exported);
  } catch (error) {
    return failed(error);
  }
}

async function endOfAll(tried: readonly MaybePromise<Tried>[]): Promise<readonly Tried[]> {
  const ended: Tried[] = [];
  for (const each of tried) ended.push(await each);
  return ended;
}

function done(exported: Uint8Array): Tried {
  return { exported, inside: false };
}

function failed(error: unknown): Tried {
  return { error };
}

function outcomesOf(tried: readonly Tried[]): readonly RewrapOutcome[] {
  return tried.map((each) => {
    if (!("error" in each)) return each;
    if (each.error instanceof CryptoError) return each.error;
    throw each.error;
  });
}

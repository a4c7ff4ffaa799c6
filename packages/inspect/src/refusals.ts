import type { ExplainedRefusal, Explanation } from "@keyferry/explain";
import type { IsOurs } from "./ownership.ts";

/** Refusals since the last look, oldest first. */
export interface LatestRefusals {
  readonly refusals: readonly Explanation[];
  /** To go on from with the next look; null: there was none yet. */
  readonly last: string | null;
  /** Whether others were forgotten since the last look. */
  readonly missed: boolean;
}

/** Characters of JSON: explanations of long requests are long. */
const longest = 1_048_576;

/**
 * The explanations of the last refusals.
 *
 * @param all oldest first
 * @param since id of the last one that was told; undefined: none was
 * @param limit how many are told: without `since` the newest, with it the next ones
 */
export async function latestRefusals(
  all: readonly ExplainedRefusal[],
  { since, limit }: { readonly since: string | undefined; readonly limit: number },
  isOurs: IsOurs,
): Promise<LatestRefusals> {
  const seen = since === undefined ? -1 : all.findIndex(({ explanation }) => explanation.id === since);
  const goesOn = seen >= 0;
  const ours: Explanation[] = [];
  for (const { explanation, account, accessKeyId, resources } of all.slice(seen + 1)) {
    if (await isOurs({ accountId: account, accessKeyId }, resources)) ours.push(explanation);
  }
  const chosen = goesOn ? ours.slice(0, limit) : ours.slice(-limit);
  const refusals = shortEnough(goesOn ? chosen : chosen.toReversed());
  const told = goesOn ? refusals : refusals.toReversed();
  return {
    refusals: told,
    last: told.at(-1)?.id ?? (goesOn ? (since ?? null) : null),
    missed: since !== undefined && !goesOn,
  };
}

/** The first ones, as far as they are short enough together; one at least. */
function shortEnough(explanations: readonly Explanation[]): readonly Explanation[] {
  let length = 0;
  return explanations.filter((explanation, index) => {
    length += JSON.stringify(explanation).length;
    return index === 0 || length <= longest;
  });
}

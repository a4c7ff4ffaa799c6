import type { ExplainedRefusal, Explanation } from "@keyferry/explain";
import { beginning } from "./cursors.ts";
import type { IsOurs } from "./ownership.ts";

/** Refusals since the last look, oldest first. */
export interface LatestRefusals {
  readonly refusals: readonly Explanation[];
  /** To go on from with the next look: the id of the last one, or `begin` where there was none yet. */
  readonly last: string;
  /** Whether others were forgotten since the last look. */
  readonly missed: boolean;
}

/** Characters of JSON: explanations of long requests are long. */
const longest = 1_048_576;

/**
 * The explanations of the last refusals.
 *
 * @param all oldest first
 * @param since the `last` of the answer before; undefined: there was none
 * @param account whose root looks: of what others asked it is not told what was found, which rests on their policies
 * @param limit how many are told: without `since` the newest, with it the next ones
 */
export async function latestRefusals(
  all: readonly ExplainedRefusal[],
  { since, limit }: { readonly since: string | undefined; readonly limit: number },
  { account: own, isOurs }: { readonly account: string; readonly isOurs: IsOurs },
): Promise<LatestRefusals> {
  const seen = since === undefined ? -1 : all.findIndex(({ explanation }) => explanation.id === since);
  const goesOn = seen >= 0 || since === beginning;
  const ours: Explanation[] = [];
  for (const { explanation, account, accessKeyId, resources } of all.slice(seen + 1)) {
    if (await isOurs({ accountId: account, accessKeyId }, resources)) {
      ours.push(account === undefined || account === own ? explanation : withoutFindings(explanation));
    }
  }
  const chosen = goesOn ? ours.slice(0, limit) : ours.slice(-limit);
  const refusals = shortEnough(goesOn ? chosen : chosen.toReversed());
  const told = goesOn ? refusals : refusals.toReversed();
  return {
    refusals: told,
    last: told.at(-1)?.id ?? (seen >= 0 ? (since ?? beginning) : beginning),
    missed: since !== undefined && !goesOn,
  };
}

/** What the owner of a key is told of another account's refused call: that it was refused, and nothing of its policies. */
function withoutFindings(explanation: Explanation): Explanation {
  const { id, time, requestId, gateway, region, operation, dryRun } = explanation;
  const { status, code, message, documented, beneath } = explanation;
  return {
    ...{ id, time, requestId, gateway, region, operation, dryRun },
    ...{ status, code, message, documented, beneath, advice: [] },
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

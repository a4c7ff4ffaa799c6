import type { ExplainedRefusal, Explanation } from "@keyferry/explain";
import { expect, it } from "vitest";
import { beginning } from "../src/cursors.ts";
import { latestRefusals } from "../src/refusals.ts";

const own = "1000000000000000";
const other = "2000000000000000";

/** An explanation with all that rests on the policies of who asked. */
const explanation: Explanation = {
  id: "0".repeat(32),
  time: "2026-12-01T00:00:00Z",
  requestId: "00000000-0000-4000-8000-000000000000",
  gateway: "public",
  region: "cn-hangzhou",
  operation: "Encrypt",
  dryRun: false,
  status: 403,
  code: "Forbidden.NoPermission",
  message: "No permission.",
  documented: null,
  beneath: null,
  advice: ["what a policy of the caller's account says"],
  access: { policies: ["a policy of the caller's account"] } as unknown as Explanation["access"] & object,
};

/** What the root of `own` is told of a refusal that was asked for by an account. */
async function toldOf(account: string): Promise<readonly Explanation[]> {
  const refusal: ExplainedRefusal = {
    ...{ explanation, account, accessKeyId: "LTAI-x" },
    resources: [`acs:kms:cn-hangzhou:${own}:key/x`],
  };
  const { refusals } = await latestRefusals(
    [refusal],
    { since: beginning, limit: 10 },
    { account: own, isOurs: () => Promise.resolve(true) },
  );
  return refusals;
}

it("of the account's own callers are told whole", async () => {
  expect(await toldOf(own)).toEqual([explanation]);
});

it("of another account's callers are told without what rests on that account's policies", async () => {
  const { access, ...others } = explanation;
  expect(access).toBeDefined();
  expect(await toldOf(other)).toEqual([{ ...others, advice: [] }]);
});

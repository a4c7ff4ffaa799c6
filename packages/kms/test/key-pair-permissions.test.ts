import { beforeAll, describe, expect, it } from "vitest";
import { keyPairOperations, useKeyPair, type UsedKeyPair } from "./key-pair-operations.ts";
import { putKey, type Usage } from "./key-pairs.ts";
import { account, as, createService, outcomeOf, region, type Service } from "./service.ts";

const ids = {
  "ENCRYPT/DECRYPT": ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"],
  "SIGN/VERIFY": ["33333333-3333-4333-8333-333333333333", "44444444-4444-4444-8444-444444444444"],
} as const;
const usages = Object.keys(ids) as Usage[];
const arn = (keyId: string) => `acs:kms:${region}:${account}:key/${keyId}`;
const denied = "Forbidden.NoPermission";

/** Who may call one operation, on the first key of each usage. */
const users = keyPairOperations.map(([operation]) => {
  const Resource = usages.map((usage) => arn(ids[usage][0]));
  return { name: operation, statements: [{ Effect: "Allow", Action: `kms:${operation}`, Resource }] };
});
/** Who may call everything but one operation. */
const hindered = keyPairOperations.map(([operation]) => ({
  name: `no-${operation}`,
  statements: [
    { Effect: "Allow", Action: "kms:*", Resource: "*" },
    { Effect: "Deny", Action: `kms:${operation}`, Resource: "*" },
  ],
}));

let service: Service;
let pairs: Readonly<Record<Usage, readonly [first: UsedKeyPair, second: UsedKeyPair]>>;

beforeAll(async () => {
  service = await createService({ users: [...users, ...hindered] });
  const put = async (usage: Usage, keyId: string) =>
    useKeyPair(service, usage, await putKey(service, "EC_SM2", usage, { keyId }));
  const both = async (usage: Usage) =>
    [await put(usage, ids[usage][0]), await put(usage, ids[usage][1])] as const;
  pairs = { "ENCRYPT/DECRYPT": await both("ENCRYPT/DECRYPT"), "SIGN/VERIFY": await both("SIGN/VERIFY") };
});

describe.each(keyPairOperations)("a user with kms:%s on one key pair only", (operation, usage, call) => {
  it("may call it on that key pair, not on another, and nothing else on either", async () => {
    const [first, second] = pairs[usage];
    expect(await outcomeOf(call(service, first, as(operation)))).toBe("OK");
    expect(await outcomeOf(call(service, second, as(operation)))).toBe(denied);
    for (const [other, otherUsage, callOther] of keyPairOperations) {
      if (other === operation) continue;
      expect(await outcomeOf(callOther(service, pairs[otherUsage][0], as(operation)))).toBe(denied);
    }
  });

  it("may not call it when a Deny stands beside the Allow", async () => {
    const [first] = pairs[usage];
    expect(await outcomeOf(call(service, first, as(`no-${operation}`)))).toBe(denied);
    for (const [other, otherUsage, callOther] of keyPairOperations) {
      if (other === operation) continue;
      expect(await outcomeOf(callOther(service, pairs[otherUsage][0], as(`no-${operation}`)))).toBe("OK");
    }
  });
});

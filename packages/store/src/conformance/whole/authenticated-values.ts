import { expectSame } from "@keyferry/conformance";
import { aClientKey, aNetworkRule, anAccessPoint, anAccessPolicy } from "../bench/access-fixtures.ts";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import type { StoreBench } from "../bench/check.ts";
import {
  aGroup,
  aKey,
  anAccessKey,
  anAlias,
  anInstance,
  aRecipient,
  aRole,
  aSeed,
  aUser,
  aVersion,
} from "../bench/fixtures.ts";

const farScope = { account: "1000000000000077", region: "cn-beijing" };
const { account } = farScope;
const bytes = (...values: number[]) => Uint8Array.from(values);

/** Fails unless one row whose code was made holds all of these values. */
function expectTogether({ authenticator: { made } }: StoreBench, values: readonly (string | number)[]): void {
  const all = values.map((value) => JSON.stringify(value));
  const holds = (text: string) => all.every((value) => text.replaceAll('\\"', '"').includes(value));
  expectSame([made.some(holds) ? [] : values], [[]]);
}

const firstInstance = anInstance("one", {
  name: "orders",
  publicAccess: true,
  createdAt: 17,
  connection: { vpcId: "vpc-a", vSwitchIds: ["vsw-a"], zoneIds: ["zone-a"], connectedAt: 61 },
  boundVpcs: [{ regionId: "far", vpcId: "vpc-b", vSwitchId: "vsw-b", vpcOwnerId: "77" }],
  deletionProtection: "in use",
});
const fullKey = aKey("a", {
  instance: firstInstance.id,
  state: "PendingDeletion",
  description: "for orders",
  creator: "somebody",
  createdAt: 18,
  deleteAt: startTime + 19,
  materialExpiresAt: startTime + 99,
  rotatedAt: 26,
  rotation: { intervalSeconds: 27, nextAt: 28 },
  policy: "of the key",
});
const fullVersion = aVersion("a", {
  custody: "a token",
  material: bytes(21, 22, 23),
  fingerprint: bytes(26),
  createdAt: 24,
});

export const authenticatedValueChecks = [
  storeCheck(
    "authenticates all of a key with its place, of its version, its tags and its name",
    async (bench) => {
      const home = bench.store.scoped(farScope);
      await home.instances.write.create(firstInstance);
      const tags = [
        { key: "t1", value: "v1" },
        { key: "t2", value: "v2" },
      ];
      await home.keys.write.create(fullKey, fullVersion, tags);
      await home.aliases.write.create({ ...anAlias("a", "a"), createdAt: 25 }, ["PendingDeletion"]);
      expectSame(await home.tags.read.of("key", fullKey.id), tags);
      const place = [farScope.account, farScope.region];
      const { policy, instance, deleteAt, ...rest } = fullKey;
      expectTogether(bench, [
        ...place,
        policy ?? "",
        instance ?? "",
        deleteAt ?? 0,
        ...[26, 27, 28],
        ...Object.values(rest).filter(isText),
      ]);
      expectTogether(bench, [...place, fullVersion.id, fullKey.id, "a token", 24]);
      expectTogether(bench, [...place, fullKey.id, fullKey.materialExpiresAt ?? 0]);
      expectSame(
        bench.authenticator.made.some((text) => text.includes("[21,22,23]") && text.includes("[26]")),
        true,
      );
      expectTogether(bench, [...place, fullKey.id, "t1", "v1", "t2", "v2"]);
      expectTogether(bench, [...place, firstInstance.id, "alias/a", fullKey.id, 25]);
      const { connection, boundVpcs } = firstInstance;
      const [bound] = boundVpcs;
      const lists = [...(connection?.vSwitchIds ?? []), ...(connection?.zoneIds ?? [])];
      const vpcs = [connection?.vpcId ?? "", ...Object.values(bound ?? {}).filter(isText)];
      const plan = Object.values(firstInstance.plan as object).filter(isText);
      const planned = [...plan, firstInstance.plan.keyVersions, "in use", 61];
      expectTogether(bench, [...place, firstInstance.id, "orders", 17, ...lists, ...vpcs, ...planned]);
    },
  ),

  storeCheck(
    "authenticates all of users, groups, roles and access keys, with their account",
    async (bench) => {
      const role = aRole("r", {
        account,
        trustPolicy: "whom to trust",
        policies: ["p1", "p2"],
        maxSessionSeconds: 901,
      });
      await bench.store.seed(
        aSeed({
          groups: ["g", "h"].map((name) => aGroup(name, { account, policies: [`of ${name}`] })),
          users: [aUser("ci", { account, policies: ["p3", "p4"], groups: ["h", "g"] })],
          accessKeys: [anAccessKey("ci", "1", { account, sealedSecret: bytes(31, 32, 33) })],
          roles: [role],
        }),
      );
      expectTogether(bench, [account, "r", "whom to trust", "p1", "p2", 901]);
      expectTogether(bench, [account, "g", "of g"]);
      expectTogether(bench, [account, "ci", "p3", "p4"]);
      expectTogether(bench, [account, "ci", "h", "g"]);
      expectTogether(bench, [account, "ci", "LTAI-1"]);
      expectSame(
        bench.authenticator.made.some((text) => text.includes("[31,32,33]")),
        true,
      );
    },
  ),

  storeCheck("authenticates all of a named recipient, with its account", async (bench) => {
    const recipient = aRecipient("hsm", {
      ...{ account, publicKey: bytes(51, 52), spec: "a spec", fingerprint: "a fingerprint" },
      ...{ note: "a note", certificateChain: "a chain", validUntil: 53, createdAt: 54 },
    });
    expectSame(await bench.store.recipients.write.create(recipient, 9), "created");
    expectTogether(bench, [...[account, "hsm", "a spec", "a fingerprint", "a note", "a chain", 53, 54]]);
    expectSame(
      bench.authenticator.made.some((text) => text.includes("[51,52]")),
      true,
    );
  }),

  storeCheck("authenticates all of what gives applications access", async (bench) => {
    const home = bench.store.scoped(farScope);
    const place = [farScope.account, farScope.region];
    const rule = aNetworkRule("rule", { type: "t", description: "d", sources: ["s1", "s2"], createdAt: 41 });
    await home.networkRules.write.create(rule, 9);
    expectTogether(bench, [...place, "rule", "t", "d", "s1", "s2", 41]);
    await home.accessPolicies.write.create(
      anAccessPolicy("policy", {
        ...{ description: "d", instance: "i", permissions: ["p1"], resources: ["r1", "r2"] },
        ...{ networkRules: ["n1"], rulesText: "as given", createdAt: 42 },
      }),
      9,
    );
    expectTogether(bench, [...place, "policy", "d", "i", "p1", "r1", "r2", "n1", "as given", 42]);
    const point = { description: "d", authentication: "a", policies: ["p1", "p2"], createdAt: 43 };
    await home.accessPoints.write.create(anAccessPoint("point", point), 9);
    expectTogether(bench, [...place, "point", "d", "a", "p1", "p2", 43]);
    const key = aClientKey("key", "point", {
      ...{ algorithm: "a", certificate: bytes(51, 52, 53), notBefore: 44, notAfter: 45, createdAt: 46 },
    });
    await home.clientKeys.write.create(key, 9);
    expectTogether(bench, [...place, "key", "point", "a", 44, 45, 46]);
    expectSame(
      bench.authenticator.made.some((text) => text.includes("[51,52,53]")),
      true,
    );
  }),

  storeCheck("makes another code for a row whose switch is another", async (bench) => {
    const { store, authenticator } = bench;
    const home = store.scoped(homeScope);
    await home.instances.write.create(firstInstance);
    await store.seed(aSeed({ users: [aUser("ci")], accessKeys: [anAccessKey("ci", "1")] }));
    const codeAfter = async (work: Promise<unknown>) => {
      expectSame(await work, true);
      return authenticator.made.at(-1);
    };
    const { identities } = store;
    const active = (on: boolean) =>
      codeAfter(identities.write.setAccessKeyActive(homeScope.account, "LTAI-1", on));
    const open = (on: boolean) => codeAfter(home.instances.write.setPublicAccess(firstInstance.id, on));
    for (const turn of [active, open]) expectSame((await turn(true)) === (await turn(false)), false);
  }),
];

function isText(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

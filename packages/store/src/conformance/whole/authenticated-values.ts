import { expectSame } from "@keyferry/conformance";
import { HOME, START, storeCheck } from "../bench/check.ts";
import type { StoreBench } from "../bench/check.ts";
import {
  aGroup,
  aKey,
  anAccessKey,
  anAlias,
  anInstance,
  aRole,
  aSeed,
  aUser,
  aVersion,
} from "../bench/fixtures.ts";

const FAR = { account: "1000000000000077", region: "cn-beijing" };
const { account } = FAR;
const bytes = (...values: number[]) => Uint8Array.from(values);

/** Fails unless one row whose code was made holds all of these values. */
function expectTogether({ authenticator: { made } }: StoreBench, values: readonly (string | number)[]): void {
  const all = values.map((value) => JSON.stringify(value));
  const holds = (text: string) => all.every((value) => text.replaceAll('\\"', '"').includes(value));
  expectSame([made.some(holds) ? [] : values], [[]]);
}

const ONE = anInstance("one", {
  name: "orders",
  publicAccess: true,
  createdAt: 17,
  connection: { vpcId: "vpc-a", vSwitchIds: ["vsw-a"], zoneIds: ["zone-a"] },
  boundVpcs: [{ regionId: "far", vpcId: "vpc-b", vSwitchId: "vsw-b", vpcOwnerId: "77" }],
});
const KEY = aKey("a", {
  instance: ONE.id,
  state: "PendingDeletion",
  description: "for orders",
  creator: "somebody",
  createdAt: 18,
  deleteAt: START + 19,
  policy: "of the key",
});
const VERSION = aVersion("a", { custody: "a token", material: bytes(21, 22, 23), createdAt: 24 });

export const authenticatedValueChecks = [
  storeCheck(
    "authenticates all of a key with its place, of its version, its tags and its name",
    async (bench) => {
      const home = bench.store.scoped(FAR);
      await home.instances.write.create(ONE);
      const tags = [
        { key: "t1", value: "v1" },
        { key: "t2", value: "v2" },
      ];
      await home.keys.write.create(KEY, VERSION, tags);
      await home.aliases.write.create({ ...anAlias("a", "a"), createdAt: 25 }, ["PendingDeletion"]);
      expectSame(await home.tags.read.of("key", KEY.id), tags);
      const place = [FAR.account, FAR.region];
      const { policy, instance, deleteAt, ...rest } = KEY;
      expectTogether(bench, [
        ...place,
        policy ?? "",
        instance ?? "",
        deleteAt ?? 0,
        ...Object.values(rest).filter(isText),
      ]);
      expectTogether(bench, [...place, VERSION.id, KEY.id, "a token", 24]);
      expectSame(
        bench.authenticator.made.some((text) => text.includes("[21,22,23]")),
        true,
      );
      expectTogether(bench, [...place, KEY.id, "t1", "v1", "t2", "v2"]);
      expectTogether(bench, [...place, ONE.id, "alias/a", KEY.id, 25]);
      const { connection, boundVpcs } = ONE;
      const [bound] = boundVpcs;
      const lists = [...(connection?.vSwitchIds ?? []), ...(connection?.zoneIds ?? [])];
      const vpcs = [connection?.vpcId ?? "", ...Object.values(bound ?? {}).filter(isText)];
      expectTogether(bench, [...place, ONE.id, "orders", 17, ...lists, ...vpcs]);
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

  storeCheck("makes another code for a row whose switch is another", async (bench) => {
    const { store, authenticator } = bench;
    const home = store.scoped(HOME);
    await home.instances.write.create(ONE);
    await store.seed(aSeed({ users: [aUser("ci")], accessKeys: [anAccessKey("ci", "1")] }));
    const codeAfter = async (work: Promise<unknown>) => {
      expectSame(await work, true);
      return authenticator.made.at(-1);
    };
    const { identities } = store;
    const active = (on: boolean) =>
      codeAfter(identities.write.setAccessKeyActive(HOME.account, "LTAI-1", on));
    const open = (on: boolean) => codeAfter(home.instances.write.setPublicAccess(ONE.id, on));
    for (const turn of [active, open]) expectSame((await turn(true)) === (await turn(false)), false);
  }),
];

function isText(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

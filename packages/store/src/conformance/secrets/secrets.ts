import { expectSame } from "@keyferry/conformance";
import type { SecretWriter } from "../../secrets/contract.ts";
import { storeCheck, startTime } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import { anInstance, createKey } from "../bench/fixtures.ts";
import { aRotation, aSecret, aSecretVersion, createSecret, listedSecrets } from "../bench/secret-fixtures.ts";

const ONE = anInstance("one");
const whole = {
  instance: ONE.id,
  type: "Rds",
  description: "for 订单",
  keyId: "key-z",
  creator: "somebody",
  createdAt: 17,
  updatedAt: 18,
  deleteAt: startTime + 19,
  policy: '{"p":1}',
  stages: [
    { name: "ACSPrevious", versionId: "v1" },
    { name: "ACSCurrent", versionId: "v2" },
  ],
  extendedConfig: '{"c":1}',
  rotation: aRotation(startTime + 20, { begun: { until: startTime + 21, versionId: "v2" } }),
} as const;

export const secretChecks = [
  storeCheck("keeps all of a secret, and of its versions", async ({ home }) => {
    await home.instances.write.create(ONE);
    const secret = aSecret("a", whole);
    const tags = [
      { key: "t2", value: "v2" },
      { key: "t1", value: "v1" },
    ];
    const versions = [
      aSecretVersion("a", "v1", { createdAt: 21 }),
      aSecretVersion("a", "v2", { dataType: "binary", createdAt: 22, value: new Uint8Array(30_720) }),
    ];
    expectSame(await home.secrets.write.create(secret, versions, tags), "created");
    expectSame(await home.secrets.read.byName("a"), secret);
    expectSame(await home.tags.read.of("secret", "a"), tags);
    for (const version of versions) {
      expectSame(await home.secrets.read.version("a", version.id), version);
    }
    expectSame(await home.secrets.read.versions("a"), [
      { id: "v1", createdAt: 21 },
      { id: "v2", createdAt: 22 },
    ]);
    expectSame(await home.secrets.read.list({}, { offset: 0, limit: 10 }), { items: [secret], total: 1 });
  }),

  storeCheck("finds no secret, and no version, that is not there", async ({ home }) => {
    await createSecret(home, "a");
    expectSame(await home.secrets.read.byName("A"), undefined);
    expectSame(await home.secrets.read.version("a", "V1"), undefined);
    expectSame(await home.secrets.read.version("b", "v1"), undefined);
    expectSame(await home.secrets.read.versions("b"), []);
    expectSame(await home.secrets.read.byName("a\0"), undefined);
    expectSame(await home.secrets.read.versions("a\0"), []);
  }),

  storeCheck("gives out copies of a version's bytes", async ({ home }) => {
    await createSecret(home, "a");
    for (let time = 0; time < 2; time += 1) {
      const version = await home.secrets.read.version("a", "v1");
      expectSame(version, aSecretVersion("a", "v1"));
      version?.value.fill(0);
      version?.dataKey.fill(0);
    }
  }),

  storeCheck("makes no secret whose name is taken, or whose instance is not there", async ({ home }) => {
    expectSame(await createSecret(home, "a"), "created");
    expectSame(await createSecret(home, "a", { description: "another" }), "name taken");
    expectSame(await createSecret(home, "b", { instance: ONE.id }), "no instance");
    expectSame(await home.secrets.read.byName("a"), aSecret("a"));
    expectSame(await listedSecrets(home), ["a"]);
  }),

  storeCheck("makes nothing of a secret whose versions or labels are not its own", async ({ home }) => {
    const create: SecretWriter["create"] = (...made) => home.secrets.write.create(...made);
    await expectStoreError(create(aSecret("a"), [aSecretVersion("b", "v1")], []), "refused");
    await expectStoreError(create(aSecret("a"), [aSecretVersion("a", "v2")], []), "refused");
    const twice = [...aSecret("a").stages, ...aSecret("a").stages];
    await expectStoreError(
      create(aSecret("a", { stages: twice }), [aSecretVersion("a", "v1")], []),
      "refused",
    );
    const rotation = aRotation(null, { begun: { until: startTime, versionId: "v2" } });
    await expectStoreError(create(aSecret("a", { rotation }), [aSecretVersion("a", "v1")], []), "refused");
    await expectStoreError(create(aSecret("a"), [aSecretVersion("a", "v1"), aSecretVersion("a", "v1")], []));
    expectSame(await listedSecrets(home), []);
  }),

  storeCheck("lists secrets in the order they were made, by pages, each with the total", async ({ home }) => {
    for (const name of ["c", "a", "b"]) await createSecret(home, name);
    const on = async (offset: number, limit: number) => {
      const { items, total } = await home.secrets.read.list({}, { offset, limit });
      return [items.map(({ name }) => name), total];
    };
    expectSame(await on(0, 2), [["c", "a"], 3]);
    expectSame(await on(2, 2), [["b"], 3]);
    expectSame(await on(3, 2), [[], 3]);
  }),

  storeCheck("lists the secrets that match every property, each by any of its values", async ({ home }) => {
    await home.instances.write.create(ONE);
    await createSecret(home, "app/one", { description: "Orders", type: "Rds", creator: "x" });
    const tags = [{ key: "team", value: "pay" }];
    await createSecret(home, "app/two", { description: "orders", instance: ONE.id }, tags);
    await createKey(home, "tagged", {}, [{ key: "team", value: "ship" }]);
    const edges = ["z~", "z~~", "z\x7f", "z订", "z订单"];
    for (const name of edges) await createSecret(home, name, { type: "Edge" });
    await createSecret(home, "app*", { description: "100%_订单 and more" });
    expectSame(await listedSecrets(home, { name: ["app/one", "app/two"] }), ["app/one", "app/two"]);
    expectSame(await listedSecrets(home, { name: ["app/*"] }), ["app/one", "app/two"]);
    expectSame(await listedSecrets(home, { name: ["app"] }), []);
    expectSame(await listedSecrets(home, { name: ["*"] }), ["app/one", "app/two", ...edges, "app*"]);
    expectSame(await listedSecrets(home, { name: ["z*"] }), edges);
    expectSame(await listedSecrets(home, { name: ["z~*"] }), ["z~", "z~~"]);
    expectSame(await listedSecrets(home, { name: ["z\x7f*"] }), ["z\x7f"]);
    expectSame(await listedSecrets(home, { name: ["z订*"] }), ["z订", "z订单"]);
    expectSame(await listedSecrets(home, { name: ["APP*"] }), []);
    expectSame(await listedSecrets(home, { name: ["app**"] }), ["app*"]);
    expectSame(await listedSecrets(home, { description: ["orders"] }), ["app/two"]);
    expectSame(await listedSecrets(home, { description: ["100%_订*", "O*"] }), ["app/one", "app*"]);
    expectSame(await listedSecrets(home, { type: ["Rds"] }), ["app/one"]);
    expectSame(await listedSecrets(home, { creator: ["x", "y"] }), ["app/one"]);
    expectSame(await listedSecrets(home, { instance: [ONE.id] }), ["app/two"]);
    expectSame(await listedSecrets(home, { instance: [ONE.id], type: ["Rds"] }), []);
    expectSame(await listedSecrets(home, { tagKey: ["team"], tagValue: ["ship", "pay"] }), ["app/two"]);
    expectSame(await listedSecrets(home, { tagValue: ["ship"] }), []);
    expectSame(await listedSecrets(home, { name: [] }), []);
    expectSame(await listedSecrets(home, { name: ["a\0*"] }), []);
  }),

  storeCheck("deletes no instance that holds a secret which is still there", async ({ home, time }) => {
    await home.instances.write.create(ONE);
    await createSecret(home, "a", { instance: ONE.id, deleteAt: startTime + 1 });
    await createSecret(home, "outside");
    expectSame(await home.instances.write.delete(ONE.id), "holds secrets");
    time.now = startTime + 1;
    expectSame(await home.instances.write.delete(ONE.id), "deleted");
    expectSame(await listedSecrets(home), ["outside"]);
  }),
];

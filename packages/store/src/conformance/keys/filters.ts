import { expectSame } from "@keyferry/conformance";
import type { KeyFilter } from "../../keys/contract.ts";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import type { StoreBench } from "../bench/check.ts";
import { anInstance, createAlias, createKey, listedKeys } from "../bench/fixtures.ts";

const serviceName = "mse";

/** Three keys that differ in everything a filter asks for. */
async function threeKeys({ home }: StoreBench): Promise<void> {
  for (const name of ["b", "c"]) await home.instances.write.create(anInstance(name));
  await createKey(home, "a", {}, [
    { key: "team", value: "payments" },
    { key: "env", value: "test" },
  ]);
  await createKey(
    home,
    "b",
    { spec: "RSA_2048", usage: "SIGN/VERIFY", state: "Disabled", instance: anInstance("b").id },
    [{ key: "team", value: "orders" }],
  );
  await createKey(home, "c", {
    spec: "EC_SM2",
    state: "PendingDeletion",
    deleteAt: startTime + 1000,
    protectionLevel: "HSM",
    creator: serviceName,
    instance: anInstance("c").id,
  });
  await createAlias(home, "first", "a");
  await createAlias(home, "second", "a");
  await createAlias(home, "third", "b");
}

const foundByFilter: readonly (readonly [string, KeyFilter, readonly string[]])[] = [
  ["nothing asked", {}, ["a", "b", "c"]],
  ["id", { id: ["key-b"] }, ["b"]],
  ["several ids, one unknown", { id: ["key-c", "key-a", "key-x"] }, ["a", "c"]],
  ["state", { state: ["Enabled"] }, ["a"]],
  ["several states", { state: ["PendingDeletion", "Disabled"] }, ["b", "c"]],
  ["a state that is none", { state: ["Broken"] }, []],
  ["spec", { spec: ["RSA_2048", "EC_SM2"] }, ["b", "c"]],
  ["usage", { usage: ["SIGN/VERIFY"] }, ["b"]],
  ["protection level", { protectionLevel: ["HSM"] }, ["c"]],
  ["instance", { instance: [anInstance("b").id, anInstance("c").id] }, ["b", "c"]],
  ["creator", { creator: [homeScope.account] }, ["a", "b"]],
  ["a service as creator", { creator: [serviceName] }, ["c"]],
  ["keys of users", { creatorType: ["User"] }, ["a", "b"]],
  ["keys of services", { creatorType: ["Service"] }, ["c"]],
  ["keys of users and services", { creatorType: ["Service", "User"] }, ["a", "b", "c"]],
  ["a creator type that is none", { creatorType: ["Nobody"] }, []],
  ["alias", { aliasName: ["alias/third"] }, ["b"]],
  ["two aliases of one key", { aliasName: ["alias/first", "alias/second"] }, ["a"]],
  ["tag key", { tagKey: ["team"] }, ["a", "b"]],
  ["tag value", { tagValue: ["test", "orders"] }, ["a", "b"]],
  ["tag key and tag value of any tags", { tagKey: ["team"], tagValue: ["test"] }, ["a"]],
  ["several properties", { state: ["Enabled", "Disabled"], spec: ["RSA_2048"] }, ["b"]],
  ["properties that no key has together", { state: ["Enabled"], spec: ["RSA_2048"] }, []],
  ["everything", everything(), ["b"]],
  ["no values", { state: [] }, []],
  ["no tag values", { tagValue: [] }, []],
  ["no alias names", { aliasName: [], state: ["Enabled"] }, []],
  ["another case", { id: ["KEY-A"] }, []],
  ["a wildcard", { id: ["key-%", "key-_", "*"], aliasName: ["alias/%"] }, []],
];

function everything(): KeyFilter {
  return {
    id: ["key-a", "key-b"],
    state: ["Disabled"],
    spec: ["RSA_2048"],
    usage: ["SIGN/VERIFY"],
    protectionLevel: ["SOFTWARE"],
    instance: [anInstance("b").id],
    creator: [homeScope.account, serviceName],
    creatorType: ["User", "Service"],
    aliasName: ["alias/third"],
    tagKey: ["team"],
    tagValue: ["orders"],
  };
}

export const filterChecks = foundByFilter.map(([name, filter, expected]) =>
  storeCheck(`filters keys: ${name}`, async (bench) => {
    await threeKeys(bench);
    expectSame(
      await listedKeys(bench.home, filter),
      expected.map((key) => `key-${key}`),
    );
  }),
);

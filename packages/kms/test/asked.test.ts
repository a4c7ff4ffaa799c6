import { defaultKeyPolicy } from "@keyferry/access";
import { createAlias, deleteAlias, setKeyPolicy, updateAlias } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { eachExample, type Example } from "../../../tools/testing/examples.ts";
import { exampleThings } from "./example-things.ts";
import { account, as, createService, outcomeOf, region, type Service } from "./service.ts";

const one = `key-${"1".repeat(21)}`;
const two = `key-${"2".repeat(21)}`;
const three = `key-${"3".repeat(21)}`;
const ci = as("ci");
const denied = "Forbidden.NoPermission";
const arn = (resource: string) => `acs:kms:${region}:${account}:${resource}`;
const allowAll = { Effect: "Allow", Action: "kms:*", Resource: "*" };

/** A service whose user `ci` may do everything, with what it was asked. */
interface Scene {
  readonly service: Service;
  readonly asked: string[];
  /** Called before a question is decided. */
  readonly meanwhile: { act: () => Promise<unknown> };
}

/** Three keys of an instance. */
async function newScene(): Promise<Scene> {
  const asked: string[] = [];
  const meanwhile: Scene["meanwhile"] = { act: () => Promise.resolve() };
  const service = await createService({
    keyIds: [one, two, three],
    users: [{ name: "ci", statements: [allowAll] }],
    onQuestion: async ({ principal, action, resource }) => {
      if (principal.type === "root") return;
      asked.push(`${action} ${resource}`);
      await meanwhile.act();
    },
  });
  return { service, asked, meanwhile };
}

/** A call of an operation's example, which is yet to be made. */
interface Act {
  /** What the caller needs for it. */
  readonly needs: readonly string[];
  readonly call: () => Promise<string>;
}

/** Prepares the example of an operation, about the first two keys. */
async function prepare({ service }: Scene, example: Example): Promise<Act> {
  const { operation, request, touches } = example;
  const things = await exampleThings(service, example, { key: one, other: two });
  const [first, ...more] = operation.permissions;
  return {
    needs: touches(things).map((resource, place) => {
      const permission = more.length === 0 ? first : operation.permissions[place];
      return `${permission ?? "none"} ${arn(resource)}`;
    }),
    call: () => outcomeOf(service.call(operation, request(things), ci)),
  };
}

const table = eachExample.map((example) => [example.operation.name, example] as const);

/** Everything that is there, by ARN. */
async function stateOf({ store }: Service): Promise<ReadonlyMap<string, string>> {
  const home = store.scoped({ account, region });
  const all = { offset: 0, limit: 100 };
  const state = new Map<string, string>();
  for (const key of (await home.keys.read.list({}, all)).items) {
    const own = [
      await home.aliases.read.list(all, key.id),
      await home.keys.read.listVersions(key.id, all),
      await home.tags.read.of("key", key.id),
    ];
    state.set(arn(`key/${key.id}`), JSON.stringify([key, ...own]));
  }
  for (const alias of (await home.aliases.read.list(all)).items) {
    state.set(arn(alias.name), JSON.stringify(alias));
  }
  for (const secret of (await home.secrets.read.list({}, all)).items) {
    const own = [
      await home.secrets.read.versions(secret.name),
      await home.tags.read.of("secret", secret.name),
    ];
    state.set(arn(`secret/${secret.name}`), JSON.stringify([secret, ...own]));
  }
  for (const kept of await home.instances.read.list()) {
    state.set(arn(`keystore/${kept.id}`), JSON.stringify(kept));
  }
  return state;
}

/** The ARNs of what is not as it was. What is new counts by what it was made in. */
function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => (before.has(name) || name.includes(":alias/") ? name : name.replace(/\/.*$/, "")));
}

const resourcesOf = (asked: readonly string[]) => asked.map((question) => question.replace(/^\S+ /, ""));

describe("what a call asks access control", () => {
  it.each(table)("%s: the permissions of its definition, on what its example touches", async (_, example) => {
    const scene = await newScene();
    const act = await prepare(scene, example);
    expect(await act.call()).toBe(example.refusal ?? "OK");
    expect(scene.asked.toSorted()).toEqual(act.needs.toSorted());
  });

  it.each(table)("%s: everything that it changes is among what it asks about", async (_, example) => {
    const scene = await newScene();
    const act = await prepare(scene, example);
    const before = await stateOf(scene.service);
    await act.call();
    const resources = resourcesOf(scene.asked);
    for (const resource of changed(before, await stateOf(scene.service))) {
      expect(resources).toContain(resource);
    }
  });

  it.each(table)(
    "%s: a Deny on any of it, by policy of the user or of the key, refuses it whole",
    async (_, example) => {
      const first = await prepare(await newScene(), example);
      for (const place of first.needs.keys()) {
        const scene = await newScene();
        const act = await prepare(scene, example);
        const before = await stateOf(scene.service);
        const [resource = ""] = resourcesOf(act.needs.slice(place));
        const statements = [allowAll, { Effect: "Deny", Action: "*", Resource: resource }];
        const policy = JSON.stringify({ Version: "1", Statement: statements });
        await scene.service.store.identities.write.setUserPolicies(account, "ci", [policy]);
        expect(await act.call()).toBe(denied);
        expect(changed(before, await stateOf(scene.service))).toEqual([]);
        const [, KeyId] = /:key\/(key-.+)$/.exec(resource) ?? [];
        if (KeyId === undefined) continue;

        const byKey = await newScene();
        const actByKey = await prepare(byKey, example);
        await byKey.service.call(setKeyPolicy, { KeyId, Policy: policyAgainstCi });
        const beforeByKey = await stateOf(byKey.service);
        expect(await actByKey.call()).toBe(denied);
        expect(changed(beforeByKey, await stateOf(byKey.service))).toEqual([]);
      }
    },
  );

  it.each(table)("%s: its permissions suffice on what it touches, and no others do", async (_, example) => {
    for (const outcome of ["OK", denied] as const) {
      const scene = await newScene();
      const { needs, call } = await prepare(scene, example);
      if (needs.length === 0) return;
      const statements = needs.map((need) => {
        const [Action = "", Resource = ""] = need.split(" ");
        return outcome === "OK"
          ? { Effect: "Allow", Action, Resource }
          : { Effect: "Deny", Action, Resource: "*" };
      });
      const Statement = outcome === "OK" ? statements : [allowAll, ...statements];
      const policy = JSON.stringify({ Version: "1", Statement });
      await scene.service.store.identities.write.setUserPolicies(account, "ci", [policy]);
      expect(await call()).toBe(outcome === "OK" ? (example.refusal ?? "OK") : outcome);
    }
  });
});

const { Version, Statement } = defaultKeyPolicy(account) as {
  readonly Version: string;
  readonly Statement: object[];
};
const policyAgainstCi = JSON.stringify({
  Version,
  Statement: [
    ...Statement,
    {
      Effect: "Deny",
      Principal: { RAM: [`acs:ram::${account}:user/ci`] },
      Action: ["kms:*"],
      Resource: ["*"],
    },
  ],
});

describe("an alias that moves between the question and the deed", () => {
  /** A caller who is denied everything on `three`, to which the alias of `two` moves while access is asked. */
  async function moving(
    act: (service: Service) => Promise<unknown>,
  ): Promise<{ outcome: string; keyId?: string }> {
    const { service, meanwhile } = await newScene();
    await service.call(createAlias, { KeyId: two, AliasName: "alias/two" });
    await service.call(setKeyPolicy, { KeyId: three, Policy: policyAgainstCi });
    meanwhile.act = () => service.call(updateAlias, { KeyId: three, AliasName: "alias/two" });
    const outcome = await outcomeOf(act(service));
    const alias = await service.store.scoped({ account, region }).aliases.read.byName("alias/two");
    return { outcome, ...(alias && { keyId: alias.keyId }) };
  }
  const stays = { outcome: "Rejected.StateModifiedFailed", keyId: three };

  it("stays with the key that nobody was asked about: UpdateAlias", async () => {
    const request = { KeyId: one, AliasName: "alias/two" };
    expect(await moving(({ call }) => call(updateAlias, request, ci))).toEqual(stays);
  });

  it("stays with the key that nobody was asked about: DeleteAlias", async () => {
    expect(await moving(({ call }) => call(deleteAlias, { AliasName: "alias/two" }, ci))).toEqual(stays);
  });
});

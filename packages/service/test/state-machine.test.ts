import {
  describeKey,
  describeSecret,
  listAliases,
  listKeys,
  listResourceTags,
  listSecrets,
  listSecretVersionIds,
} from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storeKinds } from "../../../tools/testing/stores.ts";
import { aliasSteps } from "./model/alias-steps.ts";
import { importSteps } from "./model/import-steps.ts";
import { keySteps } from "./model/key-steps.ts";
import { elapse, isThere, keyOf, newModel, type Draw, type Model, type Step } from "./model/model.ts";
import { renewDue, rotationSteps } from "./model/rotation-steps.ts";
import { named, secretName, secretSteps } from "./model/secret-steps.ts";
import { openWorld, outcomeOf, type World } from "./model/world.ts";

const hour = 3_600_000;
const steps: Readonly<Record<string, Step>> = {
  ...keySteps,
  ...aliasSteps,
  ...importSteps,
  ...secretSteps,
  ...rotationSteps,
};

interface Drawn extends Draw {
  readonly name: string;
  readonly hours: number;
  /** Whether what is due is done now, as a server does it from time to time. */
  readonly jobs: boolean;
}

/** Secrets have more versions than keys have states: they need more steps. */
const names = [
  keySteps,
  aliasSteps,
  importSteps,
  secretSteps,
  secretSteps,
  rotationSteps,
  rotationSteps,
].flatMap((some) => Object.keys(some));
/** What ends a thing: most steps after it are about nothing. */
const isEnd = (name: string) => name.startsWith("delete ");
const frequent = names.filter((name) => !isEnd(name));

const drawn: fc.Arbitrary<Drawn> = fc.record({
  name: fc.constantFrom(...frequent, ...frequent, ...new Set(names.filter(isEnd))),
  key: fc.constantFrom(0, 1, 2),
  alias: fc.constantFrom(0, 1),
  secret: fc.constantFrom(0, 1),
  version: fc.integer({ min: 0, max: 12 }),
  label: fc.constantFrom("ACSCurrent", "ACSCurrent", "ACSPrevious", "mine"),
  on: fc.boolean(),
  mood: fc.constantFrom("works", "works", "create fails", "apply fails"),
  hours: fc.constantFrom(...Array.from({ length: 20 }, () => 0), 5, 30, 60, 8 * 24),
  jobs: fc.boolean(),
});

describe.each(storeKinds)("keys, aliases, imports, secrets and tags, kept in %s", (kind) => {
  it("answer what a small model says, whatever is done to them, in whatever order, as time goes by", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { minLength: 30, maxLength: 60 }), async (sequence) => {
        const world = await openWorld(kind);
        const model = newModel(world.clock.now);
        try {
          for (const each of [...beginning, ...sequence]) await take(world, model, each);
          await expectSame(world, model);
        } finally {
          await world.close();
        }
      }),
      // Each commit of SQLite is waited for.
      { numRuns: kind === "memory" ? 60 : 12 },
    );
  });
});

/** There are a secret of each kind and a key with material from the beginning. */
const beginning: readonly Drawn[] = ([0, 1] as const).flatMap((which) => [
  beginsWith("make secret", { secret: which }),
  beginsWith("import material", { key: 2, alias: which }),
]);

function beginsWith(name: string, more: Partial<Draw>): Drawn {
  const others = { key: 0, alias: 0, secret: 0, version: 0, label: "mine", on: true } as const;
  return { ...others, name, mood: "works", hours: 0, jobs: false, ...more };
}

/** Takes a step, in the world and in the model. */
async function take(world: World, model: Model, each: Drawn): Promise<void> {
  world.clock.now += each.hours * hour;
  elapse(model, each.hours * hour);
  world.hook.mood = each.mood;
  if (each.jobs) await doJobs(world, model, each);
  const { ask, act, check } = steps[each.name] as Step;
  const before = { ...model, keys: structuredClone(model.keys) };
  const { code, answer } = await outcomeOf(ask(world, each, before));
  expect([each, code]).toEqual([each, act(model, each)]);
  if (code === "OK") check?.(answer as never, model, each);
  expect(world.hook.made).toBe(model.made);
}

/** Does what a server does from time to time. */
async function doJobs({ service: { kms } }: World, model: Model, { mood }: Draw): Promise<void> {
  await kms.rotateDueKeys();
  await kms.purgeDueSecrets();
  await kms.purgeDueKeys();
  const isDone = await kms.rotateDueSecrets().then(
    () => true,
    () => false,
  );
  expect(isDone).toBe(renewDue(model, mood));
}

/** Compares all that is told with all that the model knows. */
async function expectSame({ call, keys }: World, model: Model): Promise<void> {
  const living = keys.filter((_, at) => isThere(keyOf(model, at), model));
  const listed = await call(listKeys, {});
  expect([listed.Keys.map(({ KeyId }) => KeyId), listed.TotalCount]).toEqual([living, living.length]);
  for (const [at, KeyId] of keys.entries()) {
    const key = keyOf(model, at);
    if (!isThere(key, model)) continue;
    const { KeyMetadata } = await call(describeKey, { KeyId });
    const rotation = key.state === "Enabled" ? "Enabled" : "Suspended";
    expect([KeyMetadata.KeyState, KeyMetadata.DeletionProtection, KeyMetadata.AutomaticRotation]).toEqual([
      key.state,
      key.isProtected ? "Enabled" : "Disabled",
      key.rotates ? rotation : "Disabled",
    ]);
    const { Tags } = await call(listResourceTags, { KeyId });
    expect(Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue])).toEqual([...key.tags]);
  }
  const { Aliases } = await call(listAliases, {});
  expect(new Map(Aliases.map(({ AliasName, KeyId }) => [AliasName, KeyId]))).toEqual(
    new Map(Array.from(model.aliases, ([alias, key]) => [`alias/model-${String(alias)}`, keys[key]])),
  );
  expect((await call(listSecrets, {})).TotalCount).toBe(model.secrets.size);
  for (const [name, secret] of model.secrets) {
    const SecretName = secretName({ secret: name } as Draw);
    const told = await call(describeSecret, { SecretName, FetchTags: true });
    expect([told.AutomaticRotation, told.LastRotationDate?.getTime()]).toEqual([
      secret.rotation?.automatic,
      secret.rotation?.lastAt,
    ]);
    expect(told.Tags?.map(({ TagKey, TagValue }) => [TagKey, TagValue])).toEqual([...secret.tags]);
    const request = { SecretName, IncludeDeprecated: true, PageSize: 100 };
    const { VersionIds } = await call(listSecretVersionIds, request);
    const labels = (id: string) =>
      Array.from(secret.stages).flatMap(([label, version]) => (version === id ? [label] : []));
    const left = secret.rotation?.left?.[0];
    expect(VersionIds.map(({ VersionId, VersionStages }) => [VersionId, VersionStages.toSorted()])).toEqual(
      secret.versions.filter(([id]) => id !== left).map(([id]) => [named(id), labels(id).toSorted()]),
    );
  }
}

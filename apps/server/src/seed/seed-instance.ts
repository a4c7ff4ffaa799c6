import { newInstance, regions } from "@keyferry/kms";
import { identifierForms, instanceNameForm } from "@keyferry/protocol";
import type { InstancePlan, ScopedInstance, SeedKey } from "@keyferry/store";
import * as z from "zod";
import { naming } from "./seed-fault.ts";
import { makeSeedKey, seedInstanceKeyEntry, type SeedKeyDependencies } from "./seed-key.ts";

const whole = (min: number) => z.number().int().min(min).max(1_000_000_000);

/** What was bought with it: as `InstancePlan`, but that its end is a time in ISO 8601, UTC. */
const seedPlan = z.strictObject({
  chargeType: z.enum(["PREPAY", "POSTPAY"]).optional(),
  edition: z.enum(["software", "hardware"]).optional(),
  callsPerSecond: whole(0).optional(),
  keyVersions: whole(0).optional(),
  secrets: whole(0).optional(),
  vpcs: whole(1).optional(),
  logStorage: whole(1).optional(),
  endsAt: z.iso.datetime("must be a time such as 2027-01-31T16:00:00Z").optional(),
});

/** The shape of an instance's entry. */
export const seedInstanceEntry = z.strictObject({
  id: z.string().regex(identifierForms.instance.pattern, identifierForms.instance.form).optional(),
  name: z
    .string()
    .max(instanceNameForm.max, instanceNameForm.form)
    .regex(instanceNameForm.pattern, instanceNameForm.form)
    .optional(),
  publicAccess: z.boolean().optional(),
  connected: z.boolean().optional(),
  deletionProtection: z.string().max(256).optional(),
  plan: seedPlan.optional(),
  region: z.enum(regions).optional(),
  keys: z.array(seedInstanceKeyEntry).max(10_000).optional(),
});

/** A seeded instance with its keys. */
export interface SeedInstance extends ScopedInstance {
  readonly keys: readonly SeedKey[];
}

/**
 * Makes the records of a seeded instance and of its keys. It is connected unless the entry says otherwise.
 *
 * @param place of the entry, for faults
 * @throws StartError for a key that is not valid
 */
export async function makeSeedInstance(
  entry: z.output<typeof seedInstanceEntry>,
  place: string,
  dependencies: SeedKeyDependencies,
): Promise<SeedInstance> {
  const { region = dependencies.scope.region, keys = [], plan, ...particulars } = entry;
  const scope = { ...dependencies.scope, region };
  const instance = newInstance({ ...particulars, plan: planOf(plan) }, { ...dependencies, scope });
  const made = keys.map((key, index) =>
    naming(`${place}.keys.${String(index)}`, () => makeSeedKey(key, instance.id, { ...dependencies, scope })),
  );
  return { scope, instance, keys: await Promise.all(made) };
}

function planOf({ endsAt, ...plan }: z.output<typeof seedPlan> = {}): Partial<InstancePlan> {
  const given = Object.entries(plan).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), ...(endsAt !== undefined && { endsAt: Date.parse(endsAt) }) };
}

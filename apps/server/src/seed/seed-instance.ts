import { regions } from "@keyferry/kms";
import { identifierForms } from "@keyferry/protocol";
import type { ScopedInstance, SeedKey } from "@keyferry/store";
import * as z from "zod";
import { newInstance } from "../data/instance.ts";
import { naming } from "./seed-fault.ts";
import { makeSeedKey, seedInstanceKeyEntry, type SeedKeyDependencies } from "./seed-key.ts";

const nameForm = "must be 1 to 128 characters, none of them a control character";

/** The shape of an instance's entry. */
export const seedInstanceEntry = z.strictObject({
  id: z.string().regex(identifierForms.instance.pattern, identifierForms.instance.form).optional(),
  name: z
    .string()
    .regex(/^\P{Cc}{1,128}$/u, nameForm)
    .optional(),
  publicAccess: z.boolean().optional(),
  connected: z.boolean().optional(),
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
  const { region = dependencies.scope.region, keys = [], ...particulars } = entry;
  const scope = { ...dependencies.scope, region };
  const instance = newInstance(particulars, { ...dependencies, scope });
  const made = keys.map((key, index) =>
    naming(`${place}.keys.${String(index)}`, () => makeSeedKey(key, instance.id, { ...dependencies, scope })),
  );
  return { scope, instance, keys: await Promise.all(made) };
}

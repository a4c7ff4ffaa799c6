import { decodeBase64, wiping } from "@keyferry/bytes";
import { makeManagedDataKeyVersion, regions, type RandomBytes } from "@keyferry/kms";
import { managedDataKeyForms } from "@keyferry/protocol";
import type { SeedKey, SeedSecret } from "@keyferry/store";
import * as z from "zod";
import { StartError } from "../config/start-error.ts";
import { naming } from "./seed-fault.ts";
import type { SeedKeyDependencies } from "./seed-key.ts";

const { name, versionId } = managedDataKeyForms;

/** The shape of a managed data key's entry. */
export const seedManagedDataKeyEntry = z.strictObject({
  name: z.string().regex(name.pattern, name.form),
  /** Id or alias of a key of the seed, in the same account and region. */
  key: z.string().max(400),
  region: z.enum(regions).optional(),
  versions: z
    .array(
      z.strictObject({
        id: z.string().regex(versionId.pattern, versionId.form).optional(),
        material: z.string().max(64).optional(),
      }),
    )
    .min(1)
    .max(1000)
    .optional(),
});

/**
 * Makes the versions of a managed data key, oldest first: one of random material unless the entry says others.
 *
 * @param keys of the account
 * @throws StartError with the place of the first fault
 */
export async function makeSeedManagedDataKey(
  entry: z.output<typeof seedManagedDataKeyEntry>,
  place: string,
  { keys, ...dependencies }: SeedKeyDependencies & { readonly keys: readonly SeedKey[] },
): Promise<readonly SeedSecret[]> {
  const { region = dependencies.scope.region, versions = [{}] } = entry;
  const scope = { account: dependencies.scope.account, region };
  const sealing = keys.find(
    ({ scope: { region: its }, key, aliases }) =>
      its === region && (key.id === entry.key || aliases.some((alias) => alias.name === entry.key)),
  );
  const made: SeedSecret[] = [];
  for (const [index, version] of versions.entries()) {
    const secret = await naming(`${place}.versions.${String(index)}`, () => {
      if (sealing === undefined) {
        throw new StartError(`the account has no key ${entry.key} in ${region}: name one of the seed's`);
      }
      const id = version.id ?? newVersionId(dependencies.random);
      return wiping(materialOf(version, dependencies.random), (material) =>
        makeManagedDataKeyVersion(dependencies, {
          ...{ scope, sealing, material, name: entry.name, versionId: id, now: dependencies.now },
        }),
      );
    });
    made.push(secret);
  }
  return made;
}

function materialOf(
  { material }: { readonly material?: string | undefined },
  random: RandomBytes,
): Uint8Array {
  if (material === undefined) return random(32);
  const bytes = decodeBase64(material);
  if (bytes === undefined) throw new StartError("material is not base64");
  return bytes;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function newVersionId(random: RandomBytes): string {
  // Of what lies above 248, the largest multiple of 62 in a byte, the first characters would have more.
  let text = "";
  while (text.length < 8) {
    for (const byte of random(16)) {
      if (byte < 248 && text.length < 8) text += alphabet.charAt(byte % 62);
    }
  }
  return text;
}

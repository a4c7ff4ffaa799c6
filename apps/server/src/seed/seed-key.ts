import { decodeBase64, wipe } from "@keyferry/bytes";
import { defaultKeyPolicy, parseKeyPolicy } from "@keyferry/access";
import type { CryptoBackend } from "@keyferry/crypto";
import { makeKey, newKeyIds, newVersionId, regions, type NewKeyIds, type RandomBytes } from "@keyferry/kms";
import { createKey, deleteAlias, identifierForms, parseRequest } from "@keyferry/protocol";
import type { SeedKey, StoreScope } from "@keyferry/store";
import * as z from "zod";
import { StartError } from "../config/start-error.ts";

const { uuid, instanceKey, instanceKeyVersion } = identifierForms;
const id = z.string().regex(uuid.pattern, uuid.form);

/** What both kinds of keys have. What its values may be, CreateKey and DeleteAlias say. */
const anyKey = {
  spec: z.string(),
  usage: z.string().optional(),
  material: z.string().optional(),
  description: z.string().optional(),
  aliases: z.array(z.string()).max(100).optional(),
  tags: z.record(z.string(), z.string()).optional(),
};

/** What the aliases of keys begin with that cloud services have made for an account. No caller can make such a one. */
const serviceAliases = "alias/acs/";

/** Whether an alias is that of a cloud service's key. */
export function isServiceAlias(name: string): boolean {
  return name.startsWith(serviceAliases);
}

/** The shape of the entry of a key outside instances. */
export const seedKeyEntry = z.strictObject({
  ...anyKey,
  service: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,31}$/,
      "must be the short name of a cloud service, such as mse: at most 32 lower-case letters, digits and hyphens",
    )
    .optional(),
  id: id.optional(),
  versionId: id.optional(),
  region: z.enum(regions).optional(),
});

/** The shape of the entry of a key of an instance, which has the instance's region. */
export const seedInstanceKeyEntry = z.strictObject({
  ...anyKey,
  id: z.string().regex(instanceKey.pattern, instanceKey.form).optional(),
  versionId: z.string().optional(),
  policy: z.unknown().optional(),
});

type SeedKeyEntry = z.output<typeof seedKeyEntry>;
type SeedInstanceKeyEntry = z.output<typeof seedInstanceKeyEntry>;

/** What keys are made with. */
export interface SeedKeyDependencies {
  readonly crypto: CryptoBackend;
  readonly scope: StoreScope;
  readonly random: RandomBytes;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Makes the records of a seeded key.
 *
 * @param instance the id of its instance; null for a key outside instances
 * @throws StartError, ServiceError, CryptoError, AccessError for an entry that is not valid
 */
export async function makeSeedKey(
  entry: SeedKeyEntry | SeedInstanceKeyEntry,
  instance: string | null,
  { crypto, scope, random, now }: SeedKeyDependencies,
): Promise<SeedKey> {
  const ids = idsOf(entry, instance, random);
  const service = "service" in entry ? entry.service : undefined;
  const policy = instance === null ? null : policyOf(entry, scope.account);
  const { KeySpec = entry.spec, KeyUsage, Description = "", Tags = [] } = requestOf(entry);
  const material = materialOf(entry);
  try {
    const { key, version } = await makeKey(crypto, {
      scope,
      ids,
      spec: KeySpec,
      usage: KeyUsage,
      protectionLevel: "SOFTWARE",
      instance,
      description: Description,
      creator: service ?? scope.account,
      now,
      ...(material !== undefined && { material }),
    });
    const tags = Tags.map(({ TagKey, TagValue }) => ({ key: TagKey, value: TagValue }));
    const names = (entry.aliases ?? []).map(aliasName);
    if (service !== undefined) names.push(`${serviceAliases}${service}`);
    const aliases = names.map((name) => ({ name, keyId: ids.keyId, createdAt: now }));
    return { scope, key: { ...key, policy }, version, tags, aliases };
  } finally {
    if (material !== undefined) wipe(material);
  }
}

function idsOf(
  { id, versionId }: Pick<SeedKeyEntry, "id" | "versionId">,
  instance: string | null,
  random: RandomBytes,
): NewKeyIds {
  const keyId = id ?? newKeyIds(instance, random).keyId;
  if (versionId === undefined) return { keyId, versionId: newVersionId({ id: keyId, instance }, random) };
  const isOfKey = versionId.startsWith(`${keyId}-`) && instanceKeyVersion.pattern.test(versionId);
  if (instance !== null && !isOfKey) throw new StartError(`versionId ${instanceKeyVersion.form}`);
  return { keyId, versionId };
}

function policyOf({ policy }: SeedInstanceKeyEntry, account: string): string {
  return JSON.stringify(
    policy === undefined ? defaultKeyPolicy(account) : parseKeyPolicy(policy, { account }),
  );
}

/** The entry as CreateKey would take it, so that no rule stands in two places. */
function requestOf({ spec, usage, description, tags = {} }: SeedKeyEntry | SeedInstanceKeyEntry) {
  const list = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  const parameters = { KeySpec: spec, KeyUsage: usage, Description: description, Tags: JSON.stringify(list) };
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return parseRequest(createKey, new Map(given));
}

function aliasName(name: string): string {
  return parseRequest(deleteAlias, new Map([["AliasName", name]])).AliasName;
}

function materialOf({ material }: Pick<SeedKeyEntry, "material">): Uint8Array | undefined {
  if (material === undefined) return undefined;
  const bytes = decodeBase64(material);
  if (bytes === undefined) throw new StartError("material is not base64");
  return bytes;
}

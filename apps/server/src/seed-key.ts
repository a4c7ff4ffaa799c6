import type { CryptoBackend } from "@keyferry/crypto";
import { makeKey, newKeyIds, type RandomBytes } from "@keyferry/kms";
import { createAlias, createKey, decodeBase64, parseRequest } from "@keyferry/protocol";
import type { SeedKey, StoreScope } from "@keyferry/store";
import * as z from "zod";
import { StartError } from "./config/start-error.ts";

const id = z.string().regex(/^[a-z0-9-]{36}$/, "must be 36 characters, such as a UUID in lower case");

/** The shape of a key's entry. What its values may be, CreateKey and CreateAlias say. */
export const seedKeyEntry = z.strictObject({
  id: id.optional(),
  versionId: id.optional(),
  spec: z.string(),
  usage: z.string().optional(),
  material: z.string().optional(),
  description: z.string().optional(),
  aliases: z.array(z.string()).max(100).optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

/** What keys are made with. */
export interface SeedKeyTools {
  readonly crypto: CryptoBackend;
  readonly scope: StoreScope;
  readonly random: RandomBytes;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Makes the records of a seeded key.
 *
 * @throws StartError, ServiceError, CryptoError for an entry that is not valid
 */
export async function makeSeedKey(
  entry: z.output<typeof seedKeyEntry>,
  { crypto, scope, random, now }: SeedKeyTools,
): Promise<SeedKey> {
  const ids = newKeyIds(null, random);
  const keyId = entry.id ?? ids.keyId;
  const { KeySpec = entry.spec, KeyUsage, Description = "", Tags = [] } = requestOf(entry);
  const material = materialOf(entry);
  try {
    const { key, version } = await makeKey(crypto, {
      ids: { keyId, versionId: entry.versionId ?? ids.versionId },
      spec: KeySpec,
      usage: KeyUsage,
      protectionLevel: "SOFTWARE",
      instance: null,
      description: Description,
      creator: scope.account,
      now,
      ...(material !== undefined && { material }),
    });
    const tags = Tags.map(({ TagKey, TagValue }) => ({ key: TagKey, value: TagValue }));
    const aliases = (entry.aliases ?? []).map((name) => ({ ...aliasOf(name, keyId), createdAt: now }));
    return { scope, key, version, tags, aliases };
  } finally {
    material?.fill(0);
  }
}

/** The entry as CreateKey would take it, so that no rule stands in two places. */
function requestOf({ spec, usage, description, tags = {} }: z.output<typeof seedKeyEntry>) {
  const list = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  const parameters = { KeySpec: spec, KeyUsage: usage, Description: description, Tags: JSON.stringify(list) };
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return parseRequest(createKey, new Map(given));
}

function aliasOf(name: string, keyId: string) {
  const { AliasName } = parseRequest(
    createAlias,
    new Map([
      ["AliasName", name],
      ["KeyId", keyId],
    ]),
  );
  return { name: AliasName, keyId };
}

function materialOf({ material }: z.output<typeof seedKeyEntry>): Uint8Array | undefined {
  if (material === undefined) return undefined;
  const bytes = decodeBase64(material);
  if (bytes === undefined) throw new StartError("material is not base64");
  return bytes;
}

import { AccessError, newUser } from "@keyferry/access";
import { CryptoError, type CryptoBackend, type Sealer } from "@keyferry/crypto";
import { makeKey, newKeyIds, type RandomBytes } from "@keyferry/kms";
import { decodeBase64, ServiceError } from "@keyferry/protocol";
import type { KeyStore, Seed, SeedKey, StoreScope } from "@keyferry/store";
import * as z from "zod";
import { readDocument } from "./config/document.ts";
import { StartError } from "./config/start-error.ts";

const id = z.string().regex(/^[a-z0-9-]{36}$/, "must be 36 characters, such as a UUID in lower case");

const seedKey = z.strictObject({
  id: id.optional(),
  versionId: id.optional(),
  spec: z.enum(["Aliyun_AES_256", "Aliyun_SM4"]),
  material: z.string().optional(),
  description: z.string().max(8192).optional(),
  aliases: z
    .array(z.string().regex(/^alias\/(?!acs)[A-Za-z0-9_/-]{1,255}$/))
    .max(100)
    .optional(),
  tags: z.record(z.string().min(1).max(128), z.string().max(128)).optional(),
});

const seedDocument = z.strictObject({
  keys: z.array(seedKey).max(10_000).optional(),
  users: z.array(z.unknown()).max(10_000).optional(),
});

type SeedDocument = z.output<typeof seedDocument>;
type SeedKeyEntry = z.output<typeof seedKey>;

/** What a seed is applied with. */
export interface SeedTools {
  readonly store: KeyStore;
  readonly crypto: CryptoBackend;
  readonly sealer: Sealer;
  readonly scope: StoreScope;
  readonly random: RandomBytes;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Applies a seed file, once, to an empty store. It is applied whole or not at all.
 *
 * @returns false when the store is not empty
 * @throws StartError for a file with a fault anywhere in it
 */
export async function applySeed(file: string, tools: SeedTools): Promise<boolean> {
  const result = seedDocument.safeParse(readDocument(file));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw refused(file, issue?.path.join(".") ?? "", issue?.message ?? "is not a seed");
  }
  return tools.store.seed(await makeSeed(file, result.data, tools));
}

async function makeSeed(
  file: string,
  { keys = [], users = [] }: SeedDocument,
  tools: SeedTools,
): Promise<Seed> {
  const { sealer, scope } = tools;
  const made = await Promise.all(
    keys.map((entry, index) => naming(file, `keys.${String(index)}`, () => makeSeedKey(entry, tools))),
  );
  refuseTwice(
    file,
    "id",
    made.map(({ key }) => key.id),
  );
  refuseTwice(
    file,
    "versionId",
    made.map(({ version }) => version.id),
  );
  refuseTwice(
    file,
    "alias",
    made.flatMap(({ aliases }) => aliases.map(({ name }) => name)),
  );
  const accounts = await Promise.all(
    users.map((entry, index) =>
      naming(file, `users.${String(index)}`, () => newUser({ account: scope.account, entry, sealer })),
    ),
  );
  refuseTwice(
    file,
    "user",
    accounts.map(({ user }) => user.name),
  );
  const accessKeys = accounts.flatMap((account) => account.accessKeys);
  refuseTwice(
    file,
    "access key id",
    accessKeys.map((accessKey) => accessKey.id),
  );
  return { keys: made, users: accounts.map(({ user }) => user), accessKeys };
}

async function makeSeedKey(entry: SeedKeyEntry, { crypto, scope, random, now }: SeedTools): Promise<SeedKey> {
  const ids = newKeyIds(null, random);
  const keyId = entry.id ?? ids.keyId;
  const material = entry.material === undefined ? undefined : decodeBase64(entry.material);
  if (entry.material !== undefined && material === undefined) throw new StartError("material is not base64");
  try {
    const { key, version } = await makeKey(crypto, {
      ids: { keyId, versionId: entry.versionId ?? ids.versionId },
      spec: entry.spec,
      usage: "ENCRYPT/DECRYPT",
      protectionLevel: "SOFTWARE",
      instance: null,
      description: entry.description ?? "",
      creator: scope.account,
      now,
      ...(material !== undefined && { material }),
    });
    return {
      scope,
      key,
      version,
      tags: Object.entries(entry.tags ?? {}).map(([name, value]) => ({ key: name, value })),
      aliases: (entry.aliases ?? []).map((name) => ({ name, keyId, createdAt: now })),
    };
  } finally {
    material?.fill(0);
  }
}

async function naming<T>(file: string, place: string, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    const known = [AccessError, CryptoError, ServiceError, StartError].some((type) => error instanceof type);
    if (known) throw refused(file, place, (error as Error).message, error);
    throw error;
  }
}

function refuseTwice(file: string, what: string, values: readonly string[]): void {
  const twin = values.find((value, index) => values.indexOf(value) !== index);
  if (twin !== undefined) throw refused(file, what, `${twin} stands there twice`);
}

function refused(file: string, place: string, reason: string, cause?: unknown): StartError {
  const where = place === "" ? file : `${file}, ${place}`;
  return new StartError(`${where}: ${reason}; nothing of the seed was applied`, { cause });
}

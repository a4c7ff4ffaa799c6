import { AccessError, newUser } from "@keyferry/access";
import { CryptoError, type Sealer } from "@keyferry/crypto";
import { ServiceError } from "@keyferry/protocol";
import type { KeyStore, Seed } from "@keyferry/store";
import * as z from "zod";
import { readDocument } from "./config/document.ts";
import { StartError } from "./config/start-error.ts";
import { makeSeedKey, seedKeyEntry, type SeedKeyTools } from "./seed-key.ts";

const seedDocument = z.strictObject({
  keys: z.array(seedKeyEntry).max(10_000).optional(),
  users: z.array(z.unknown()).max(10_000).optional(),
});

type SeedDocument = z.output<typeof seedDocument>;

/** What a seed is applied with. */
export interface SeedTools extends SeedKeyTools {
  readonly store: KeyStore;
  readonly sealer: Sealer;
  /** Id of the root's access key: a seeded one of the same id would never be asked. */
  readonly rootAccessKeyId: string;
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
  const { sealer, scope, rootAccessKeyId } = tools;
  const made = await Promise.all(
    keys.map((entry, index) => naming(file, `keys.${String(index)}`, () => makeSeedKey(entry, tools))),
  );
  const accounts = await Promise.all(
    users.map((entry, index) =>
      naming(file, `users.${String(index)}`, () => newUser({ account: scope.account, entry, sealer })),
    ),
  );
  const accessKeys = accounts.flatMap((account) => account.accessKeys);
  const unique: Readonly<Record<string, readonly string[]>> = {
    id: made.map(({ key }) => key.id),
    versionId: made.map(({ version }) => version.id),
    alias: made.flatMap(({ aliases }) => aliases.map(({ name }) => name)),
    user: accounts.map(({ user }) => user.name),
    "access key id": [rootAccessKeyId, ...accessKeys.map((accessKey) => accessKey.id)],
  };
  for (const [what, values] of Object.entries(unique)) refuseTwice(file, what, values);
  return {
    instances: [],
    keys: made,
    groups: [],
    users: accounts.map(({ user }) => user),
    accessKeys,
    roles: [],
  };
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
  if (twin !== undefined) throw refused(file, what, `${twin} is taken twice`);
}

function refused(file: string, place: string, reason: string, cause?: unknown): StartError {
  const where = place === "" ? file : `${file}, ${place}`;
  return new StartError(`${where}: ${reason}; nothing of the seed was applied`, { cause });
}

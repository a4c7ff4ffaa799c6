import type { KeyStore, Seed } from "@keyferry/store";
import { readDocument } from "../config/document.ts";
import { StartError } from "../config/start-error.ts";
import { makeSeedAccount, type SeedAccount, type SeedAccountDependencies } from "./seed-account.ts";
import { seedDocument } from "./seed-document.ts";
import { faultAt } from "./seed-fault.ts";
import { refuseTwins } from "./seed-twins.ts";

/** What a seed is applied with. Its scope is the server's own account and region. */
export interface SeedDependencies extends SeedAccountDependencies {
  readonly store: KeyStore;
  /** Id of the root's access key: a seeded one of the same id would never be asked. */
  readonly rootAccessKeyId: string;
}

/**
 * Applies a seed file, once, to an empty store. It is applied whole or not at all.
 *
 * @returns false when the store is not empty, or a seed was applied to it before
 * @throws StartError for a file with a fault anywhere in it
 */
export async function applySeed(file: string, dependencies: SeedDependencies): Promise<boolean> {
  const document = await readDocument(file, "seed");
  try {
    return await dependencies.store.seed(await makeSeed(document, dependencies));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const { message, cause } = error;
    throw new StartError(`${file}, ${message}; nothing of the seed was applied`, { cause });
  }
}

async function makeSeed(document: unknown, dependencies: SeedDependencies): Promise<Seed> {
  const result = seedDocument.safeParse(document);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw faultAt(issue?.path.join(".") ?? "", issue?.message ?? "is not a seed");
  }
  const { accounts: others = [], ...own } = result.data;
  const accounts = [await makeSeedAccount(own, "", dependencies)];
  for (const [index, { id, ...content }] of others.entries()) {
    const scope = { ...dependencies.scope, account: id };
    accounts.push(await makeSeedAccount(content, `accounts.${String(index)}.`, { ...dependencies, scope }));
  }
  refuseTwins(accounts, dependencies.rootAccessKeyId);
  return seedOf(accounts);
}

function seedOf(accounts: readonly SeedAccount[]): Seed {
  const instances = accounts.flatMap((account) => account.instances);
  const users = accounts.flatMap((account) => account.users);
  return {
    instances: instances.map(({ scope, instance }) => ({ scope, instance })),
    keys: [...accounts.flatMap(({ keys }) => keys), ...instances.flatMap(({ keys }) => keys)],
    secrets: accounts.flatMap(({ managedDataKeys }) => managedDataKeys.flat()),
    groups: accounts.flatMap(({ groups }) => groups),
    users: users.map(({ user }) => user),
    accessKeys: users.flatMap(({ accessKeys }) => accessKeys),
    roles: accounts.flatMap(({ roles }) => roles),
    recipients: accounts.flatMap(({ recipients }) => recipients),
  };
}

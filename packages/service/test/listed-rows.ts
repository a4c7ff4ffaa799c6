import { randomUUID } from "node:crypto";
import {
  createAlias,
  createKey,
  createNetworkRule,
  createSecret,
  deleteAlias,
  deleteNetworkRule,
  deleteSecret,
  listAliases,
  listAliasesByKeyId,
  listKeys,
  listNetworkRules,
  listSecrets,
  scheduleKeyDeletion,
  type RequestOf,
} from "@keyferry/protocol";
import type { World } from "./two-services.ts";

/** Rows that an operation lists. */
export interface Rows {
  /** Makes a row and answers its id. */
  readonly make: () => Promise<string>;
  readonly remove: (id: string) => Promise<unknown>;
}

/** A page of a list by numbers. */
export interface NumberedPage {
  readonly ids: readonly string[];
  readonly total: number;
}

/** Rows, and the pages of their list. */
export interface Listed extends Rows {
  readonly page: (paging: Readonly<Record<"PageNumber" | "PageSize", number>>) => Promise<NumberedPage>;
}

const day = 86_400_000;

/** Keys with so many tags. They go a week after their deletion is scheduled, for which the clock moves. */
export function keyRows({ writer, clock, purge }: World, { tags }: { readonly tags: number }): Rows {
  const Tags = Array.from({ length: tags }, (_, tag) => ({ TagKey: `t${String(tag)}`, TagValue: "v" }));
  const request: RequestOf<typeof createKey> = { Tags };
  return {
    make: async () => (await writer.call(createKey, request)).KeyMetadata.KeyId,
    remove: async (KeyId) => {
      await writer.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
      clock.now += 8 * day;
      await purge();
    },
  };
}

/** Rows whose ids are names that the maker chooses. */
function namedRows(prefix: string, make: (name: string) => Promise<unknown>, remove: Rows["remove"]): Rows {
  return {
    make: async () => {
      const name = `${prefix}${randomUUID()}`;
      await make(name);
      return name;
    },
    remove,
  };
}

function aliasRows({ writer }: World, KeyId: string): Rows {
  return namedRows(
    "alias/",
    (AliasName) => writer.call(createAlias, { AliasName, KeyId }),
    (AliasName) => writer.call(deleteAlias, { AliasName }),
  );
}

/** Every list by numbers that grows with use. */
export const lists: Readonly<Record<string, (world: World) => Promise<Listed>>> = {
  ListKeys: (world) =>
    Promise.resolve({
      ...keyRows(world, { tags: 1 }),
      page: async (paging) => {
        const { Keys, TotalCount } = await world.reader.call(listKeys, paging);
        return { ids: Keys.map(({ KeyId }) => KeyId), total: TotalCount };
      },
    }),

  ListAliases: async (world) => ({
    ...aliasRows(world, await keyRows(world, { tags: 0 }).make()),
    page: async (paging) => {
      const { Aliases, TotalCount } = await world.reader.call(listAliases, paging);
      return { ids: Aliases.map(({ AliasName }) => AliasName), total: TotalCount };
    },
  }),

  ListAliasesByKeyId: async (world) => {
    const KeyId = await keyRows(world, { tags: 0 }).make();
    return {
      ...aliasRows(world, KeyId),
      page: async (paging) => {
        const { Aliases, TotalCount } = await world.reader.call(listAliasesByKeyId, { KeyId, ...paging });
        return { ids: Aliases.map(({ AliasName }) => AliasName), total: TotalCount };
      },
    };
  },

  ListSecrets: (world) =>
    Promise.resolve({
      ...namedRows(
        "list/",
        (SecretName) => world.writer.call(createSecret, { SecretName, VersionId: "v1", SecretData: "x" }),
        (SecretName) => world.writer.call(deleteSecret, { SecretName, ForceDeleteWithoutRecovery: true }),
      ),
      page: async (paging) => {
        const { SecretList, TotalCount } = await world.reader.call(listSecrets, paging);
        return { ids: SecretList.map(({ SecretName }) => SecretName), total: TotalCount };
      },
    }),

  ListNetworkRules: (world) =>
    Promise.resolve({
      ...namedRows(
        "rule-",
        (Name) => {
          const SourcePrivateIp = ["10.0.0.1"];
          return world.writer.call(createNetworkRule, { Name, Type: "Private", SourcePrivateIp });
        },
        (Name) => world.writer.call(deleteNetworkRule, { Name }),
      ),
      page: async (paging) => {
        const { NetworkRules, TotalCount } = await world.reader.call(listNetworkRules, paging);
        return { ids: NetworkRules.map(({ Name }) => Name), total: TotalCount };
      },
    }),
};

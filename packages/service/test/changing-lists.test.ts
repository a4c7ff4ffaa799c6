import { randomBytes, randomUUID } from "node:crypto";
import { combineBackends, createRowAuthenticator, createSealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import {
  createAlias,
  createKey,
  createSecret,
  deleteAlias,
  deleteSecret,
  listAliases,
  listKeys,
  listSecrets,
  listSecretVersionIds,
  listTagResources,
  putSecretValue,
  scheduleKeyDeletion,
} from "@keyferry/protocol";
import { createCaller, type Caller } from "@keyferry/sdk";
import { createService, type Service } from "@keyferry/service";
import { createMemoryNonceStore } from "@keyferry/store-memory";
import { createInProcessTransport } from "@keyferry/transport";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { storeKinds, storePlaces, type StoreKind } from "../../../tools/testing/stores.ts";

const root = { account: "1000000000000000", accessKeyId: "root", accessKeySecret: "secret" };
const day = 86_400_000;
/** How many rows stand throughout, and how many at most come and go beside them. */
const [standing, passing] = [30, 12];
const PageSize = 7;
/** How often a list is read from its first page to its last. */
const rounds = 8;

/** Two services on one store: on a connection each, as two servers have them, where the store has connections. */
interface World {
  readonly reader: Caller;
  readonly writer: Caller;
  /** Deletes the keys whose time has come. */
  readonly purge: () => Promise<unknown>;
  readonly clock: { now: number };
  readonly close: () => Promise<void>;
}

async function openWorld(kind: StoreKind): Promise<World> {
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const rootKey = randomBytes(32);
  const sealer = createSealer(rootKey);
  const authenticator = createRowAuthenticator(rootKey);
  const place = storePlaces[kind]({ clock: now, authenticator });
  const stores = [await place.open(), await place.open()] as const;
  const nonces = createMemoryNonceStore({ clock: now });
  const crypto = combineBackends([createNodeBackend({ sealer }), createSoftwareBackend({ sealer })]);
  // What is signed is not old when the clock has moved meanwhile.
  const clocks = { clock: now, signingClock: Date.now };
  const parts = { nonces, crypto, sealer, root, region: "cn-hangzhou", ...clocks };
  const [first, last] = stores.map((store) => createService({ ...parts, store })) as [Service, Service];
  const callerOf = (service: Service) => {
    const door = service.openGateway(service.hostsOf("vpc"));
    return createCaller({ transport: createInProcessTransport({ door }), credentials: root });
  };
  return {
    ...{ reader: callerOf(first), writer: callerOf(last), clock },
    purge: () => last.kms.purgeDueKeys(),
    close: place.close,
  };
}

/** A page of a list by numbers. */
interface NumberedPage {
  readonly ids: readonly string[];
  readonly total: number;
}

/** What is listed: how rows come and go, and what a page holds. */
interface Listed {
  /** Makes a row and answers its id. */
  readonly make: () => Promise<string>;
  readonly remove: (id: string) => Promise<unknown>;
  readonly page: (PageNumber: number) => Promise<NumberedPage>;
}

let world: World;

const lists: Readonly<Record<string, () => Promise<Listed>>> = {
  ListKeys: () =>
    Promise.resolve({
      make: newKey,
      remove: deleteKey,
      page: async (PageNumber) => {
        const { Keys, TotalCount } = await world.reader.call(listKeys, { PageNumber, PageSize });
        return { ids: Keys.map(({ KeyId }) => KeyId), total: TotalCount };
      },
    }),

  ListAliases: async () => {
    const KeyId = await newKey();
    return {
      make: async () => {
        const AliasName = `alias/${randomUUID()}`;
        await world.writer.call(createAlias, { AliasName, KeyId });
        return AliasName;
      },
      remove: (AliasName) => world.writer.call(deleteAlias, { AliasName }),
      page: async (PageNumber) => {
        const { Aliases, TotalCount } = await world.reader.call(listAliases, { PageNumber, PageSize });
        return { ids: Aliases.map(({ AliasName }) => AliasName), total: TotalCount };
      },
    };
  },

  ListSecrets: () =>
    Promise.resolve({
      make: async () => {
        const SecretName = `list/${randomUUID()}`;
        await world.writer.call(createSecret, { SecretName, VersionId: "v1", SecretData: "x" });
        return SecretName;
      },
      remove: (SecretName) =>
        world.writer.call(deleteSecret, { SecretName, ForceDeleteWithoutRecovery: true }),
      page: async (PageNumber) => {
        const { SecretList, TotalCount } = await world.reader.call(listSecrets, { PageNumber, PageSize });
        return { ids: SecretList.map(({ SecretName }) => SecretName), total: TotalCount };
      },
    }),
};

async function newKey(): Promise<string> {
  const Tags = [{ TagKey: "team", TagValue: "pay" }];
  return (await world.writer.call(createKey, { Tags })).KeyMetadata.KeyId;
}

/** A key goes a week after its deletion is scheduled. */
async function deleteKey(KeyId: string): Promise<void> {
  await world.writer.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
  world.clock.now += 8 * day;
  await world.purge();
}

/** Makes a row or deletes one, each time it is called: at most {@link passing} are there, any of them the next to go. */
function changing({ make, remove }: Pick<Listed, "make" | "remove">): () => Promise<void> {
  const there: string[] = [];
  let turn = 0;
  return async () => {
    turn += 1;
    const goes = there.length === passing || turn % 3 === 0;
    const id = goes ? there.splice(turn % there.length, 1)[0] : undefined;
    if (id === undefined) there.push(await make());
    else await remove(id);
  };
}

/** All pages, until one is not full; there is a change while each is read. */
async function walk(page: Listed["page"], change: () => Promise<void>): Promise<readonly NumberedPage[]> {
  const pages: NumberedPage[] = [];
  for (;;) {
    const [read] = await Promise.all([page(pages.length + 1), change()]);
    pages.push(read);
    if (read.ids.length < PageSize) return pages;
  }
}

describe.each(storeKinds)("a list that changes while it is read, in %s", (kind) => {
  beforeEach(async () => {
    world = await openWorld(kind);
  });
  afterEach(() => world.close());

  describe.each(Object.entries(lists))("%s", (_, open) => {
    it("holds what stood before all changes exactly once, in its order", async () => {
      const list = await open();
      const stood = await making(list, standing);
      const change = changing(list);
      for (let round = 0; round < rounds; round += 1) {
        const pages = await walk(list.page, change);
        expect(pages.flatMap(({ ids }) => ids.filter((id) => stood.includes(id)))).toEqual(stood);
        expectTotals(pages, stood.length);
      }
    });

    it("moves what stood by as much as has come and gone before it, and fails no page", async () => {
      const list = await open();
      const early = await making(list, passing);
      const stood = await making(list, standing);
      // Those that come are behind; those that go were in front.
      const goes = early.values();
      const remove = async (id: string) => {
        const { value } = goes.next();
        if (value !== undefined) await list.remove(value);
        await list.remove(id);
      };
      const change = changing({ make: list.make, remove });
      for (let round = 0; round < rounds; round += 1) {
        const pages = await walk(list.page, change);
        for (const [number, { ids }] of pages.entries()) {
          expect(new Set(ids).size).toBe(ids.length);
          for (const [index, id] of ids.entries()) {
            const rank = stood.indexOf(id);
            if (rank < 0) continue;
            const inFront = number * PageSize + index - rank;
            expect(inFront).toBeGreaterThanOrEqual(0);
            expect(inFront).toBeLessThanOrEqual(early.length);
          }
        }
        expectTotals(pages, stood.length, early.length);
      }
      expect(goes.next().done).toBe(true);
    });
  });

  it("ListTagResources holds the tags of what stood exactly once, whatever goes in front", async () => {
    const twenty = Array.from({ length: 20 }, (_, tag) => ({ TagKey: `t${String(tag)}`, TagValue: "v" }));
    const make = async () => (await world.writer.call(createKey, { Tags: twenty })).KeyMetadata.KeyId;
    const [early, stood]: [string[], string[]] = [[], []];
    for (let count = 0; count < standing; count += 1) {
      if (count < passing) early.push(await make());
      stood.push(await make());
    }
    const remove = async (id: string) => {
      await deleteKey(early.shift() ?? id);
    };
    const change = changing({ make, remove });
    const expected = stood.flatMap((id) => twenty.map(({ TagKey }) => `${id} ${TagKey}`));
    for (let round = 0; round < rounds; round += 1) {
      const rows: string[] = [];
      let token: string | undefined;
      do {
        const request = { ResourceType: "key", ...(token !== undefined && { NextToken: token }) } as const;
        const [page] = await Promise.all([world.reader.call(listTagResources, request), change()]);
        rows.push(...page.TagResources.map(({ ResourceId, TagKey }) => `${ResourceId} ${TagKey}`));
        token = page.NextToken;
      } while (token !== undefined);
      expect(rows.filter((row) => stood.includes(row.split(" ")[0] ?? ""))).toEqual(expected);
      expect(new Set(rows).size).toBe(rows.length);
    }
    expect(early).toEqual([]);
  });

  it("ListSecretVersionIds holds the versions that have labels exactly once", async () => {
    const SecretName = "orders";
    const put = (VersionId: string, VersionStages: string[]) =>
      world.writer.call(putSecretValue, { SecretName, VersionId, SecretData: "x", VersionStages });
    await world.writer.call(createSecret, { SecretName, VersionId: "first", SecretData: "x" });
    const labelled = ["kept-a", "kept-b", "kept-c"];
    for (const id of labelled) await put(id, [`label-${id}`]);
    // Each new value is the current one; those without a label go when there are more than ten.
    const make = () => put(randomUUID(), ["ACSCurrent"]);
    for (let count = 0; count < 10; count += 1) await make();
    for (let round = 0; round < rounds; round += 1) {
      const ids: string[] = [];
      for (let PageNumber = 1; PageNumber <= 5; PageNumber += 1) {
        const request = { SecretName, IncludeDeprecated: true, PageNumber, PageSize: 2 };
        const [page] = await Promise.all([world.reader.call(listSecretVersionIds, request), make()]);
        ids.push(...page.VersionIds.map(({ VersionId }) => VersionId));
        expect([page.VersionIds.length, page.TotalCount]).toEqual([2, 10]);
      }
      expect(ids.filter((id) => labelled.includes(id))).toEqual(labelled);
    }
  });
});

async function making({ make }: Listed, count: number): Promise<readonly string[]> {
  const made: string[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make());
  return made;
}

/** Each total counts what stood, and no more beside it than there can be. */
function expectTotals(pages: readonly NumberedPage[], stood: number, early = 0): void {
  for (const { total } of pages) {
    expect(total).toBeGreaterThanOrEqual(stood);
    expect(total).toBeLessThanOrEqual(stood + early + passing);
  }
}

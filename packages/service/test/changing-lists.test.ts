import { randomUUID } from "node:crypto";
import { createSecret, listSecretVersionIds, listTagResources, putSecretValue } from "@keyferry/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keyRows, lists, type Listed, type NumberedPage, type Rows } from "./listed-rows.ts";
import { storeKinds } from "../../../tools/testing/stores.ts";
import { openWorld, type World } from "./two-services.ts";

/** How many rows stand throughout, and how many at most come and go beside them. */
const [standing, passing] = [30, 12];
const PageSize = 7;
/** How often a list is read from its first page to its last. */
const rounds = 8;

let world: World;

/** Makes a row or deletes one, each time it is called: at most {@link passing} are there, any of them the next to go. */
function changing({ make, remove }: Rows): () => Promise<void> {
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
    const [read] = await Promise.all([page({ PageNumber: pages.length + 1, PageSize }), change()]);
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
      const list = await open(world);
      const stood = await making(list, standing);
      const change = changing(list);
      for (let round = 0; round < rounds; round += 1) {
        const pages = await walk(list.page, change);
        expect(pages.flatMap(({ ids }) => ids.filter((id) => stood.includes(id)))).toEqual(stood);
        expectTotals(pages, stood.length);
      }
    });

    it("moves what stood by as much as has come and gone before it, and fails no page", async () => {
      const list = await open(world);
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
    const { make, remove: removeKey } = keyRows(world, { tags: 20 });
    const [early, stood]: [string[], string[]] = [[], []];
    for (let count = 0; count < standing; count += 1) {
      if (count < passing) early.push(await make());
      stood.push(await make());
    }
    const remove = async (id: string) => {
      await removeKey(early.shift() ?? id);
    };
    const change = changing({ make, remove });
    const expected = stood.flatMap((id) => Array.from({ length: 20 }, (_, tag) => `${id} t${String(tag)}`));
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

async function making({ make }: Rows, count: number): Promise<readonly string[]> {
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

import type { KeyStore, StoreScope } from "@keyferry/store";
import { expect, it } from "vitest";
import type { VersionTarget } from "../src/call/targets.ts";
import { createMessageBlocks } from "../src/messages/message-blocks.ts";
import { gcmLimits } from "../src/messages/message-limits.ts";

/** How many versions a process remembers. */
const most = 2 ** 17;

const target = (index: number, place = { account: "1", region: "cn-hangzhou" }) =>
  ({ ...place, key: { id: "k" }, version: { id: `version ${String(index)}` } }) as VersionTarget;

/** Blocks over a store that only counts. */
function begin() {
  const counts = new Map<string, number>();
  const asked: string[] = [];
  const store = {
    scoped: ({ account, region }: StoreScope) => ({
      keys: {
        write: {
          reserveMessages: async (versionId: string, { wanted }: { readonly wanted: number }) => {
            const name = `${account} ${region} ${versionId}`;
            asked.push(name);
            const before = counts.get(name) ?? 0;
            counts.set(name, before + wanted);
            return { before, count: wanted };
          },
        },
      },
    }),
  } as unknown as Pick<KeyStore, "scoped">;
  return { asked, blocks: createMessageBlocks({ store, limits: gcmLimits, onCounted: () => undefined }) };
}

it("keeps blocks of so many versions, and forgets that whose block is oldest", async () => {
  const { blocks, asked } = begin();
  for (let index = 0; index < most; index++) await blocks.take(target(index));
  expect(asked).toHaveLength(most);
  expect([blocks.take(target(0)), blocks.take(target(most - 1))]).toEqual([true, true]);
  await blocks.take(target(most));
  expect(blocks.take(target(1))).toBe(true);
  expect(blocks.take(target(0))).toBeInstanceOf(Promise);
  expect(asked.slice(most)).toEqual([`1 cn-hangzhou version ${String(most)}`, "1 cn-hangzhou version 0"]);
});

it("has a block of its own for a version of the same id elsewhere", async () => {
  const { blocks, asked } = begin();
  const places = [
    { account: "1", region: "cn-hangzhou" },
    { account: "1", region: "cn-beijing" },
    { account: "2", region: "cn-hangzhou" },
  ];
  for (const place of places) await blocks.take(target(1, place));
  expect(asked).toEqual(places.map(({ account, region }) => `${account} ${region} version 1`));
});

it("loses no block to questions whether versions are full", async () => {
  const { blocks, asked } = begin();
  await blocks.take(target(0));
  let full = 0;
  for (let index = 1; index <= most; index++) if (blocks.isFull(target(index))) full += 1;
  expect(full).toBe(0);
  expect(blocks.take(target(0))).toBe(true);
  expect(asked).toHaveLength(1);
});

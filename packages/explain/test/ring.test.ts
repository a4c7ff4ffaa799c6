import { userPrincipal, type Access } from "@keyferry/access";
import type { Explanation } from "@keyferry/explain";
import { describe, expect, it, vi } from "vitest";
import { createRing, refusal } from "./rings.ts";
import { v1 } from "../../gateway/test/requests.ts";

describe("the ring", () => {
  it("goes on when those who look on throw", async () => {
    const told: string[] = [];
    const { explanations } = createRing({
      onExplained: ({ requestId }) => {
        told.push(`explained ${requestId}`);
        throw new Error("of the observer");
      },
      onFault: ({ requestId, error }) => {
        told.push(`${requestId}: ${(error as Error).message}`);
        throw new Error("of the one who is told of it");
      },
      access: { accessKey: () => Promise.reject(new Error("no store")) } as unknown as Access,
    });
    const unmade = refusal("SignatureDoesNotMatch", { requestId: "2", request: v1("DescribeRegions") });
    const ids = [refusal(), unmade, refusal()].map((one) => explanations.add(one));
    const found = await Promise.all(ids.map((id) => explanations.find(id)));
    expect(found.map((one) => one !== undefined)).toEqual([true, false, true]);
    await vi.waitFor(
      () => {
        expect(told).toEqual([
          "explained r",
          "r: of the observer",
          "2: no store",
          "explained r",
          "r: of the observer",
        ]);
      },
      { timeout: 10_000 },
    );
  });

  it("leaves no timer when it is closed, and makes nothing more", async () => {
    vi.useFakeTimers();
    try {
      const told: Explanation[] = [];
      const { explanations } = createRing({ onExplained: (explanation) => void told.push(explanation) });
      const waiting = explanations.find(explanations.add(refusal()));
      expect(vi.getTimerCount()).toBe(1);
      explanations.close();
      expect(vi.getTimerCount()).toBe(0);
      expect(await waiting).toBeUndefined();
      await explanations.find(explanations.add(refusal()));
      expect([vi.getTimerCount(), told]).toEqual([0, []]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("lists those that are made, oldest first, with whose requests they are about", async () => {
    const { explanations } = createRing();
    const accessKey = { id: "LTAI-ci", known: true };
    const principal = userPrincipal("1000000000000000", "ci");
    const trail = {
      resources: ["acs:kms:cn-hangzhou:1000000000000000:key/1"],
      keyVersions: [],
      custodies: [],
    };
    const ids = [
      refusal("Forbidden.KeyNotFound", { facts: { accessKey, principal, trail } }),
      refusal("InvalidAccessKeyId.NotFound", { facts: { accessKey: { id: "a-secret", known: false } } }),
    ].map((one) => explanations.add(one));
    expect(explanations.list()).toEqual([]);
    await explanations.find(ids[1] ?? "");
    const list = explanations.list().map(({ explanation, ...whose }) => ({ id: explanation.id, ...whose }));
    expect(list).toEqual([
      { id: ids[0], account: "1000000000000000", accessKeyId: "LTAI-ci", resources: trail.resources },
      { id: ids[1], account: undefined, accessKeyId: undefined, resources: [] },
    ]);
    explanations.close();
    expect(explanations.list()).toEqual([]);
  });

  it("forgets the oldest when there are too many", async () => {
    const { explanations } = createRing({ maxEntries: 2 });
    const ids = [];
    for (let i = 0; i < 3; i++) {
      const next = explanations.add(refusal());
      await explanations.find(next);
      ids.push(next);
    }
    const there = await Promise.all(ids.map((one) => explanations.find(one)));
    expect(there.map((found) => found !== undefined)).toEqual([false, true, true]);
  });

  it("forgets the oldest when there is too much of them, and those that still wait too", async () => {
    const { explanations } = createRing({ maxLength: 5_000 });
    const body = new Uint8Array(3_000);
    const large = () => refusal("MissingAction", { request: { ...v1("DescribeRegions"), body } });
    const [first, second] = [explanations.add(large()), explanations.add(large())];
    expect(await explanations.find(first)).toBeUndefined();
    expect(await explanations.find(second)).toBeDefined();
  });

  it("takes no more of a request than its explanation once it is made", async () => {
    const { explanations } = createRing({ maxLength: 9_000 });
    const body = new Uint8Array(5_000);
    const large = () => refusal("MissingAction", { request: { ...v1("DescribeRegions"), body } });
    const first = explanations.add(large());
    await explanations.find(first);
    const second = explanations.add(large());
    expect(await explanations.find(second)).toBeDefined();
    expect(await explanations.find(first)).toBeDefined();
  });

  it("does its work after the answer, one after the other, and rests four times as long", async () => {
    vi.useFakeTimers();
    try {
      const made: string[] = [];
      const slow = {
        accessKey: () => new Promise((resolve) => setTimeout(resolve, 10)),
      } as unknown as Access;
      const { explanations } = createRing({ access: slow, onFault: ({ requestId }) => made.push(requestId) });
      for (const requestId of ["1", "2", "3"]) {
        explanations.add(refusal("SignatureDoesNotMatch", { requestId, request: v1("DescribeRegions") }));
      }
      await vi.advanceTimersByTimeAsync(9);
      expect(made).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(made).toEqual(["1"]);
      await vi.advanceTimersByTimeAsync(40 + 9);
      expect(made).toEqual(["1"]);
      await vi.advanceTimersByTimeAsync(1);
      expect(made).toEqual(["1", "2"]);
      await vi.advanceTimersByTimeAsync(40 + 10);
      expect(made).toEqual(["1", "2", "3"]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a ring that is closed", () => {
  it("forgets everything, explains nothing more, and is silent about what it was at", async () => {
    let failAt: (error: Error) => void = () => undefined;
    const accessKey = vi.fn(() => new Promise((_, reject) => (failAt = reject)));
    const { explanations, failures } = createRing({ access: { accessKey } as unknown as Access });
    const made = explanations.add(refusal());
    await explanations.find(made);
    const waiting = explanations.find(
      explanations.add(refusal("SignatureDoesNotMatch", { request: v1("DescribeRegions") })),
    );
    await expect.poll(() => accessKey.mock.calls.length).toBe(1);
    explanations.close();
    expect(await waiting).toBeUndefined();
    expect(await explanations.find(made)).toBeUndefined();
    expect(await explanations.find(explanations.add(refusal()))).toBeUndefined();
    failAt(new Error("closed"));
    // By the next turn all that followed from it has been done.
    await new Promise((resolve) => setImmediate(resolve));
    expect(failures).toEqual([]);
  });
});

import type { HostPrimitives } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { observed, type Path, pathsOf, turned, useOf, withChange, wrong } from "./tried-backend.ts";

const faulty = expect.objectContaining({ name: "CryptoError", reason: "faulty" }) as Error;

/** What leaves a library when a bit of it is turned on the way: blobs, signatures, codes and public keys. */
const leaving = ["seal", "sign", "generate", "publicKey"];

/** How many outputs of each kind are spoilt. */
export type Spoilt = (path: Path) => number;

/**
 * Tests that a host backend uses none of its algorithms before it has answered rightly what is known, and that nothing spoilt leaves
 * it.
 */
export function describeTriedBackend(
  primitives: HostPrimitives,
  { spoilt }: { readonly spoilt: Spoilt },
): void {
  describe(`the backend ${primitives.name}`, () => {
    it.each(pathsOf(primitives).map((path) => [path.join("."), path] as const))(
      "is closed when it answers wrongly what is known: %s",
      async (_, path) => {
        const { backend, faults } = observed(withChange(primitives, path, wrong));
        const use = await useOf(backend, path, observed(primitives).backend);
        await expect(async () => use()).rejects.toThrow(faulty);
        expect(faults).toMatchObject([{ backend: primitives.name, kind: "known answer" }]);
        await expect(async () => use()).rejects.toThrow(faulty);
        expect(() => backend.random(1)).toThrow(faulty);
        expect(faults).toHaveLength(1);
      },
    );

    it.each(
      pathsOf(primitives)
        .filter((path) => leaving.includes(path.at(-1) ?? ""))
        .map((path) => [path.join("."), path] as const),
    )("lets nothing leave with a bit turned: %s", async (_, path) => {
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = 0;
      try {
        let calls = 0;
        const bits = new Set<number>();
        // A public key is found twice: that is its trial.
        const period = path.at(-1) === "publicKey" ? 3 : 2;
        // Each time the test comes first, since what was wrong before has closed the way; then the caller's.
        const nowAndThen: Parameters<typeof withChange>[2] =
          (leaf) =>
          (...parameters) => {
            const round = Math.floor(calls / period);
            if (calls++ % period !== 1) return leaf(...parameters);
            const bit = round * 2_654_435;
            bits.add(bit & 7);
            return wrong(leaf, turned(bit))(...parameters);
          };
        const { backend, faults } = observed(withChange(primitives, path, nowAndThen));
        let left = 0;
        const use = await useOf(backend, path, observed(primitives).backend);
        const count = spoilt(path);
        for (let number = 0; number < count; number++) {
          try {
            await use();
            left += 1;
          } catch (error) {
            expect(error).toMatchObject({ reason: "faulty" });
          }
        }
        expect(left).toBe(0);
        expect(calls).toBe(period * count);
        expect(bits.size).toBe(8);
        expect(faults).toHaveLength(count);
        expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(["output"]));
      } finally {
        Error.stackTraceLimit = limit;
      }
    });
  });
}

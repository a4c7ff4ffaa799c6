import { type ConformanceCheck, expectTrue } from "@keyferry/conformance";
import type { Capabilities } from "../../contract/backend.ts";
import {
  type BackendConformanceOptions,
  boundTo,
  checkOnBackend,
  checkPerKeySpec,
  dataKeyIn,
  type KeyBench,
} from "../bench/backend-bench.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";

const context = [["purpose", "data key"]] as const;

/** Lengths that callers ask for, and those at which modules are known to fail. */
export const dataKeyLengthsToTry = [1, 7, 16, 17, 24, 32, 64, 190, 256, 1_024] as const;

/** Whether a data key of `length` bytes is within what is claimed. */
export function claimsLength(
  { dataKeyLengths: { min, max, multipleOf } }: Capabilities,
  length: number,
): boolean {
  return length >= min && length <= max && length % multipleOf === 0;
}

async function generatesWhatItClaims({ backend, key, claim }: KeyBench): Promise<void> {
  const target = boundTo(key, context);
  for (const length of dataKeyLengthsToTry) {
    if (!claimsLength(claim, length)) {
      await expectRefusal("unsupported", `a data key of ${String(length)} bytes, which is not claimed,`, () =>
        backend.generateDataKey(target, length),
      );
      continue;
    }
    const body = await backend.generateDataKey(target, length);
    const dataKey = await dataKeyIn({ ...target, body }, backend);
    expectTrue(
      dataKey.length === length,
      `${String(length)} bytes of data key, found ${String(dataKey.length)}`,
    );
    // A module has forms of its own.
    const documented = claim.custody === "host" ? 28 + 4 * Math.ceil(length / 3) : body.length;
    expectTrue(
      body.length === documented,
      `a body of ${String(documented)} bytes for a data key of ${String(length)}, found ${String(body.length)}`,
    );
  }
}

async function refusesOtherLengths({ backend, key, claim }: KeyBench): Promise<void> {
  for (const length of [0, -1, 1.5, Number.NaN, claim.dataKeyLengths.max + 1]) {
    await expectRefusal("unsupported", `a data key of ${String(length)} bytes`, () =>
      backend.generateDataKey(boundTo(key, context), length),
    );
  }
}

async function generatesFreshKeys({ backend, key }: KeyBench): Promise<void> {
  const target = boundTo(key, context);
  const dataKeys = new Set<string>();
  for (let count = 0; count < 8; count += 1) {
    const body = await backend.generateDataKey(target, 32);
    dataKeys.add(String(await dataKeyIn({ ...target, body }, backend)));
  }
  expectTrue(dataKeys.size === 8, "8 different data keys");
}

/** What every backend promises of data keys and random bytes. */
export function dataKeyChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  return [
    ...checkPerKeySpec(
      options,
      "generates data keys of the claimed lengths and no others",
      generatesWhatItClaims,
    ),
    ...checkPerKeySpec(options, "refuses data keys of impossible lengths", refusesOtherLengths),
    ...checkPerKeySpec(options, "generates a new data key each time", generatesFreshKeys),
    checkOnBackend(options, "random bytes have the length asked for and differ", async ({ backend }) => {
      const [one, other] = [await backend.random(32), await backend.random(32)];
      expectTrue(one.length === 32 && other.length === 32, "32 random bytes");
      expectTrue(String(one) !== String(other), "two draws to differ");
    }),
  ];
}

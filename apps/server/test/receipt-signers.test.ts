import type * as crypto from "node:crypto";
import type * as gm from "@keyferry/gm";
import { expect, it, vi } from "vitest";
import { newPrivateKey, openSigner } from "../src/receipts/signers.ts";

/** Whether signatures come out with a bit turned. */
const fault = vi.hoisted(() => ({ turnsBit: false }));

function turned(signature: Uint8Array): Uint8Array {
  if (fault.turnsBit) signature[20] = (signature[20] ?? 0) ^ 4;
  return signature;
}

vi.mock("node:crypto", async (original) => {
  const real = await original<typeof crypto>();
  const sign = (...[algorithm, input, key]: Parameters<typeof real.sign>) =>
    turned(real.sign(algorithm, input, key));
  return { ...real, sign };
});
vi.mock("@keyferry/gm", async (original) => {
  const real = await original<typeof gm>();
  return { ...real, signSm2: (...args: Parameters<typeof real.signSm2>) => turned(real.signSm2(...args)) };
});

it.each(["Ed25519", "EC_SM2"] as const)("no faulty signature of a receipt leaves: %s", async (spec) => {
  const random = (length: number) =>
    globalThis.crypto.getRandomValues(new Uint8Array(new ArrayBuffer(length)));
  const { signer, close } = await openSigner(spec, await newPrivateKey(spec, random));
  const input = new TextEncoder().encode("a statement");
  fault.turnsBit = false;
  expect(signer.sign(input)).toHaveLength(64);
  fault.turnsBit = true;
  expect(() => signer.sign(input)).toThrow("did not stand its trial");
  close();
});

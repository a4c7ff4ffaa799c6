import {
  parseRecipientKey,
  unsupported,
  type BoundBody,
  type CryptoBackend,
  type WrappingTarget,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { newAuditTrail } from "@keyferry/kms";
import { describe, expect, it } from "vitest";
import { withHostFallback, type HostFallback } from "../src/crypto/host-fallback.ts";
import { recipients } from "./recipients.ts";

const { PublicKeyBlob } = recipients.RSAES_OAEP_SHA_1.fields;
const recipient = parseRecipientKey(PublicKeyBlob, "RSA_2048");
const targets: readonly WrappingTarget[] = (
  ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"] as const
).map((algorithm) => ({ recipient, algorithm }));
const source: BoundBody = {
  key: {
    owner: anOwner,
    custody: "token",
    spec: "Aliyun_AES_256",
    versionId: "v",
    material: new Uint8Array(0),
  },
  binding: new Uint8Array(69),
  body: new Uint8Array(0),
};
const inside = { exported: Uint8Array.of(1), inside: true };
const onHost = { exported: Uint8Array.of(2), inside: false };

/** A module that wraps with SHA-1 alone, and nothing at all of what it has not made itself. */
function moduleThat(options: { readonly policy: HostFallback; readonly made?: boolean }) {
  const opened: Uint8Array[] = [];
  const wrapped: string[] = [];
  const backend = {
    capabilities: [{ custody: "token", protectionLevel: "HSM" }],
    decrypt: () => {
      const text = new TextEncoder().encode("AQID");
      opened.push(text);
      return text;
    },
    rewrapForEach: (_: unknown, asked: readonly WrappingTarget[]) => {
      if (options.made === false) throw unsupported("the blob was made by Encrypt");
      return asked.map(({ algorithm }) =>
        algorithm === "RSAES_OAEP_SHA_1" ? inside : unsupported(`this module has no ${algorithm}`),
      );
    },
    wrapper: {
      wrap: (_: unknown, dataKey: Uint8Array, algorithm: string) => {
        opened.push(dataKey);
        wrapped.push(`${String(dataKey)} ${algorithm}`);
        return onHost.exported;
      },
    },
  } as unknown as CryptoBackend;
  const random = (length: number) => new Uint8Array(length);
  return { opened, wrapped, crypto: withHostFallback(backend, { policy: options.policy, random }) };
}

describe("an export to several recipients from a module that cannot serve all of them", () => {
  it("serves the others on the host where that is allowed: opened once, wiped, and noted", async () => {
    const { crypto, opened, wrapped } = moduleThat({ policy: "allow" });
    const trail = newAuditTrail();
    expect(await crypto.rewrapForEach(source, targets, trail)).toEqual([onHost, inside, onHost]);
    expect(wrapped).toEqual(["1,2,3 RSAES_OAEP_SHA_256", "1,2,3 RSAES_OAEP_SHA_256"]);
    expect(opened.length).toBeGreaterThan(1);
    expect(opened.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
    expect(trail.onHost).toBe(true);
  });

  it("refuses those alone where it is not, and says why", async () => {
    const { crypto, wrapped } = moduleThat({ policy: "refuse" });
    const trail = newAuditTrail();
    const outcomes = await crypto.rewrapForEach(source, targets, trail);
    expect(outcomes).toMatchObject([
      {
        reason: "unsupported",
        message: "this module has no RSAES_OAEP_SHA_256, and work on the host is not allowed (hostFallback)",
      },
      inside,
      { reason: "unsupported" },
    ]);
    expect([wrapped, trail.onHost]).toEqual([[], undefined]);
  });

  it("does for all on the host what the module cannot do with the data key at all", async () => {
    const allowed = moduleThat({ policy: "allow", made: false });
    expect(await allowed.crypto.rewrapForEach(source, targets, newAuditTrail())).toEqual([
      onHost,
      onHost,
      onHost,
    ]);
    const refused = moduleThat({ policy: "refuse", made: false });
    const outcomes = await refused.crypto.rewrapForEach(source, targets, newAuditTrail());
    expect(outcomes).toMatchObject(targets.map(() => ({ reason: "unsupported" })));
  });
});

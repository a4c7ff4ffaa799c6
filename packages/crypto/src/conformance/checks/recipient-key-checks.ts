import type { ConformanceCheck } from "@keyferry/conformance";
import { parseRecipientKey } from "../../recipients/recipient-key.ts";
import {
  allKeySpecs,
  type BackendConformanceOptions,
  boundTo,
  checkOnBackend,
  claimOf,
} from "../bench/backend-bench.ts";
import type { BadRecipientKey } from "../vectors/bad-recipient-key.ts";
import { badRsaKeys } from "../vectors/bad-rsa-keys.ts";
import { badSm2Keys } from "../vectors/bad-sm2-keys.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";
import type { WrappingAlgorithm } from "@keyferry/algorithms";

/**
 * Public keys that must be refused, whoever hands them in: weak numbers, wrong sizes, bad points, loose encodings.
 * Made from fixed keys, the same each time, so that they can be sent over the wire as well.
 */
export function badRecipientKeys(): readonly BadRecipientKey[] {
  return [...badRsaKeys(), ...badSm2Keys()];
}

/** A data key is never exported to a bad public key: parsed as the service does, then handed to the backend. */
export function recipientKeyChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  return badRecipientKeys().map(({ name, spec, spki }) =>
    checkOnBackend(options, `refuses the recipient ${name}`, async ({ backend, newKey }) => {
      const algorithm: WrappingAlgorithm = spec === "EC_SM2" ? "SM2PKE" : "RSAES_OAEP_SHA_256";
      const keySpec = allKeySpecs.find((candidate) => claimOf(backend, candidate) !== undefined);
      if (keySpec === undefined) throw new Error("expected the backend to claim the spec of a symmetric key");
      const target = boundTo(await newKey(keySpec));
      const body = await backend.generateDataKey(target, 16);
      await expectRefusal("recipient key refused", name, () =>
        backend.rewrap({ ...target, body }, parseRecipientKey(spki, spec), algorithm),
      );
    }),
  );
}

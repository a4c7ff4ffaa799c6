import type { KeySpec } from "@keyferry/algorithms";
import { type Capabilities, canMake, CryptoError } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import { noMaterial, type KeyRecord, type KeyVersionRecord } from "@keyferry/store";
import type { Call } from "../call/handler.ts";
import { signingOf } from "./key-usage.ts";

/** Who makes new material, and whether a module may be done without. */
export interface Protector {
  readonly crypto: Pick<Call["crypto"], "capabilities">;
  readonly strictProtectionLevel: boolean;
}

/** A key, as far as it says where its material must be. */
export type ProtectedKey = Pick<KeyRecord, "instance" | "protectionLevel" | "origin" | "usage"> & {
  readonly spec: KeySpec;
};

/**
 * Lets a key pass whose new material comes where its protection level says: into a module, where there is one. Where there is
 * none, it is made in software, unless that is forbidden.
 *
 * @throws ServiceError `Unsupported.ProtectionLevel`
 */
export function refuseUnprotected(
  { instance, protectionLevel, origin, spec, usage }: ProtectedKey,
  { crypto, strictProtectionLevel }: Protector,
): void {
  if (instance !== null && protectionLevel === "SOFTWARE") return;
  const offering = crypto.capabilities.filter((claim) => claim.protectionLevel === protectionLevel);
  if (offering.length === 0) {
    if (!strictProtectionLevel) return;
    throw serviceError("Unsupported.ProtectionLevel", { reason: "no hardware module is configured" });
  }
  // A software key that says HSM is for servers without a module only: beside one, it would be taken for one inside.
  const wanted = { spec, ...signingOf(usage) };
  const canHave = (claim: Capabilities) =>
    canMake(claim, wanted) && (origin !== "EXTERNAL" || claim.imports.keySpecs.includes(spec));
  if (protectionLevel === "HSM" && !offering.some(canHave)) {
    const imports = origin === "EXTERNAL" ? ", imported" : "";
    const reason = `the hardware module has no ${spec} for ${usage}${imports}`;
    throw serviceError("Unsupported.ProtectionLevel", { reason });
  }
}

/**
 * Lets new material of a key pass that has a version already: a key stays where it is, whatever is configured by now.
 *
 * @param primary its version, with the material that it has
 * @throws CryptoError `unavailable`, where no backend has the custody of that
 * @throws ServiceError `Unsupported.ProtectionLevel`
 */
export function refuseMoved(
  key: ProtectedKey,
  { custody }: Pick<KeyVersionRecord, "custody">,
  protector: Protector,
): void {
  const { capabilities } = protector.crypto;
  if (custody !== noMaterial.custody && !capabilities.some((claim) => claim.custody === custody)) {
    throw new CryptoError("unavailable", `no backend is there for keys in the custody of ${custody}`);
  }
  refuseUnprotected(key, protector);
}

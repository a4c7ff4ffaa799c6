import type forge from "node-forge";
import type { Forge } from "./forge.ts";

/** An RSA key pair as node-forge has it, with the public key computed from the private one. */
export interface SoftwareRsaKey {
  readonly forge: Forge;
  readonly privateKey: forge.pki.rsa.PrivateKey;
  readonly publicKey: forge.pki.rsa.PublicKey;
}

import {
  type AsymmetricKeySpec,
  ciphers,
  isAsymmetricKeySpec,
  isEcKeySpec,
  isSymmetricKeySpec,
  keySpecs,
  type MacKeySpec,
  type SymmetricKeySpec,
} from "@keyferry/algorithms";
import { andThen, type MaybePromise, wiping } from "@keyferry/bytes";
import type { BackendKey, KeyImporter, NewKey, StoredMaterial } from "../contract/backend.ts";
import { parseEcPrivateKey } from "../keys/ec-private-key.ts";
import { CryptoError } from "../errors.ts";
import type { Refusal } from "../keys/refusal.ts";
import { checkRsaPrivateKey } from "../keys/rsa-private-key.ts";
import type { SealLabel } from "../sealing/seal-label.ts";
import type { Sealer } from "../sealing/sealer.ts";
import type { HostForms } from "./host-forms.ts";

/** The custody of every host backend. */
export const hostCustody = "host";

/** Key material of a host backend on its way into the store and out of it. */
export interface HostMaterial extends KeyImporter {
  create(key: NewKey): MaybePromise<StoredMaterial>;
  /** The key material itself, for `work` alone: it is wiped afterwards. */
  unseal<T>(key: BackendKey, work: (material: Uint8Array) => MaybePromise<T>): MaybePromise<T>;
}

function labelOf({ owner, versionId, spec }: Pick<BackendKey, "owner" | "versionId" | "spec">): SealLabel {
  return { kind: "key material", ...owner, versionId, spec };
}

function checkKeyPair(pkcs8: Uint8Array, spec: AsymmetricKeySpec): void {
  const refuse: Refusal = (why) => new CryptoError("material refused", `key material of ${spec}: ${why}`);
  if (isEcKeySpec(spec)) parseEcPrivateKey(pkcs8, spec, refuse);
  else checkRsaPrivateKey(pkcs8, spec, refuse);
}

/**
 * Key material in its sealed form, of the specs that `forms` knows: the raw key of a cipher or of HMAC, PKCS #8 of a key
 * pair.
 */
export function createHostMaterial(
  forms: HostForms,
  options: { readonly sealer: Sealer; readonly randomBytes: (length: number) => Uint8Array },
): HostMaterial {
  const { sealer, randomBytes } = options;
  const seal = (key: NewKey) => (material: Uint8Array) => ({
    custody: hostCustody,
    material: sealer.seal(labelOf(key), material),
  });
  /** Length of a raw key, where the library has keys of that spec. */
  const rawKeyLength = (spec: SymmetricKeySpec | MacKeySpec): number => {
    if (isSymmetricKeySpec(spec)) {
      forms.cipher(spec);
      return ciphers[keySpecs[spec].cipher].keyLength;
    }
    forms.mac(spec);
    return keySpecs[spec].keyLength;
  };
  return {
    create(key) {
      const { spec } = key;
      if (isAsymmetricKeySpec(spec)) {
        return andThen(forms.keyPair(spec).generate(), (pkcs8) => wiping(pkcs8, seal(key)));
      }
      return wiping(randomBytes(rawKeyLength(spec)), seal(key));
    },
    importKey(key, material) {
      const { spec } = key;
      if (isAsymmetricKeySpec(spec)) {
        forms.keyPair(spec);
        checkKeyPair(material, spec);
        return seal(key)(material);
      }
      const keyLength = rawKeyLength(spec);
      if (material.length !== keyLength) {
        const message = `key material of ${spec} has ${String(keyLength)} bytes, not ${String(material.length)}`;
        throw new CryptoError("material refused", message);
      }
      return seal(key)(material);
    },
    unseal: (key, work) => wiping(open(sealer, key), work),
  };
}

function open(sealer: Sealer, key: BackendKey): Uint8Array {
  try {
    return sealer.open(labelOf(key), key.material);
  } catch (cause) {
    // The sealer's own error would pass for one of the caller's ciphertext.
    throw new CryptoError("unreadable key", `the material of key version ${key.versionId} does not open`, {
      cause,
    });
  }
}

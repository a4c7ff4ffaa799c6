import { secretBase64, wiping } from "@keyferry/bytes";
import {
  bytesOfBase64Text,
  CryptoError,
  type BackendKey,
  type CryptoBackend,
  type MaybePromise,
} from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import { noteOnHost, type AuditTrail } from "../call/audit-trail.ts";
import type { CallCrypto } from "../call/handler.ts";

/**
 * What happens when a hardware module cannot do inside what is asked of its key: SM2PKE, an OAEP hash it lacks, a length
 * it cannot wrap, a blob that Encrypt made.
 *
 * - `refuse`: `UnsupportedOperation`, with a message that says why.
 * - `allow`: the key's plaintext comes to the host, is worked on there, and is wiped.
 */
export type HostFallback = "refuse" | "allow";

/** What the fallback stands on. */
export interface HostFallbackOptions {
  readonly policy: HostFallback;
  /** Fills in bytes fit for keys. */
  readonly random: (length: number) => Uint8Array;
}

/** Backends that fall back to the host, for keys of hardware modules, where the policy allows it. */
export function withHostFallback(crypto: CryptoBackend, { policy, random }: HostFallbackOptions): CallCrypto {
  // Without a hardware module there is nothing to come to the host.
  if (!hasHardware(crypto)) return crypto;

  const insideOr = async <T>(
    { key, trail }: { readonly key: BackendKey; readonly trail: AuditTrail },
    inside: () => MaybePromise<T>,
    onTheHost: () => Promise<T>,
  ): Promise<T> => {
    try {
      return await inside();
    } catch (error) {
      if (!isUnsupported(error) || !isInHardware(crypto, key)) throw error;
      if (policy === "refuse") {
        const reason = `${error.message}, and work on the host is not allowed (hostFallback)`;
        throw serviceError("UnsupportedOperation", { reason, cause: error });
      }
      noteOnHost(trail);
      return await onTheHost();
    }
  };

  return {
    ...crypto,

    generateDataKey: (target, length, trail) =>
      insideOr(
        { key: target.key, trail },
        () => crypto.generateDataKey(target, length),
        async () => {
          const text = wiping(random(length), secretBase64);
          return wiping(text, () => crypto.encrypt(target, text));
        },
      ),

    rewrap: (source, recipient, algorithm, trail) =>
      insideOr(
        { key: source.key, trail },
        () => crypto.rewrap(source, recipient, algorithm),
        async () => {
          const { wrapper } = crypto;
          if (wrapper === undefined) {
            throw serviceError("UnsupportedOperation", { reason: "no backend on the host wraps data keys" });
          }
          const dataKey = wiping(await crypto.decrypt(source), bytesOfBase64Text);
          const exported = await wiping(dataKey, () => wrapper.wrap(recipient, dataKey, algorithm));
          return { exported, inside: false };
        },
      ),

    reencrypt: (source, destination, trail) =>
      insideOr(
        { key: isInHardware(crypto, source.key) ? source.key : destination.key, trail },
        () => crypto.reencrypt(source, destination),
        async () => wiping(await crypto.decrypt(source), (text) => crypto.encrypt(destination, text)),
      ),
  };
}

/** Whether any key of these backends is in a hardware module. */
function hasHardware({ capabilities }: CryptoBackend): boolean {
  return capabilities.some(({ protectionLevel }) => protectionLevel === "HSM");
}

function isInHardware({ capabilities }: CryptoBackend, key: BackendKey): boolean {
  const holder = capabilities.find(({ custody }) => custody === key.custody);
  return holder?.protectionLevel === "HSM";
}

function isUnsupported(error: unknown): error is CryptoError {
  return error instanceof CryptoError && error.reason === "unsupported";
}

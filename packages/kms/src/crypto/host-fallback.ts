import { type MaybePromise, secretBase64, wiping } from "@keyferry/bytes";
import {
  CryptoError,
  unsupported,
  withDataKey,
  wrapForEach,
  type BackendKey,
  type BoundBody,
  type CryptoBackend,
  type RecipientWrapper,
  type RewrapOutcome,
  type WrappingTarget,
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
        throw serviceError("UnsupportedOperation", { reason: notAllowed(error), cause: error });
      }
      noteOnHost(trail);
      return await onTheHost();
    }
  };

  /** What a module cannot do with the data key at all, it cannot do for any of the recipients. */
  const insideForEach = async (
    source: BoundBody,
    targets: readonly WrappingTarget[],
  ): Promise<readonly RewrapOutcome[]> => {
    try {
      return await crypto.rewrapForEach(source, targets);
    } catch (error) {
      if (!isUnsupported(error)) throw error;
      return targets.map(() => error);
    }
  };

  const wrapOnHost = (): RecipientWrapper["wrap"] => {
    const { wrapper } = crypto;
    if (wrapper !== undefined) return (...wrapping) => wrapper.wrap(...wrapping);
    throw serviceError("UnsupportedOperation", { reason: "no backend on the host wraps data keys" });
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
          const wrap = wrapOnHost();
          const exported = await withDataKey(crypto.decrypt(source), (dataKey) =>
            wrap(recipient, dataKey, algorithm),
          );
          return { exported, inside: false };
        },
      ),

    async rewrapForEach(source, targets, trail) {
      const outcomes = await insideForEach(source, targets);
      if (!outcomes.some(isUnsupported) || !isInHardware(crypto, source.key)) return outcomes;
      if (policy === "refuse") {
        return outcomes.map((each) => (isUnsupported(each) ? unsupported(notAllowed(each)) : each));
      }
      noteOnHost(trail);
      const left = targets.filter((_, index) => isUnsupported(outcomes[index]));
      const wrap = wrapOnHost();
      const wrapped = await withDataKey(crypto.decrypt(source), (dataKey) =>
        wrapForEach(left, ({ recipient, algorithm }) => wrap(recipient, dataKey, algorithm)),
      );
      const onHost = wrapped.values();
      return outcomes.map((each) => (isUnsupported(each) ? (onHost.next().value ?? each) : each));
    },

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

function notAllowed({ message }: CryptoError): string {
  return `${message}, and work on the host is not allowed (hostFallback)`;
}

function isUnsupported(error: unknown): error is CryptoError {
  return error instanceof CryptoError && error.reason === "unsupported";
}

import type { Access } from "@keyferry/access";
import type { ClientKeyMaker, CryptoBackend, Sealer } from "@keyferry/crypto";
import type { AnswerOf, Operation, RequestOf } from "@keyferry/protocol";
import { writersOf, type KeyStore } from "@keyferry/store";
import { ofCryptography } from "./call/failures.ts";
import { createForeignResources } from "./call/foreign-resources.ts";
import { createGatekeeper } from "./call/gatekeeper.ts";
import type { Handler, HandlerOptions, WritingCall } from "./call/handler.ts";
import { withHostFallback, type HostFallback } from "./crypto/host-fallback.ts";
import type { Quotas } from "./instances/quotas.ts";
import type { RandomBytes } from "./keys/identifiers.ts";
import { createKeyLookup } from "./call/key-lookup.ts";
import { checkPartsAsked, notePartAllowed } from "./call/parts-asked.ts";
import { createNewMaterial } from "./call/new-material.ts";
import { removeExpiredMaterial } from "./imports/remove-material.ts";
import { createMessageBlocks, type CountedMessages } from "./messages/message-blocks.ts";
import { createMessageCounter } from "./messages/message-counter.ts";
import { gcmLimits, type MessageLimits } from "./messages/message-limits.ts";
import { handlers } from "./operations/index.ts";
import { purgeDueKeys } from "./keys/purge.ts";
import { rotateDueKeys } from "./keys/rotation.ts";
import { rotateDueSecrets } from "./secrets/rotation/due-rotation.ts";
import { createRecipientKeyReader } from "./call/recipient.ts";
import type { RotationHook } from "./call/rotation-hook.ts";
import { purgeDueSecrets } from "./secrets/purge.ts";
import type { CallContext } from "./call/scope.ts";
import { needsNoPermission, Parts } from "./call/targets.ts";

/** What the service stands on. */
export interface KmsOptions {
  readonly crypto: CryptoBackend;
  readonly store: KeyStore;
  readonly access: Access;
  /** Seals the tokens of imports, and what the store keeps of imported material. */
  readonly sealer: Sealer;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly random: RandomBytes;
  /** Refuses ProtectionLevel HSM where no backend is a hardware module. Default false. */
  readonly strictProtectionLevel?: boolean | undefined;
  /** How many keys, aliases and secrets an account may have in a region. Default: any number. */
  readonly quotas?: Quotas | undefined;
  /** What clients of dedicated gateways must trust, PEM. Default null: nothing is told. */
  readonly caCertificateChainPem?: string | null | undefined;
  /** What happens when a hardware module cannot do inside what is asked of its key. Default `refuse`. */
  readonly hostFallback?: HostFallback | undefined;
  /** Renews the values of managed secrets where they are used. Default: nobody does, and their rotation fails. */
  readonly rotationHook?: RotationHook | undefined;
  /** Makes client keys for access points. Default: nobody does, and none can be made. */
  readonly clientKeys?: ClientKeyMaker | undefined;
  /** How many messages are encrypted under a key version. Default: those of `gcmLimits`. */
  readonly messageLimits?: MessageLimits | undefined;
  /** Told of each block of messages that is counted. It must not throw. */
  readonly onMessagesCounted?: ((counted: CountedMessages) => void) | undefined;
  /** How many validated public keys of callers are remembered. Default 1,024. */
  readonly recipientKeyCacheSize?: number;
}

/** The key management service. */
export interface Kms {
  /**
   * Performs an operation for a caller: resolve, ask access, check states, perform.
   *
   * @throws ServiceError with the operation's codes
   */
  call<O extends Operation>(operation: O, request: RequestOf<O>, context: CallContext): Promise<AnswerOf<O>>;
  /**
   * Deletes, for good, the keys whose day of deletion has come, imported material that has expired, and material that
   * failed calls have left behind. What cannot be deleted now stays for the next time. Answers how many versions went.
   *
   * @param signal ends it early
   * @throws AggregateError when something is left
   */
  purgeDueKeys(signal?: AbortSignal): Promise<number>;
  /**
   * Makes the next versions of the keys for which one is due. What cannot be made now is for the next time. Answers how many
   * were made.
   *
   * @param signal ends it early
   * @throws AggregateError when some are left
   */
  rotateDueKeys(signal?: AbortSignal): Promise<number>;
  /**
   * Renews the values of the managed secrets for which that is due, and goes on with rotations that a crash or a failure has
   * left in their midst. What cannot be renewed now is for the next time. Answers how many were renewed.
   *
   * @param signal ends it early
   * @throws AggregateError when some are left, with the errors of those that have failed; without any where somebody else is
   *   at all that is left
   */
  rotateDueSecrets(signal?: AbortSignal): Promise<number>;
  /**
   * Deletes, for good, the secrets whose recovery window has ended. Answers how many went.
   *
   * @param signal ends it early
   * @throws AggregateError when some are left; every other was deleted all the same
   */
  purgeDueSecrets(signal?: AbortSignal): Promise<number>;
}

/** Puts the service together. */
export function createKms(options: KmsOptions): Kms {
  const { crypto, store, access, sealer, clock, random } = options;
  const { strictProtectionLevel = false, hostFallback = "refuse", caCertificateChainPem = null } = options;
  const material = createNewMaterial({ crypto, store });
  const foreign = createForeignResources(access);
  const checkAllowed = createGatekeeper(access);
  const recipientKey = createRecipientKeyReader({ max: options.recipientKeyCacheSize ?? 1024 });
  const { messageLimits: limits = gcmLimits, onMessagesCounted: onCounted = nobody } = options;
  const blocks = createMessageBlocks({ store, limits, onCounted });
  const messages = createMessageCounter({
    ...{ store, crypto, strictProtectionLevel, random, material, clock, blocks, limits },
  });
  const parts: HandlerOptions = {
    crypto: withHostFallback(crypto, { policy: hostFallback, random }),
    countMessage: messages.count,
    random,
    sealer,
    rotationHook: options.rotationHook,
    clientKeys: options.clientKeys,
    strictProtectionLevel,
    quotas: options.quotas ?? {},
    caCertificateChainPem,
  };

  return {
    async call(operation, request, context) {
      const { scope, trail, view, dryRun = false } = context;
      const read = view.scoped(scope);
      const lookup = createKeyLookup(context, {
        read,
        foreign: operation.acrossAccounts === true ? foreign : null,
        recipientKey,
      });
      const call: WritingCall = {
        ...parts,
        countMessage: dryRun ? messages.checkOnly : messages.count,
        scope,
        trail,
        read,
        view,
        async check(targets) {
          await checkAllowed(operation, targets, context);
          notePartAllowed(trail, targets);
        },
        material,
        // Most calls write nothing.
        get write() {
          return writersOf(store.scoped(scope));
        },
      };
      const handler = handlerOf(operation);
      try {
        const targets = await handler.resolve(request, lookup);
        if (targets === needsNoPermission) return await handler.perform(request, {}, call);
        if (!(targets instanceof Parts)) await checkAllowed(operation, targets, context);
        const answer = await handler.perform(request, targets, call);
        if (targets instanceof Parts) checkPartsAsked(operation, trail);
        return answer;
      } catch (error) {
        throw ofCryptography(error);
      }
    },

    rotateDueKeys: (signal) => rotateDueKeys({ ...parts, crypto, material, store, now: clock(), signal }),

    rotateDueSecrets: (signal) => rotateDueSecrets({ ...parts, store, clock, signal }),

    purgeDueSecrets: (signal) => purgeDueSecrets({ store, now: clock(), signal }),

    async purgeDueKeys(signal) {
      const options = { crypto, store, now: clock(), signal };
      const [purged, ...others] = await Promise.allSettled([
        purgeDueKeys(options),
        removeExpiredMaterial(options),
        material.settle(),
      ]);
      const failed = [purged, ...others].filter((work) => work.status === "rejected");
      if (purged.status === "fulfilled" && failed.length === 0) return purged.value;
      const reasons = failed.map(({ reason }) => reason as Error);
      const errors = reasons.flatMap((reason) =>
        reason instanceof AggregateError ? (reason.errors as unknown[]) : [reason],
      );
      throw new AggregateError(errors, reasons.map(({ message }) => message).join("; "));
    },
  };
}

function nobody(): void {
  // Nobody is told.
}

function handlerOf<O extends Operation>(operation: O): Handler<O> {
  const { name } = operation;
  const all: Readonly<Partial<Record<string, { readonly operation: Operation }>>> = handlers;
  const handler = all[name];
  if (handler?.operation !== operation) throw new TypeError(`${name} is not in the registry`);
  // The table's type pairs each name with its own handler, which a look-up by a name cannot show.
  return handler as Handler<O>;
}

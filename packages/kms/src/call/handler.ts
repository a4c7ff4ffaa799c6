import type { WrappingAlgorithm } from "@keyferry/algorithms";
import type { MaybePromise } from "@keyferry/bytes";
import type {
  BoundBody,
  ClientKeyMaker,
  CryptoBackend,
  RecipientKey,
  Sealer,
  WrappingTarget,
} from "@keyferry/crypto";
import type { AnswerOf, Operation, RequestOf } from "@keyferry/protocol";
import type { ScopedReaders, ScopedWriters, StoreView } from "@keyferry/store";
import type { Quotas } from "../instances/quotas.ts";
import type { RotationHook } from "./rotation-hook.ts";
import type { AuditTrail } from "./audit-trail.ts";
import type { CountMessage, SealTarget } from "./counted-message.ts";
import type { KeyLookup } from "./key-lookup.ts";
import type { NewMaterial } from "./new-material.ts";
import type { Scope } from "./scope.ts";
import type { needsNoPermission, Parts, Targets } from "./targets.ts";

/**
 * The crypto backends as calls use them. What encrypts under a key takes a target that the counter of messages has seen. Where
 * the plaintext of a hardware module's key may have to come to the host, the call's trail is handed in, which notes it.
 */
export interface CallCrypto extends Omit<
  CryptoBackend,
  "encrypt" | "generateDataKey" | "rewrap" | "rewrapForEach" | "reencrypt"
> {
  encrypt(target: SealTarget, text: Uint8Array): MaybePromise<Uint8Array>;
  generateDataKey(target: SealTarget, length: number, trail: AuditTrail): MaybePromise<Uint8Array>;
  rewrap(
    source: BoundBody,
    recipient: RecipientKey,
    algorithm: WrappingAlgorithm,
    trail: AuditTrail,
  ): ReturnType<CryptoBackend["rewrap"]>;
  rewrapForEach(
    source: BoundBody,
    targets: readonly WrappingTarget[],
    trail: AuditTrail,
  ): ReturnType<CryptoBackend["rewrapForEach"]>;
  reencrypt(source: BoundBody, destination: SealTarget, trail: AuditTrail): MaybePromise<Uint8Array>;
}

/** What the service has made once, for the handlers of all calls. */
export interface HandlerOptions {
  readonly crypto: CallCrypto;
  /** Counts a message that is about to be encrypted; see `sealing`. */
  readonly countMessage: CountMessage;
  /** So many bytes fit for keys and identifiers. */
  readonly random: (length: number) => Uint8Array;
  /** Seals what callers keep for the service, and what the store keeps of imported material. */
  readonly sealer: Sealer;
  /** Renews the values of managed secrets where they are used; undefined where nobody does. */
  readonly rotationHook: RotationHook | undefined;
  /** Makes client keys; undefined where nobody does. */
  readonly clientKeys: ClientKeyMaker | undefined;
  /** Whether a key with ProtectionLevel HSM needs a backend that is one. */
  readonly strictProtectionLevel: boolean;
  /** How many keys, aliases and secrets an account may have. */
  readonly quotas: Quotas;
  /** What clients of dedicated gateways must trust, PEM; null where there is none. */
  readonly caCertificateChainPem: string | null;
}

/** A call, as its handler sees it. */
export interface Call extends HandlerOptions {
  readonly scope: Scope;
  /** What there is in the call's own account and region. */
  readonly read: ScopedReaders;
  readonly view: StoreView;
  /** What the call has touched, for its audit record. */
  readonly trail: AuditTrail;
  /** Asks access about one of {@link Parts}, and checks its states. @throws ServiceError when it is refused */
  readonly check: (targets: Targets) => Promise<void>;
}

/** A call that may change the store. */
export interface WritingCall extends Call {
  readonly write: ScopedWriters;
  /** Writes the rows of new key material. */
  readonly material: NewMaterial;
}

/** An operation that has DryRun is given no writer: a dry run performs it, and must leave no trace. */
export type CallOf<O extends Operation> = O["dryRun"] extends false ? WritingCall : Call;

/** The two steps of an operation; between them the service asks access and checks states, so that no handler can forget. */
export interface Steps<O extends Operation, T extends Targets | Parts<unknown>> {
  /** Names what the call touches. */
  resolve(request: RequestOf<O>, lookup: KeyLookup): MaybePromise<T | typeof needsNoPermission>;
  /** Does it. The answer holds bytes; whoever renders it wipes them. */
  perform(request: RequestOf<O>, targets: T, call: CallOf<O>): MaybePromise<AnswerOf<O>>;
}

/** An operation with its behaviour. */
export interface Handler<O extends Operation> extends Steps<O, Targets | Parts<unknown>> {
  readonly operation: O;
}

/** Gives an operation its behaviour. */
export function handle<O extends Operation, T extends Targets | Parts<unknown>>(
  operation: O,
  steps: Steps<O, T>,
): Handler<O> {
  return { operation, ...steps };
}

import type { RecipientKeySpec } from "@keyferry/algorithms";
import type { CryptoBackend, MaybePromise, RecipientKey } from "@keyferry/crypto";
import type { AnswerOf, Operation, RequestOf } from "@keyferry/protocol";
import type { ScopedReaders, ScopedWriters } from "@keyferry/store";
import type { RandomBytes } from "../keys/identifiers.ts";
import type { KeyLookup } from "./key-lookup.ts";
import type { NewMaterial } from "../keys/new-material.ts";
import type { CallContext, Scope } from "./scope.ts";
import { needsNoPermission, type Targets } from "./targets.ts";

/** What every handler may use. */
export interface Tools {
  readonly scope: Scope;
  readonly crypto: CryptoBackend;
  readonly read: ScopedReaders;
  readonly random: RandomBytes;
  /** Validates a caller's public key; keys seen lately are not validated again. */
  readonly recipientKey: (spki: Uint8Array, spec: RecipientKeySpec) => RecipientKey;
  /** Whether a key with ProtectionLevel HSM needs a backend that is one. */
  readonly strictProtectionLevel: boolean;
  /** What clients of dedicated gateways must trust, PEM; null where there is none. */
  readonly caCertificateChainPem: string | null;
  /** Adds the ARN of something that the call has made to its audit trail. */
  readonly noteMade: (resource: string) => void;
}

/** What a handler may use that may change the store. */
export interface WritingTools extends Tools {
  readonly write: ScopedWriters;
  /** Writes the rows of new key material. */
  readonly material: NewMaterial;
}

/** An operation that has DryRun is given no writer: a dry run performs it, and must leave no trace. */
export type ToolsOf<O extends Operation> = O["dryRun"] extends false ? WritingTools : Tools;

/** The two steps of an operation; between them the service asks access and checks states, so that no handler can forget. */
export interface Steps<O extends Operation, T extends Targets> {
  /** Names what the call touches. */
  resolve(request: RequestOf<O>, lookup: KeyLookup): MaybePromise<T | typeof needsNoPermission>;
  /** Does it. The answer holds bytes; whoever renders it wipes them. */
  perform(request: RequestOf<O>, targets: T, tools: ToolsOf<O>): MaybePromise<AnswerOf<O>>;
}

/** What stands between the two steps: access, instance rules and states. */
export type Gatekeeper = (operation: Operation, targets: Targets, context: CallContext) => Promise<void>;

/** An operation with its behaviour. */
export interface Handler<O extends Operation> {
  readonly operation: O;
  run(
    request: RequestOf<O>,
    context: CallContext,
    service: { readonly lookup: KeyLookup; readonly tools: WritingTools; readonly gatekeeper: Gatekeeper },
  ): Promise<AnswerOf<O>>;
}

/** Gives an operation its behaviour. */
export function handle<O extends Operation, T extends Targets>(operation: O, steps: Steps<O, T>): Handler<O> {
  return {
    operation,
    async run(request, context, { lookup, tools, gatekeeper }) {
      const targets = await steps.resolve(request, lookup);
      if (targets === needsNoPermission) return steps.perform(request, {} as T, tools);
      await gatekeeper(operation, targets, context);
      return steps.perform(request, targets, tools);
    },
  };
}

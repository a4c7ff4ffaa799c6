import type { MaybePromise } from "@keyferry/bytes";
import type { Sealer } from "@keyferry/crypto";
import type { AnswerOf, Operation, RequestOf } from "@keyferry/protocol";
import type { Access } from "../access.ts";
import type { StsContext } from "./context.ts";

/** What every handler stands on. */
export interface StsOptions {
  readonly access: Pick<Access, "decide">;
  readonly sealer: Sealer;
}

/** What an operation does for a request. */
type Perform<O extends Operation, Answered> = (
  request: RequestOf<O>,
  context: StsContext,
  options: StsOptions,
) => Answered;

/** An operation of STS with its behaviour. */
export interface StsHandler<O extends Operation> {
  readonly operation: O;
  readonly perform: Perform<O, Promise<AnswerOf<O>>>;
}

/** Gives an operation its behaviour. */
export function handle<O extends Operation>(
  operation: O,
  perform: Perform<O, MaybePromise<AnswerOf<O>>>,
): StsHandler<O> {
  return { operation, perform: async (...call) => perform(...call) };
}

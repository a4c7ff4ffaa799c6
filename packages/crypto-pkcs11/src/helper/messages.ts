import type { CryptoErrorReason } from "@keyferry/crypto";
import type { CallName } from "../module/module-calls.ts";

/** A call on its way to the helper process. */
export interface Request {
  readonly number: number;
  readonly name: CallName;
  readonly args: readonly unknown[];
}

/** Why a call failed in the helper process. */
export interface Failure {
  readonly reason: CryptoErrorReason;
  readonly message: string;
  /** Of what was held back: what came out wrong. */
  readonly algorithm?: string;
  /**
   * - `call`: the call's own fault; the module is sound.
   * - `token`: the module or its token does not do what it should; a new helper process may find it well again.
   * - `final`: no new start may try again before somebody has looked.
   */
  readonly blame: "call" | "token" | "final";
}

/** What the helper process answers. */
export type Response =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly failure: Failure };

import type { ScopedWriters } from "@keyferry/store";
import type { Call } from "../../call/handler.ts";

/** What a rotation is done with. */
export interface Rotator extends Pick<
  Call,
  "crypto" | "countMessage" | "random" | "trail" | "read" | "rotationHook"
> {
  readonly scope: Pick<Call["scope"], "account" | "region" | "time">;
  readonly write: Pick<ScopedWriters, "secrets">;
}

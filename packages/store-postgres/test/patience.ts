import type { Limits } from "@keyferry/store-postgres";

/** For tests whose machine may be busy with others. */
export const patience: Limits = {
  connect: 60_000,
  lock: 60_000,
  statement: 60_000,
  answer: 60_000,
  idleInTransaction: 60_000,
};

import type { MessageBlock, MessagesWanted } from "./contract.ts";

/** The messages that are next, of a version of which `before` are counted. */
export function nextMessages(before: number, { wanted, max }: MessagesWanted): MessageBlock {
  return { before, count: Math.max(0, Math.min(wanted, max - before)) };
}

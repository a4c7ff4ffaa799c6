import { afterAll, beforeAll, expect } from "vitest";
import type { ServerStart } from "../../server/test/running-server.ts";
import { startExplorer, type Explorer } from "./explorer-page.ts";

/** The explorer that the tests of a block share; at their end no page may have had a fault. */
export function sharedExplorer(start: ServerStart = {}): Omit<Explorer, typeof Symbol.asyncDispose> {
  let started: Explorer;
  beforeAll(async () => {
    started = await startExplorer(start);
  });
  afterAll(async () => {
    await using explorer = started;
    expect(explorer.faults()).toEqual([]);
  });
  return {
    get server() {
      return started.server;
    },
    open: (...place) => started.open(...place),
    faults: () => started.faults(),
  };
}

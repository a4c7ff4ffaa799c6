import type { BackendFault, OnBackendFault } from "@keyferry/crypto";
import type { Logger } from "pino";
import type { Metrics } from "../observe/metrics.ts";

/** What crypto backends have got wrong. */
export interface CryptoHealth {
  /** Takes in a fault. */
  readonly note: OnBackendFault;
  /** @throws Error while the backend of this name is closed */
  check(backend: string): void;
}

/** Logs and counts what backends have got wrong, and remembers which are closed: until the server starts anew. */
export function createCryptoHealth({
  log,
  metrics,
}: {
  readonly log: Pick<Logger, "error">;
  readonly metrics: Pick<Metrics, "countCryptoFault">;
}): CryptoHealth {
  const closedBy = new Map<string, string>();
  return {
    note(fault) {
      const { backend, algorithm, kind, cause } = fault;
      metrics.countCryptoFault(fault);
      if (kind === "known answer") closedBy.set(backend, algorithm);
      log.error({ backend, algorithm, ...(cause !== undefined && { err: cause }) }, messages[kind]);
    },
    check(backend) {
      const algorithm = closedBy.get(backend);
      if (algorithm === undefined) return;
      throw new Error(`the crypto backend ${backend} is closed: ${algorithm} failed its known-answer test`);
    },
  };
}

const messages: Readonly<Record<BackendFault["kind"], string>> = {
  output:
    "a crypto backend made something wrong: it was held back, and the call failed; the machine's memory or the library is worth a look",
  "known answer":
    "a crypto backend failed a known-answer test and is closed: calls that need it fail until the server starts anew; if it is closed again, its library or the machine is broken",
};

import type { TornLine } from "./end-of-trail.ts";
import type { AuditRecord } from "./record.ts";
import { seal, type Sha256 } from "./seal.ts";

/** What a process writes of its own chain, beside the records of requests. */
export interface ChainEvent {
  readonly eventName: "OpenAuditChain" | "LoseAuditRecords" | "CloseAuditChain";
  /** ISO 8601, UTC, with milliseconds. */
  readonly eventTime: string;
  readonly eventType: "AuditChain";
  readonly eventVersion: 1;
  readonly serviceName: "Kms";
  readonly additionalEventData: OpeningData | { readonly records: number };
}

/** What the opening record of a chain says. */
export interface OpeningData {
  /** Process id. */
  readonly process: number;
  readonly serverVersion: string;
  /** What the process before left unfinished at the end of the file. */
  readonly torn?: TornLine;
}

/** What a chain is made of. */
export interface AuditChainOptions {
  /** A lower-case UUID that no other chain has. */
  readonly id: string;
  /** The last hash of the chain before it in the file, or `noHash`. */
  readonly previous: string;
  readonly opening: OpeningData;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly sha256: Sha256;
}

/** The audit records of one process, each bound to the one before. Lines come without a line feed. */
export interface AuditChain {
  /** The first line. */
  readonly opening: string;
  /** Hash of the newest line: whoever has it can tell whether anything up to there was changed. */
  hash(): string;
  /** The line of a record. */
  seal(record: AuditRecord): string;
  /** Says that so many records could not be kept. */
  lose(records: number): string;
  /** The last line, for a clean stop: how many records of requests the chain has. Nothing is sealed after it. */
  close(): string;
}

/** Begins a chain. */
export function createAuditChain({ id, previous, opening, clock, sha256 }: AuditChainOptions): AuditChain {
  let sequence = 0;
  let newest = previous;
  let records = 0;

  const append = (event: AuditRecord | ChainEvent): string => {
    const { line, hash } = seal(event, { id, sequence, previous: newest }, sha256);
    sequence += 1;
    newest = hash;
    return line;
  };
  const tell = (eventName: ChainEvent["eventName"], additionalEventData: ChainEvent["additionalEventData"]) =>
    append({
      eventName,
      eventTime: new Date(clock()).toISOString(),
      eventType: "AuditChain",
      eventVersion: 1,
      serviceName: "Kms",
      additionalEventData,
    });

  return {
    opening: tell("OpenAuditChain", opening),
    hash: () => newest,
    seal(record) {
      records += 1;
      return append(record);
    },
    lose: (lost) => tell("LoseAuditRecords", { records: lost }),
    close: () => tell("CloseAuditChain", { records }),
  };
}

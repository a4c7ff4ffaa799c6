import { createHash } from "node:crypto";
import { createAuditChain, type AuditChain, type AuditRecord, type Sha256 } from "@keyferry/audit";
import type { TrailSource } from "@keyferry/inspect";

export const sha256: Sha256 = (data) => createHash("sha256").update(data).digest("hex");

/** A trail in memory, and the bytes that were read of it. */
export interface MemoryTrail extends TrailSource {
  text(): string;
  write(text: string): void;
  /** Puts other bytes in place of all that are there. */
  replace(text: string): void;
  /** Lets go of the first lines: what follows stays where it is. */
  dropLines(count: number): void;
  bytesRead(): number;
}

export function memoryTrail(text = ""): MemoryTrail {
  let bytes = Buffer.from(text);
  let bytesRead = 0;
  let start = 0;
  return {
    text: () => bytes.toString(),
    write: (more) => (bytes = Buffer.concat([bytes, Buffer.from(more)])),
    replace: (other) => (bytes = Buffer.from(other)),
    dropLines(count) {
      for (let left = count; left > 0; left -= 1) {
        const length = bytes.indexOf(0x0a) + 1;
        bytes = bytes.subarray(length);
        start += length;
      }
    },
    bytesRead: () => bytesRead,
    span: async () => ({ start, end: start + bytes.length }),
    read: async (at, length) => {
      const part = bytes.subarray(at - start, at - start + length);
      bytesRead += part.length;
      return part;
    },
  };
}

/** Begins a chain in a trail. */
export function chainIn(trail: MemoryTrail, id: string, previous = "0".repeat(64)): AuditChain {
  const opening = { process: 1, serverVersion: "0" };
  const clock = () => Date.parse("2027-01-01T00:00:00Z");
  const chain = createAuditChain({ id, previous, opening, clock, sha256 });
  trail.write(`${chain.opening}\n`);
  return chain;
}

/** A record of a call, by its number: one each second. */
export function recordOf(number: number, more: Partial<AuditRecord> = {}): AuditRecord {
  return {
    eventId: `event-${String(number)}`,
    eventName: "ListKeys",
    eventTime: new Date(Date.parse("2027-01-01T00:00:00Z") + number * 1_000).toISOString(),
    eventType: "ApiCall",
    eventVersion: 1,
    serviceName: "Kms",
    sourceIpAddress: "127.0.0.1",
    requestId: `event-${String(number)}`,
    additionalEventData: { gateway: "public", durationMs: 1, httpStatus: 200 },
    ...more,
  };
}

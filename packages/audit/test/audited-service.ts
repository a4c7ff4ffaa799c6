import { makeRecords, type AuditRecord } from "@keyferry/audit";
import { createService, type Service, type ServiceOptions } from "../../gateway/test/service.ts";

export interface AuditedService extends Service {
  /** The records of all requests. */
  readonly audits: AuditRecord[];
}

/** A service whose requests make records. */
export async function createAuditedService(options: ServiceOptions = {}): Promise<AuditedService> {
  const audits: AuditRecord[] = [];
  const service = await createService({
    ...options,
    onAnswered: (request) => void audits.push(...makeRecords(request, pseudonymOf)),
  });
  return { ...service, audits };
}

/** Stands in for the keyed hash of a text. */
export function pseudonymOf(text: string): string {
  return `pseudonym of ${String(text.length)} characters`;
}

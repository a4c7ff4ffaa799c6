import { makeRecords, type AuditRecord } from "@keyferry/audit";
import type { AnsweredRequest } from "@keyferry/gateway";

/** How many are kept. */
const most = 1_000;

/** The latest requests, as an audit trail tells of them: without parameters, and without secrets. */
export interface LatestRequests {
  readonly add: (request: AnsweredRequest) => void;
  /** The last ones, oldest first. @param operation of these alone; all when absent */
  list(last: number, operation?: string): readonly AuditRecord[];
  clear(): void;
}

/**
 * Remembers the last 1,000 requests: one that exports to several recipients counts once for each.
 *
 * @param pseudonymOf names what must not be shown; see `makeRecords`
 */
export function createLatestRequests(pseudonymOf: (text: string) => string): LatestRequests {
  let records: AuditRecord[] = [];
  return {
    add(request) {
      records.push(...makeRecords(request, pseudonymOf));
      if (records.length >= 2 * most) records = records.slice(-most);
    },
    list: (last, operation) =>
      records
        .slice(-most)
        .filter(({ eventName }) => operation === undefined || eventName === operation)
        .slice(-last),
    clear() {
      records = [];
    },
  };
}

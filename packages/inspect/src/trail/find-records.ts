import { readSealed, type AuditRecord, type ChainEvent, type ChainLink, type Sha256 } from "@keyferry/audit";
import type { IsOurs } from "../ownership.ts";
import { linesBack } from "./lines-back.ts";
import { matches, mayMatch, seemsOlder, type ReadRecord, type RecordFilter } from "./record-filter.ts";
import type { TrailSource } from "./trail-source.ts";

/** Which page of which records. */
export interface RecordQuestion {
  readonly filter: RecordFilter;
  /** Bytes before the line before which they stand; undefined: from the end on. */
  readonly before: number | undefined;
  readonly limit: number;
}

/** A line of a trail: a record as it was sealed, or what is known of one that was not. */
export type InspectedRecord =
  | ((AuditRecord | ChainEvent) & { readonly chain: ChainLink & { readonly hash: string } })
  | { readonly unsealed: TrailPlace };

/** Where something stands in a trail. */
export interface TrailPlace {
  /** Bytes before it. */
  readonly at: number;
  /** How many bytes it has. */
  readonly bytes: number;
}

/** A page of records, newest first. */
export interface FoundRecords {
  readonly records: readonly InspectedRecord[];
  /** Where the next page begins; null: there are no older ones. A page may have few records, or none, and others follow. */
  readonly next: number | null;
  /** When the oldest record came that was looked at, ISO 8601; null: none is known. */
  readonly searchedTo: string | null;
}

/** So much of a trail is looked through for one page. */
const mostBytes = 4 * 1_048_576;
/** Records stand by the time of their answers: one that arrived earlier may follow, for so many milliseconds. */
const longestCall = 600_000;

/**
 * Looks for records, from the newest on back. Of the trail it holds a part at a time.
 *
 * @returns undefined where the trail has no line that begins at `before`: another has taken its place
 */
export async function findRecords(
  { filter, before, limit }: RecordQuestion,
  {
    source,
    sha256,
    isOurs,
  }: { readonly source: TrailSource; readonly sha256: Sha256; readonly isOurs: IsOurs },
): Promise<FoundRecords | undefined> {
  const span = await source.span();
  const { start, end } = { ...span, end: before ?? span.end };
  if (before !== undefined && (before <= start || before > span.end || !(await endsLine(source, before)))) {
    return undefined;
  }
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const oldest = (filter.from ?? Number.NEGATIVE_INFINITY) - longestCall;
  const records: InspectedRecord[] = [];
  let searchedTo: string | null = null;
  for await (const { at, bytes } of linesBack(source, { start, end })) {
    const next = at > start ? at : null;
    const text = new TextDecoder().decode(bytes);
    const isLast = end - at >= mostBytes || next === null;
    const isRead = isLast || mayMatch(text, filter) || seemsOlder(text, oldest);
    const sealed = isRead ? readSealed(bytes, sha256) : undefined;
    if (sealed !== undefined) {
      const record: ReadRecord = sealed.event;
      searchedTo = record.eventTime ?? searchedTo;
      if (Date.parse(record.eventTime ?? "") < oldest) break;
      const arns = Object.values(record.referencedResources ?? {}).flat();
      if (matches(record, filter) && (await isOurs(record.userIdentity, arns))) {
        records.push(sealed.event as unknown as InspectedRecord);
      }
    } else if (!isFiltered && bytes.length > 0) {
      records.push({ unsealed: { at, bytes: bytes.length } });
    }
    if (records.length >= limit || isLast) return { records, next, searchedTo };
  }
  return { records, next: null, searchedTo };
}

/** Whether a line ends right before this place. */
async function endsLine(source: TrailSource, at: number): Promise<boolean> {
  const [feed] = await source.read(at - 1, 1);
  return feed === 0x0a;
}

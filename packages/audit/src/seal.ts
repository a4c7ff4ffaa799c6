import { joinPublic, publicUtf8 } from "@keyferry/bytes";

/** SHA-256 in lower-case hex; text is hashed as UTF-8. */
export type Sha256 = (data: string | Uint8Array) => string;

/** Where a line stands in its chain. */
export interface ChainLink {
  /** Id of the chain: a lower-case UUID. */
  readonly id: string;
  /** Counts the chain's lines, from 0 on. */
  readonly sequence: number;
  /** Hash of the line before; of a chain's first line, the last hash of the chain before it in the file. */
  readonly previous: string;
}

/** A line whose hash is right. */
export interface SealedLine {
  readonly link: ChainLink;
  readonly hash: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** What the first line of a file has in place of a hash before it. */
export const noHash = "0".repeat(64);

/** The end of every line. The hash covers all bytes before it. */
const sealForm = /^,"hash":"([0-9a-f]{64})"\}\}$/;
/** Where the chain begins in a line. */
const chainMember = ',"chain":{"id":"';
const sealLength = `,"hash":"${noHash}"}}`.length;
const longestLine = 65_536;
const hashForm = /^[0-9a-f]{64}$/;
const chainId = /^[0-9a-z-]{1,64}$/;

/**
 * Makes the line of an event: its JSON with a last member `chain`, `{ id, sequence, previous, hash }`. The hash is the
 * SHA-256 of every byte of the line before `,"hash":`, so that nothing has to be parsed to check it.
 *
 * @param event an object with at least one member
 * @returns the line without a line feed
 */
export function seal(
  event: object,
  { id, sequence, previous }: ChainLink,
  sha256: Sha256,
): { readonly line: string; readonly hash: string } {
  const json = JSON.stringify(event).slice(0, -1);
  const body = `${json}${chainMember}${id}","sequence":${String(sequence)},"previous":"${previous}"`;
  const hash = sha256(body);
  return { line: `${body},"hash":"${hash}"}}`, hash };
}

/**
 * The event of a sealed line as it was before it was sealed: its JSON, byte for byte.
 *
 * @param line one that {@link readSealed} has read
 */
export function contentOf(line: Uint8Array): Uint8Array {
  // Nothing of the chain itself has a comma before such a word, so the last one is where it begins.
  const end = new TextDecoder("latin1").decode(line).lastIndexOf(chainMember);
  return joinPublic(line.subarray(0, end), publicUtf8("}"));
}

/** Reads a line, without its line feed; undefined for one that was not sealed, or not like this. */
export function readSealed(line: Uint8Array, sha256: Sha256): SealedLine | undefined {
  if (line.length <= sealLength || line.length > longestLine) return undefined;
  const end = line.length - sealLength;
  const [, hash] = sealForm.exec(new TextDecoder("latin1").decode(line.subarray(end))) ?? [];
  if (hash === undefined || sha256(line.subarray(0, end)) !== hash) return undefined;
  const event = parse(line);
  const link = linkOf(event?.["chain"]);
  return event && link && { link, hash, event };
}

function parse(line: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(line));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function linkOf(chain: unknown): ChainLink | undefined {
  if (!isObject(chain)) return undefined;
  const { id, sequence, previous } = chain;
  if (typeof id !== "string" || !chainId.test(id)) return undefined;
  if (typeof previous !== "string" || !hashForm.test(previous)) return undefined;
  if (typeof sequence !== "number" || !Number.isSafeInteger(sequence) || sequence < 0) return undefined;
  return { id, sequence, previous };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

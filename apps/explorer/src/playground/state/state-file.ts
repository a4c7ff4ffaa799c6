import { decodeBase64, encodeBase64, publicUtf8, wipe } from "@keyferry/bytes";
import { createSealer, CryptoError } from "@keyferry/crypto";
import { decodeSnapshot, encodeSnapshot, StoreError, type StoreSnapshot } from "@keyferry/store";
import * as z from "zod/mini";
import { longestTrail, type KeptTrail } from "../tab/memory-trail.ts";
import { boxRootKey, rootKeyBox, unboxRootKey } from "./root-key-box.ts";
import { StateError } from "./state-error.ts";

/** All of a playground. */
export interface PlaygroundState {
  /** 32 bytes; whoever has the state wipes it. */
  readonly rootKey: Uint8Array;
  readonly store: StoreSnapshot;
  readonly trail: KeptTrail;
  /** How far its clock is ahead of the system's, in milliseconds. */
  readonly aheadMs: number;
}

/** What a file says of itself before it is opened. */
export interface StateFacts {
  /** When it was saved, by the system's clock: ISO 8601, UTC. */
  readonly savedAt: string;
  readonly needsPassphrase: boolean;
}

const format = "keyferry playground";
const newest = 1;
/** Bytes of a file at the most. */
const largest = 64 * 1_048_576;
const label = { kind: "snapshot", name: format } as const;
/** A century, in milliseconds: a clock goes no further. */
const furthest = 100 * 365.25 * 86_400_000;

const head = z.object({ format: z.literal(format), version: z.int() });
const document = z.strictObject({
  format: z.literal(format),
  version: z.literal(newest),
  savedAt: z.iso.datetime({ precision: 3 }),
  rootKey: rootKeyBox,
  content: z.string(),
});
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const contentForm = z.strictObject({
  aheadMs: z.int().check(z.minimum(0), z.maximum(furthest)),
  trail: z.strictObject({
    after: z.nullable(hash),
    lines: z.array(z.string().check(z.maxLength(65_536))).check(z.maxLength(longestTrail)),
  }),
  store: z.string(),
});

/**
 * Writes a playground as a file: JSON in UTF-8, `{ format, version, savedAt, rootKey, content }`. The content is sealed under the
 * root key, so that a change of it shows; the root key is sealed under the passphrase, or stands in the clear.
 *
 * @param options.savedAt milliseconds since the epoch
 */
export async function encodeState(
  { rootKey, store, trail, aheadMs }: PlaygroundState,
  { passphrase, savedAt }: { readonly passphrase?: string | undefined; readonly savedAt: number },
): Promise<Uint8Array<ArrayBuffer>> {
  // Key material is sealed in it already: it is no text to wipe.
  const content = { aheadMs, trail, store: new TextDecoder().decode(encodeSnapshot(store)) };
  const sealed = createSealer(rootKey).seal(label, publicUtf8(JSON.stringify(content)));
  return publicUtf8(
    JSON.stringify({
      ...{ format, version: newest, savedAt: new Date(savedAt).toISOString() },
      rootKey: await boxRootKey(rootKey, passphrase),
      content: encodeBase64(sealed),
    }),
  );
}

/**
 * What a file says of itself.
 *
 * @throws StateError `foreign`, `newer`, `damaged`, `too large`
 */
export function readStateFacts(file: Uint8Array): StateFacts {
  const { savedAt, rootKey } = documentIn(file);
  return { savedAt, needsPassphrase: rootKey.protection === "passphrase" };
}

/**
 * Opens a file that {@link encodeState} has written. Whether its rows go together is for the store to say that takes them.
 *
 * @throws StateError
 */
export async function decodeState(file: Uint8Array, passphrase?: string): Promise<PlaygroundState> {
  const { rootKey: box, content } = documentIn(file);
  const sealed = decodeBase64(content);
  if (sealed === undefined) throw new StateError("damaged");
  const rootKey = await unboxRootKey(box, passphrase);
  try {
    const { aheadMs, trail, store } = contentIn(createSealer(rootKey).open(label, sealed));
    return { rootKey, aheadMs, trail, store: decodeSnapshot(publicUtf8(store)) };
  } catch (cause) {
    wipe(rootKey);
    if (cause instanceof StoreError && cause.reason === "refused") throw new StateError("newer", { cause });
    if (cause instanceof CryptoError || cause instanceof StoreError) {
      throw new StateError("damaged", { cause });
    }
    throw cause;
  }
}

/** @throws StateError `too large` for a file of more bytes than a playground has */
export function checkStateSize(bytes: number): void {
  if (bytes > largest) throw new StateError("too large");
}

function documentIn(file: Uint8Array): z.output<typeof document> {
  checkStateSize(file.length);
  const found = jsonIn(file);
  const known = z.safeParse(head, found);
  if (!known.success) throw new StateError("foreign");
  if (known.data.version > newest) throw new StateError("newer");
  return parsedBy(document, found);
}

function contentIn(opened: Uint8Array): z.output<typeof contentForm> {
  return parsedBy(contentForm, jsonIn(opened));
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    const begin = new TextDecoder("latin1").decode(bytes.subarray(0, 64));
    throw new StateError(begin.startsWith(`{"format":"${format}"`) ? "damaged" : "foreign", { cause });
  }
}

function parsedBy<S extends z.core.$ZodType>(schema: S, value: unknown): z.output<S> {
  const read = z.safeParse(schema, value);
  if (!read.success) throw new StateError("damaged", { cause: read.error });
  return read.data;
}

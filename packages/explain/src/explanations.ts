import type { Fault } from "@keyferry/gateway";
import { tellObserver } from "@keyferry/gateway";
import type { Explanation } from "./explanation.ts";
import { makeExplanation, type ExplanationDependencies } from "./make-explanation.ts";
import type { Refusal } from "@keyferry/gateway";

/** An explanation, and whose request it is about. */
export interface ExplainedRefusal {
  readonly explanation: Explanation;
  /** Account whose signature has verified; undefined: none has. */
  readonly account: string | undefined;
  /** Id of the access key that the request names, where there is such a key. */
  readonly accessKeyId: string | undefined;
  /** ARNs of what the request was about, as far as it came. */
  readonly resources: readonly string[];
}

/** The explanations of the last refusals, of all gateways of a server. */
export interface Explanations {
  /**
   * Takes in a refusal and answers the id of its explanation: 128 random bits, lower-case hex. The work is done later, one
   * refusal after the other. Never throws.
   */
  add(refusal: Refusal): string;
  /** An explanation by its id, once it is made; undefined for one that never was, or is forgotten. */
  find(id: string): Promise<Explanation | undefined>;
  /** Those that are made, oldest first: what stands behind one that is being made is not among them yet. */
  list(): readonly ExplainedRefusal[];
  /** Forgets everything. What still waits is not explained any more. */
  close(): void;
}

/** What explanations stand on. */
export interface ExplanationsOptions extends ExplanationDependencies {
  readonly random: (length: number) => Uint8Array;
  /** How many are kept. Default 200. */
  readonly maxEntries?: number;
  /** How many characters they may have together, requests that wait to be explained included. Default 8,388,608. */
  readonly maxLength?: number;
  /** Told of each explanation once it is made. What it throws goes to `onFault`. */
  readonly onExplained?: (explanation: Explanation) => void;
  /** Told of an explanation that could not be made, or not told of. What it throws is ignored. */
  readonly onFault: (fault: Fault) => void;
}

/** How long to rest after each explanation, for the time it took: whoever is refused a lot must not slow others down. */
const restFactor = 4;

interface Entry {
  size: number;
  readonly explanation: Promise<Explanation | undefined>;
  /** Absent until it is explained. */
  made?: ExplainedRefusal;
  /** Absent once it is explained. */
  waiting?: { readonly refusal: Refusal; readonly settle: (explanation: Explanation | undefined) => void };
}

/** Makes a ring of explanations: the oldest go when there are too many, or too much of them. */
export function createExplanations(options: ExplanationsOptions): Explanations {
  const { random, maxEntries = 200, maxLength = 8_388_608, onExplained, onFault } = options;
  const entries = new Map<string, Entry>();
  let length = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  return {
    add(refusal) {
      const id = hex(random(16));
      if (closed) return id;
      let settle: (explanation: Explanation | undefined) => void = () => undefined;
      const explanation = new Promise<Explanation | undefined>((resolve) => {
        settle = resolve;
      });
      put(id, { size: sizeOf(refusal), explanation, waiting: { refusal, settle } });
      schedule();
      return id;
    },
    async find(id) {
      return entries.get(id)?.explanation;
    },
    list() {
      const made: ExplainedRefusal[] = [];
      for (const entry of entries.values()) {
        if (entry.made === undefined) break;
        made.push(entry.made);
      }
      return made;
    },
    close() {
      closed = true;
      for (const { waiting } of entries.values()) waiting?.settle(undefined);
      entries.clear();
      length = 0;
      clearTimeout(timer);
    },
  };

  function put(id: string, entry: Entry): void {
    entries.set(id, entry);
    length += entry.size;
    trim();
  }

  function trim(): void {
    for (const [id, { size, waiting }] of entries) {
      if (entries.size <= maxEntries && length <= maxLength) return;
      entries.delete(id);
      length -= size;
      waiting?.settle(undefined);
    }
  }

  /** After the answer has gone out. */
  function schedule(pause = 0): void {
    timer ??= setTimeout(() => {
      const begin = performance.now();
      void explainNext().then((more) => {
        timer = undefined;
        if (more) schedule(restFactor * (performance.now() - begin));
      });
    }, pause);
  }

  /** Explains the one that has waited longest; answers whether others wait. Never rejects. */
  async function explainNext(): Promise<boolean> {
    for (const [id, entry] of entries) {
      const { waiting } = entry;
      if (waiting === undefined) continue;
      const explanation = await explained(id, waiting.refusal);
      delete entry.waiting;
      if (explanation !== undefined) entry.made = made(explanation, waiting.refusal);
      waiting.settle(explanation);
      // It may have been forgotten in the meantime.
      if (entries.get(id) === entry) resize(id, entry, explanation);
      if (explanation !== undefined && !closed) tellExplained(explanation, waiting.refusal);
      break;
    }
    return [...entries.values()].some(({ waiting }) => waiting !== undefined);
  }

  function tellExplained(explanation: Explanation, { requestId }: Refusal): void {
    try {
      onExplained?.(explanation);
    } catch (error) {
      tellObserver(onFault, { requestId, error });
    }
  }

  function resize(id: string, entry: Entry, explanation: Explanation | undefined): void {
    length -= entry.size;
    entry.size = explanation === undefined ? 0 : JSON.stringify(explanation).length;
    length += entry.size;
    if (explanation === undefined) entries.delete(id);
    trim();
  }

  async function explained(id: string, refusal: Refusal): Promise<Explanation | undefined> {
    try {
      return await makeExplanation(id, refusal, options);
    } catch (error) {
      // What it stands on is closed too.
      if (!closed) tellObserver(onFault, { requestId: refusal.requestId, error });
      return undefined;
    }
  }
}

function made(explanation: Explanation, { facts }: Refusal): ExplainedRefusal {
  const { principal, accessKey, trail } = facts;
  return {
    explanation,
    account: principal?.account,
    accessKeyId: accessKey?.known === true ? accessKey.id : undefined,
    resources: trail?.resources ?? [],
  };
}

function sizeOf({ request, error }: Refusal): number {
  let size = 1024 + error.message.length;
  if (request === undefined) return size;
  for (const [name, value] of request.headers) size += name.length + value.length;
  return size + request.target.length + request.body.length;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

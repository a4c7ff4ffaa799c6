import { createReadStream } from "node:fs";
import { text } from "node:stream/consumers";

/** An explanation of a refusal, as far as this command looks into it. */
export interface KeptExplanation {
  /** 32 hex digits. */
  readonly id: string;
  /** Id of the request that was refused. */
  readonly requestId: string;
  /** For a terminal. */
  readonly text: string;
}

/** In bytes; a server keeps to a quarter of it. */
const maxLength = 4_194_304;

/**
 * Reads the explanations that a server keeps in its data folder, oldest first.
 *
 * @returns undefined where there are none
 * @throws Error for a file of another form, or one that cannot be read
 */
export async function readExplanationFile(path: string): Promise<readonly KeptExplanation[] | undefined> {
  let json: string;
  try {
    json = await text(createReadStream(path, { end: maxLength - 1 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const content = JSON.parse(json) as unknown;
  const { explanations } = (typeof content === "object" && content !== null ? content : {}) as {
    readonly explanations?: unknown;
  };
  if (Array.isArray(explanations) && explanations.every(isKept)) return explanations;
  throw new Error("it holds no explanations");
}

function isKept(value: unknown): value is KeptExplanation {
  if (typeof value !== "object" || value === null) return false;
  const members = value as Readonly<Record<string, unknown>>;
  return ["id", "requestId", "text"].every((name) => typeof members[name] === "string");
}

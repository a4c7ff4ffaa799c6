import { FileError, readFile, type Trust, type User } from "@keyferry/files";

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
 * @param options.trust whom the file may be open to: less where nobody has named it
 * @returns undefined where there are none
 * @throws Error for a file of another form, or one that is not believed
 */
export function readExplanationFile(
  path: string,
  { trust, user }: { readonly trust: Trust; readonly user: User | undefined },
): readonly KeptExplanation[] | undefined {
  let json: string;
  try {
    json = readFile(path, { limit: maxLength, trust, user }).toString("utf8");
  } catch (error) {
    if (error instanceof FileError && error.reason === "missing") return undefined;
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

import { currentUser, type User } from "@keyferry/files";

/** What the command sees of the world: all that a test has to stand in for. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The current folder: what paths are relative to. */
  readonly folder: string;
  /** Whose files are believed; undefined where files have no owners. */
  readonly user: User | undefined;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Writes to standard output: results, and nothing but results. Text goes out as it is given. */
  readonly print: (output: string | Uint8Array) => void;
  /** Writes to standard error: what people should know beside the result. */
  readonly warn: (text: string) => void;
  /** Whether standard output shows ANSI styles. */
  readonly styled: boolean;
}

/** The surroundings of this process. Styles are for terminals, and off where `NO_COLOR` is set (no-color.org). */
export function processSurroundings(): Surroundings {
  return {
    environment: process.env,
    folder: process.cwd(),
    user: currentUser(),
    stdin: process.stdin,
    print: (output) => process.stdout.write(output),
    warn: (text) => process.stderr.write(text),
    styled: process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "",
  };
}

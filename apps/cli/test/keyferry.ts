import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { currentUser, type User } from "@keyferry/files";
import { onTestFinished } from "vitest";
import { run } from "../src/run.ts";

/** What a run of the command left behind. */
export interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process, as someone in `folder` would. */
export async function keyferry(
  args: readonly string[],
  {
    folder = "/nowhere",
    environment = {},
    input = "",
    user = currentUser(),
  }: {
    readonly folder?: string;
    readonly environment?: Readonly<Record<string, string>>;
    readonly input?: string;
    /** Whom the command runs for. */
    readonly user?: User | undefined;
  } = {},
): Promise<Outcome> {
  const out: Buffer[] = [];
  let err = "";
  const exitCode = await run(args, {
    environment,
    folder,
    user,
    stdin: oneChunk(input),
    print: (output) => out.push(Buffer.from(output)),
    warn: (text) => {
      err += text;
    },
    styled: false,
  });
  return { exitCode, out: Buffer.concat(out).toString(), err };
}

/** An empty folder that is removed when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-cli-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

async function* oneChunk(text: string): AsyncIterable<Uint8Array> {
  if (text !== "") yield Buffer.from(text);
}

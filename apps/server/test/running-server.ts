import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../bin/keyferry-server.js", import.meta.url));
const freePorts = ["--public-port", "0", "--vpc-port", "0", "--dedicated-port", "0"];
const patience = 15_000;

/** The members of the ready file. */
export interface Ready {
  readonly public: string;
  readonly vpc: string;
  readonly dedicated: string;
  readonly ca: string | null;
  readonly instanceId: string;
  readonly pid: number;
}

/** How a server is started. */
export interface ServerStart {
  /** The data folder; when absent a new one, which goes with the server. */
  readonly data?: string;
  /** Flags beside `--data` and the ports, which the system picks. */
  readonly flags?: readonly string[];
  /** What its seed file says. The file is there until the server is ready, or has ended. */
  readonly seed?: object;
  readonly variables?: Readonly<Record<string, string>>;
  readonly readyFile?: string;
  /** Starts it with `--ephemeral`, in its own folder, which then has the ready file alone. Default false. */
  readonly ephemeral?: boolean;
  /** Another command line that runs the server's, in the same process at the end. */
  readonly through?: (command: readonly string[]) => readonly string[];
}

/** A server in a process of its own. */
export interface RunningServer {
  readonly ready: Ready;
  /** What clients must trust over TLS, in PEM; empty where it names nothing. */
  readonly ca: string;
  readonly data: string;
  readonly readyFile: string;
  /** What it has written so far, on standard output and standard error. */
  readonly written: () => { readonly output: string; readonly error: string };
  /** Sends a signal and waits for the end; answers the exit code, null when the signal killed it. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
  /** Sends a signal and does not wait. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Stops it, if it still runs, and deletes a data folder that is its own. */
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Starts the server and waits until it is ready. */
export async function startServer(start: ServerStart = {}): Promise<RunningServer> {
  const data = start.data ?? newFolder();
  const readyFile = start.readyFile ?? join(data, "ready.json");
  using seed = seedFile(start.seed);
  const flags = [...freePorts, ...seed.flags, ...(start.flags ?? [])];
  const kept = start.ephemeral === true ? ["--ephemeral", "--ready-file", readyFile] : ["--data", data];
  const process = startProcess(
    [...kept, ...flags],
    start.ephemeral === true ? { cwd: data, ...start } : start,
  );
  const { child, ended, written } = process;
  const deadline = Date.now() + patience;
  // An earlier server may have left its ready file: what counts is this one's.
  while (!existsSync(readyFile) || readReady(readyFile).pid !== child.pid) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`the server is not ready: ${written().error}`);
    }
    await sleep(10);
  }
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    if (isRunning(child)) child.kill(signal);
    await ended;
    return child.exitCode;
  };
  const ready = readReady(readyFile);
  // What it runs through may show it other files.
  const root = start.through === undefined ? "/" : `/proc/${String(ready.pid)}/root`;
  return {
    ready,
    ca: ready.ca === null ? "" : readFileSync(join(root, ready.ca), "utf8"),
    data,
    readyFile,
    written,
    stop,
    signal: (signal) => child.kill(signal),
    async [Symbol.asyncDispose]() {
      await stop("SIGKILL");
      if (start.data === undefined) rmSync(data, { recursive: true });
    },
  };
}

/** Starts a server that is expected not to start, and answers what became of it. */
export async function startInVain(start: ServerStart & { readonly data: string }): Promise<{
  readonly exitCode: number | null;
  readonly output: string;
  readonly error: string;
}> {
  const { data, flags = [] } = start;
  using seed = seedFile(start.seed);
  const all = ["--data", data, ...freePorts, ...seed.flags, ...flags];
  const { child, ended, written } = startProcess(all, start);
  const timer = setTimeout(() => child.kill("SIGKILL"), patience);
  await ended;
  clearTimeout(timer);
  return { exitCode: child.exitCode, ...written() };
}

function seedFile(seed: object | undefined): Disposable & { readonly flags: readonly string[] } {
  if (seed === undefined) return { flags: [], [Symbol.dispose]: () => undefined };
  const folder = newFolder();
  const file = join(folder, "seed.json");
  writeFileSync(file, JSON.stringify(seed));
  return {
    flags: ["--seed", file],
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** A new folder; whoever asks for it deletes it. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "keyferry-server-"));
}

function startProcess(
  flags: readonly string[],
  {
    variables = {},
    through = (command) => command,
    cwd,
  }: Pick<ServerStart, "variables" | "through"> & { readonly cwd?: string },
) {
  const surroundings = Object.entries(process.env).filter(([name]) => !name.startsWith("KEYFERRY_"));
  const env = { ...Object.fromEntries(surroundings), ...variables };
  const [command = "", ...args] = through([process.execPath, program, ...flags]);
  const child = spawn(command, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let error = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (error += text));
  return { child, ended: once(child, "close"), written: () => ({ output, error }) };
}

function readReady(file: string): Ready {
  return JSON.parse(readFileSync(file, "utf8")) as Ready;
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A program that runs until it is told to stop. */
export interface RunningProgram {
  readonly process: ChildProcess;
  /** What it has written, its last lines. */
  readonly output: () => string;
  /** Ends it with a signal, and waits. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** A user that a program runs as. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** The most of its output that is kept, in characters. */
const keptOutput = 4000;

/** Debian keeps PostgreSQL's programs of each version in a folder of their own; elsewhere they are in the path. */
export function postgresProgram(name: "initdb" | "postgres"): string {
  const [newest] = globSync(`/usr/lib/postgresql/*/bin/${name}`).sort().reverse();
  return newest ?? name;
}

/** Debian's place for what only administrators run need not be in the path. */
export function pgbouncerProgram(): string {
  return existsSync("/usr/sbin/pgbouncer") ? "/usr/sbin/pgbouncer" : "pgbouncer";
}

/** PostgreSQL and PgBouncer refuse to run as root: then they run as Debian's user for them. Otherwise as whoever asks. */
export function ordinaryUser(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/** Starts a program. It ends with this process, whatever way that ends, where the system can see to it. */
export function startProgram(
  program: string,
  args: readonly string[],
  user: RunAs | undefined,
): RunningProgram {
  const [command = program, ...words] = [...endingWithUs(user), program, ...args];
  const started = spawn(command, words, { stdio: ["ignore", "pipe", "pipe"], cwd: "/" });
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-keptOutput);
  };
  started.stdout.on("data", keep);
  started.stderr.on("data", keep);
  const ended = new Promise<void>((resolve) => {
    started.once("close", () => {
      resolve();
    });
    started.once("error", (error) => {
      output += String(error);
      resolve();
    });
  });
  return {
    process: started,
    output: () => output,
    async stop(signal) {
      started.kill(signal);
      await ended;
    },
  };
}

/** Waits until a program answers. */
export async function untilReady(running: RunningProgram, isReady: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await isReady())) {
    if (running.process.exitCode !== null || running.process.pid === undefined || performance.now() > end) {
      throw new Error(`${running.process.spawnfile} does not start:\n${running.output()}`);
    }
    await sleep(20);
  }
}

/** The command that changes the user, and has Linux end the program when the one that started it is gone. */
function endingWithUs(user: RunAs | undefined): readonly string[] {
  if (process.platform !== "linux") return [];
  const change = user && [`--reuid=${String(user.uid)}`, `--regid=${String(user.gid)}`, "--clear-groups"];
  return ["setpriv", ...(change ?? []), "--pdeathsig=QUIT"];
}

import { spawn, type ChildProcess } from "node:child_process";
import { env, kill, platform } from "node:process";
import { secretUtf8, wiping } from "@keyferry/bytes";
import { RotationHookError, type RotationHook } from "@keyferry/kms";
import { collectAnswer, tookTooLong, wasEnded } from "./hook-answer.ts";

/** What a hook is made with. */
export interface HookOptions {
  /** Of one question, in milliseconds. */
  readonly timeLimit: number;
  /** Ends what is asked, and refuses what is to be asked. */
  readonly signal: AbortSignal;
}

/**
 * A hook that is a program: started once for each question, without arguments and without a shell. It reads the question from
 * standard input and writes the answer to standard output, both JSON in UTF-8, and ends with code 0. What it writes to
 * standard error is dropped, since it may hold secrets. It has the server's environment but for variables that begin with
 * KEYFERRY_. Whatever it has started ends with it when its time is over, but for what runs as another user.
 *
 * @param program its whole path
 */
export function createProgramHook(program: string, options: HookOptions): RotationHook {
  return {
    timeLimit: options.timeLimit,
    ask: (question) =>
      wiping(secretUtf8(JSON.stringify(question)), (input) => answerOf(program, input, options)),
  };
}

// A group of its own is what can be ended as a whole; Windows has none.
const hasGroups = platform !== "win32";

async function answerOf(program: string, input: Uint8Array, options: HookOptions): Promise<unknown> {
  if (options.signal.aborted) throw wasEnded();
  const answer = collectAnswer();
  const child = spawn(program, [], {
    stdio: ["pipe", "pipe", "ignore"],
    detached: hasGroups,
    env: ownVariables(),
  });
  try {
    await ended(child, { ...options, input, onPart: answer.add.bind(answer) });
    return answer.read();
  } finally {
    answer.wipe();
  }
}

interface Run extends HookOptions {
  readonly input: Uint8Array;
  /** @throws RotationHookError */
  readonly onPart: (part: Uint8Array) => void;
}

/** Waits for a good end, or brings about another one. @throws RotationHookError */
async function ended(child: ChildProcess, { input, onPart, timeLimit, signal }: Run): Promise<void> {
  let stopWaiting: () => void = () => undefined;
  const outcome = new Promise<void>((resolve, reject) => {
    let isOver = false;
    /** It has not ended yet. */
    const fail = (error: RotationHookError) => {
      isOver = true;
      reject(error);
      endGroup(child);
    };
    const onAborted = () => {
      fail(wasEnded());
    };
    const timer = setTimeout(() => {
      fail(tookTooLong(timeLimit));
    }, timeLimit);
    signal.addEventListener("abort", onAborted);
    stopWaiting = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAborted);
    };
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(new RotationHookError(`the program cannot be started (${error.code ?? error.name})`));
    });
    child.stdout?.on("data", (part: Uint8Array) => {
      if (isOver) return;
      try {
        onPart(part);
      } catch (error) {
        fail(error as RotationHookError);
      }
    });
    child.stdout?.on("error", (error: NodeJS.ErrnoException) => {
      fail(new RotationHookError(`its answer cannot be read (${error.code ?? error.name})`));
    });
    child.on("close", (code, killedBy) => {
      if (code === 0) resolve();
      else reject(new RotationHookError(`the program ended with ${killedBy ?? `code ${String(code)}`}`));
    });
  });
  // It need not read the question to its end: its answer counts.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(input);
  try {
    await outcome;
  } finally {
    stopWaiting();
  }
}

/**
 * Ends a program and what it has started. Never throws: what has ended already, or runs as another user, is let go of, and
 * neither keeps a pipe to the server.
 */
function endGroup(child: ChildProcess): void {
  const { pid } = child;
  try {
    if (pid !== undefined) kill(hasGroups ? -pid : pid, "SIGKILL");
  } catch {
    // The question has been answered: nobody is there to be told.
  }
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.unref();
}

/** The server's own options stay with it: its root's secret may be among them. */
function ownVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("KEYFERRY_")));
}

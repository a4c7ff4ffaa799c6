import { type ChildProcess, fork } from "node:child_process";
import { CryptoError } from "@keyferry/crypto";
import { CallFailure, NotSent } from "./call-failures.ts";
import type { Request, Response } from "./messages.ts";
import type { CallName, ModuleCalls } from "../module/module-calls.ts";
import type { Pkcs11Options } from "../options.ts";

/** One helper process. Calls are answered in their order. */
export interface HelperProcess {
  readonly pid: number | undefined;
  /** When it was started, on the clock of performance.now. */
  readonly startedAt: number;
  /**
   * @param limit milliseconds for the answer, from when no earlier call is under way; then the process is killed
   * @throws CallFailure; NotSent; CryptoError `unavailable` where the process ended, or did not answer in time
   */
  call<N extends CallName>(
    name: N,
    args: Parameters<ModuleCalls[N]>,
    limit: number,
  ): Promise<ReturnType<ModuleCalls[N]>>;
  /** Ends the process once its calls are answered; resolves when it is gone. */
  end(): Promise<void>;
  /** Ends the process at once; calls that are open fail. */
  kill(): void;
}

interface Waiting {
  readonly request: Request;
  readonly limit: number;
  readonly settle: (response: Response) => void;
  readonly fail: (error: Error) => void;
}

/** How many calls are on their way at once: the next one is there when the last is done. */
const window = 4;
/** How long a process may take to end by itself once it has nothing left to do, in milliseconds. */
const endLimit = 2_000;

const unavailable = (message: string) => new CryptoError("unavailable", message);

/** The program beside this file: a source in the source tree, built code in the package. */
const program = new URL(
  import.meta.url.endsWith(".ts") ? "./module-process.ts" : "./helper/module-process.js",
  import.meta.url,
);

function start({ environment, execArgv }: Pkcs11Options): ChildProcess {
  const child = fork(program, [], {
    env: { ...process.env, ...environment },
    // A debugger's port is taken by this process, and nobody should look into that one.
    execArgv: (execArgv ?? process.execArgv).filter((argument) => !argument.startsWith("--inspect")),
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  // Open calls keep this process alive by their timers; an idle module does not.
  child.unref();
  child.channel?.unref();
  return child;
}

/** Starts a helper process; nothing in it is opened yet. */
export function startHelperProcess(options: Pkcs11Options): HelperProcess {
  const startedAt = performance.now();
  const child = start(options);
  const sent: Waiting[] = [];
  const waiting: Waiting[] = [];
  let nextNumber = 1;
  let timer: NodeJS.Timeout | undefined;
  let gone: CryptoError | undefined;
  let ending = false;
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => {
      resolve();
    });
    child.once("exit", () => {
      resolve();
    });
  });

  const lose = (why: string) => {
    if (gone !== undefined) return;
    gone = unavailable(why);
    clearTimeout(timer);
    child.kill("SIGKILL");
    for (const { fail } of sent.splice(0)) fail(gone);
    for (const { fail } of waiting.splice(0)) fail(new NotSent(why));
  };

  const watch = () => {
    clearTimeout(timer);
    const [first] = sent;
    if (first === undefined) return;
    timer = setTimeout(() => {
      lose(`the PKCS #11 module did not answer ${first.request.name} in ${String(first.limit)} ms`);
    }, first.limit);
  };

  const proceed = () => {
    while (sent.length < window) {
      const next = waiting.shift();
      if (next === undefined) break;
      sent.push(next);
      child.send(next.request, (error) => {
        if (error !== null) lose("the helper process of the PKCS #11 module takes no calls");
      });
      if (sent.length === 1) watch();
    }
    if (ending && sent.length === 0 && child.connected) {
      child.disconnect();
      setTimeout(() => child.kill("SIGKILL"), endLimit).unref();
    }
  };

  child.on("message", (response: Response) => {
    const first = sent.shift();
    if (first?.request.number !== response.number) {
      lose("the helper process of the PKCS #11 module answered another call");
      return;
    }
    watch();
    first.settle(response);
    proceed();
  });
  child.on("error", (error) => {
    lose(`the helper process of the PKCS #11 module failed: ${error.message}`);
  });
  child.on("exit", (code, signal) => {
    lose(`the helper process of the PKCS #11 module ended by ${signal ?? `exit code ${String(code)}`}`);
  });

  return {
    pid: child.pid,
    startedAt,
    call: (name, args, limit) =>
      new Promise((resolve, reject) => {
        if (gone !== undefined || ending) {
          reject(new NotSent(gone?.message ?? "the helper process is ending"));
          return;
        }
        const request = { number: nextNumber, name, args };
        nextNumber += 1;
        waiting.push({
          request,
          limit,
          fail: reject,
          settle(response) {
            if ("failure" in response) reject(new CallFailure(response.failure));
            else resolve(response.value as ReturnType<ModuleCalls[typeof name]>);
          },
        });
        proceed();
      }),
    end() {
      ending = true;
      proceed();
      return ended;
    },
    kill() {
      lose("the helper process of the PKCS #11 module was told to end");
    },
  };
}

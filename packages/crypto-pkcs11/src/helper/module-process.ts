/**
 * The helper process: loads a PKCS #11 module and does with it what its parent asks for, one call after another. It
 * ends with its parent.
 */
import { wipe } from "@keyferry/bytes";
import { CryptoError } from "@keyferry/crypto";
import type { ModuleFindings, ModuleSettings } from "../calls.ts";
import type { Failure, Request, Response } from "./messages.ts";
import type { OpenedModule } from "../module/opened-module.ts";
import { WrongOutput } from "../module/wrong-output.ts";

let opened: OpenedModule | undefined;

/** Loads pkcs11js late, so that its absence can be told in plain words. */
async function open(settings: ModuleSettings, known: ModuleFindings | undefined): Promise<unknown> {
  try {
    await import("pkcs11js");
  } catch (cause) {
    throw new CryptoError("unavailable", "pkcs11js cannot be loaded: npm install pkcs11js", { cause });
  }
  const { openModule } = await import("../module/opened-module.ts");
  opened = await openModule(settings, known);
  return opened.opened;
}

async function answer({ name, args }: Request): Promise<unknown> {
  if (name === "open") return open(...(args as [ModuleSettings, ModuleFindings | undefined]));
  if (opened === undefined) throw new Error("the module is not open");
  const call: (...args: never[]) => unknown = opened.calls[name];
  return call(...(args as never[]));
}

function failureOf(error: unknown): Failure {
  if (error instanceof WrongOutput) {
    const { reason, message, algorithm } = error;
    return { reason, message, algorithm, blame: "token" };
  }
  if (error instanceof CryptoError) return { reason: error.reason, message: error.message, blame: "call" };
  const message = error instanceof Error ? error.message : "the helper process failed";
  const isFinal = error instanceof Error && error.name === "PinRefused";
  return { reason: "unavailable", message, blame: isFinal ? "final" : "token" };
}

/** Wipes the bytes that came with a call, or went with an answer: this process needs them no longer. */
function wipeBytes(value: unknown): void {
  if (value instanceof Uint8Array) wipe(value);
}

async function serve(request: Request): Promise<void> {
  const { number, args } = request;
  let response: Response;
  try {
    response = { number, value: await answer(request) };
  } catch (error) {
    response = { number, failure: failureOf(error) };
  } finally {
    args.forEach(wipeBytes);
  }
  process.send?.(response, () => {
    if ("value" in response) wipeBytes(response.value);
  });
}

// Calls follow one another: a session takes one operation at a time.
let last: Promise<void> = Promise.resolve();
process.on("message", (request: Request) => {
  last = last.then(() => serve(request));
});

process.on("disconnect", () => {
  try {
    opened?.close();
  } finally {
    process.exit();
  }
});

// They go to the whole process group, and the server still has work for the module while it drains.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);

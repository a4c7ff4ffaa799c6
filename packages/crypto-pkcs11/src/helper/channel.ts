import { isDeepStrictEqual } from "node:util";
import { copySecret, wipe } from "@keyferry/bytes";
import { CryptoError } from "@keyferry/crypto";
import { CallFailure, NotSent } from "./call-failures.ts";
import type { ModuleFindings, ModuleSettings, OpenedToken } from "../calls.ts";
import type { CallName, ModuleCalls } from "../module/module-calls.ts";
import { type HelperProcess, startHelperProcess } from "./helper-process.ts";
import { defaultSessionCopies, defaultTimeLimits, type Pkcs11Options } from "../options.ts";
import { watchPin } from "../pin-watch.ts";

/** What kind of call it is, which decides what may happen to it. */
export interface CallKind {
  /** It changes nothing in the token, or nothing that it would not change again: it may be asked twice. */
  readonly repeatable: boolean;
  /** It makes an RSA key, which takes its time. */
  readonly slow?: boolean;
  /** It needs a process that is started for it, since an older one may not see that its token is gone. */
  readonly fresh?: boolean;
  /**
   * Told, before the call fails, that the module may have done it, or a part of it.
   *
   * @param stillFor milliseconds for which the token may be at it yet: 0 where the module has answered
   */
  readonly inDoubt?: (stillFor: number) => void;
}

/** The way to a module: a helper process, replaced when it dies, hangs, or loses its token. */
export interface Channel {
  /** What the first start found. */
  readonly opened: OpenedToken;
  /** The id of the process that holds the module now, if one does. */
  pid(): number | undefined;
  /**
   * Has the module do something. A call that was under way when its process ended is not repeated.
   *
   * @throws CryptoError, `unavailable` for all that is the module's or the token's fault
   */
  call<N extends CallName>(
    name: N,
    args: Parameters<ModuleCalls[N]>,
    kind: CallKind,
  ): Promise<ReturnType<ModuleCalls[N]>>;
  /** Has `listener` called whenever another process has opened the module. */
  onReplaced(listener: () => void): void;
  /** Lets the module go once its calls are answered, or after two seconds; also one that is being opened. */
  close(): Promise<void>;
}

/** What one try came to: an answer, or a failure after which another try may succeed. */
type Try<T> = { readonly value: T } | { readonly retryAfter: CryptoError };

/** How many calls may be open at once: more would only wait. */
const maxOpenCalls = 1_000;
/** How long closing waits for calls that are open, in milliseconds. */
const closeLimit = 2_000;
/** The first wait after a start that failed, in milliseconds; it doubles with each further one. */
const firstWait = 100;

const unavailable = (message: string, options?: ErrorOptions) =>
  new CryptoError("unavailable", message, options);

/** Bytes of the answer in memory of their own, and none in the channel's. */
function take<T>(value: T): T {
  if (!(value instanceof Uint8Array)) return value;
  const own = copySecret(value);
  wipe(value);
  return own as T & Uint8Array;
}

function settingsOf(options: Pkcs11Options): ModuleSettings {
  const { module, token, pin, libraryParameters } = options;
  const { sessionCopies = defaultSessionCopies, verifyOutput = true } = options;
  return {
    module,
    token,
    pin,
    sessionCopies,
    verifyOutput,
    ...(libraryParameters !== undefined && { libraryParameters }),
  };
}

/** The name of the first finding in which two differ; undefined where none does. */
function changedFinding(before: ModuleFindings, now: ModuleFindings): string | undefined {
  return Object.keys(before).find(
    (name) => !isDeepStrictEqual(before[name as keyof ModuleFindings], now[name as keyof ModuleFindings]),
  );
}

/**
 * Starts a helper process and opens the module in it.
 *
 * @throws CryptoError `unavailable` with the reason in plain words; `unsupported` for a module that lacks the minimum
 */
export async function openChannel(options: Pkcs11Options): Promise<Channel> {
  const settings = settingsOf(options);
  const limits = { ...defaultTimeLimits, ...options.timeLimits };
  let opened: OpenedToken | undefined;
  let current: Promise<HelperProcess> | undefined;
  let running: HelperProcess | undefined;
  /** Opens the module, and has not answered yet. */
  let starting: HelperProcess | undefined;
  let failures = 0;
  let nextStart = 0;
  let lastFailure: CryptoError | undefined;
  let openCalls = 0;
  let replaced: (() => void) | undefined;
  const pinWatch = watchPin(options.pin);
  /** Set once and for all: the channel is closed. */
  let closed: CryptoError | undefined;
  /** Something that the module made was wrong: the next process finds out anew what it does. */
  let suspect = false;
  /** The token has turned the PIN down: nothing is tried until another is there. */
  let pinRefused: CryptoError | undefined;

  const startAndOpen = async (): Promise<HelperProcess> => {
    const helper = startHelperProcess(options);
    starting = helper;
    pinWatch.note();
    try {
      const token = await helper.call(
        "open",
        [settings, suspect ? undefined : opened?.findings],
        limits.start,
      );
      if (opened !== undefined && token.label !== opened.label) {
        throw unavailable("the slot holds another token now");
      }
      if (closed !== undefined) throw closed;
      if (suspect && opened !== undefined) {
        const changed = changedFinding(opened.findings, token.findings);
        if (changed !== undefined) throw giveUp(changed);
        suspect = false;
      }
      opened ??= token;
      running = helper;
      replaced?.();
      return helper;
    } catch (error) {
      void helper.end();
      const lacks = error instanceof CallFailure && error.reason === "unsupported";
      throw suspect && lacks && closed === undefined ? giveUp("what it needs", { cause: error }) : error;
    } finally {
      starting = undefined;
    }
  };

  /** Gives the module up, since it does no longer what it did. Answers what every call is told from now on. */
  const giveUp = (changed: string, cause: ErrorOptions = {}): CryptoError => {
    const message = `the PKCS #11 backend is closed: something that the module made was wrong, and then it did not do what it did at the start (${changed})`;
    closed = new CryptoError("faulty", message, cause);
    options.onFault?.({ backend: "pkcs11", algorithm: changed, kind: "known answer" });
    return closed;
  };

  const failed = (error: unknown): CryptoError => {
    const told =
      error instanceof CryptoError
        ? error
        : unavailable("the helper process did not start", { cause: error });
    if (error instanceof CallFailure && error.blame === "final") pinRefused = told;
    lastFailure = told;
    failures += 1;
    // The first failure may be a matter of the moment.
    const wait = failures === 1 ? 0 : Math.min(firstWait * 2 ** (failures - 2), limits.backOff);
    nextStart = performance.now() + wait;
    return told;
  };

  /** The helper process, started when there is none. */
  const ready = async (): Promise<HelperProcess> => {
    if (closed !== undefined) throw closed;
    if (pinRefused !== undefined) {
      if (!pinWatch.hasChanged()) throw pinRefused;
      pinRefused = undefined;
      lastFailure = undefined;
    }
    if (current !== undefined) return current;
    if (lastFailure !== undefined && performance.now() < nextStart) throw lastFailure;
    // Whoever waits for the same start is told the same.
    const start = startAndOpen().catch((error: unknown) => {
      if (current === start) current = undefined;
      throw failed(error);
    });
    current = start;
    return start;
  };

  const discard = (helper: HelperProcess) => {
    if (running !== helper) return;
    running = undefined;
    current = undefined;
  };

  /** Lets a process finish what it has, and has the next call start another. */
  const retire = (helper: HelperProcess) => {
    discard(helper);
    void helper.end();
  };

  const attempt = async <N extends CallName>(
    name: N,
    args: Parameters<ModuleCalls[N]>,
    kind: CallKind,
  ): Promise<Try<ReturnType<ModuleCalls[N]>>> => {
    const helper = await ready();
    const limit = kind.slow === true ? limits.keyPair : limits.call;
    try {
      const value = await helper.call(name, args, limit);
      failures = 0;
      return { value };
    } catch (error) {
      if (error instanceof NotSent) {
        discard(helper);
        return { retryAfter: unavailable(error.message) };
      }
      kind.inDoubt?.(error instanceof CallFailure ? 0 : limit);
      if (!(error instanceof CallFailure)) {
        // It died or hung under this call.
        if (running === helper) failed(error);
        discard(helper);
        throw error;
      }
      if (error.algorithm !== undefined) {
        // Not tried again by itself: whoever asks again meets a process that has looked at the module anew.
        suspect = true;
        retire(helper);
        options.onFault?.({ backend: "pkcs11", algorithm: error.algorithm, kind: "output" });
        throw error;
      }
      if (error.blame === "call") {
        failures = 0;
        throw error;
      }
      if (performance.now() - helper.startedAt < limits.renewal) throw error;
      // A module may keep an old view of a token that went away and came back: SoftHSM does.
      retire(helper);
      if (!kind.repeatable) throw error;
      return { retryAfter: error };
    }
  };

  await ready();
  if (opened === undefined) throw unavailable("the helper process told nothing of its token");

  return {
    opened,
    pid: () => running?.pid,
    async call(name, args, kind) {
      if (openCalls >= maxOpenCalls) throw unavailable("too many calls wait for the PKCS #11 module");
      openCalls += 1;
      try {
        if (kind.fresh === true && running !== undefined) retire(running);
        let tried = await attempt(name, args, kind);
        if ("retryAfter" in tried) tried = await attempt(name, args, kind);
        if ("retryAfter" in tried) throw tried.retryAfter;
        return take(tried.value);
      } finally {
        openCalls -= 1;
      }
    },
    onReplaced(listener) {
      replaced = listener;
    },
    async close() {
      closed = unavailable("the PKCS #11 backend is closed");
      const last = running ?? starting;
      if (last === undefined) return;
      discard(last);
      const force = setTimeout(() => {
        last.kill();
      }, closeLimit);
      await last.end();
      clearTimeout(force);
    },
  };
}

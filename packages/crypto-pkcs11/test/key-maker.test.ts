import { CryptoError } from "@keyferry/crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallName } from "../src/module/module-calls.ts";
import type { CallKind, Channel } from "../src/helper/channel.ts";
import { createKeyMaker, type KeyMaker } from "../src/key-maker.ts";

const backOff = 1_000;
const callLimit = 10_000;
const hex = (bytes: unknown) => Buffer.from(bytes as Uint8Array).toString("hex");
const unavailable = new CryptoError("unavailable", "the token is away");

describe("what is left of a key whose making failed", () => {
  let maker: KeyMaker;
  /** What becomes of createKey: done, never sent, answered with a failure, or not answered. */
  let making: "done" | "not sent" | "refused" | "lost";
  /** Whether the token is there for what is to be undone. */
  let there: (versionId: string) => boolean;
  let made: Map<string, string>;
  /** Each look of the maker: which version, which id. */
  let looks: string[];
  let replace: () => void;

  const channel = {
    call(name: CallName, args: readonly unknown[], { inDoubt }: CallKind): Promise<unknown> {
      const versionId = String(args[0]);
      if (name === "undoKey") {
        looks.push(`${versionId} ${hex(args[1])}`);
        return there(versionId) ? Promise.resolve(undefined) : Promise.reject(unavailable);
      }
      made.set(versionId, hex(args[1]));
      if (making === "done") return Promise.resolve(undefined);
      if (making !== "not sent") inDoubt?.(making === "lost" ? callLimit : 0);
      return Promise.reject(unavailable);
    },
    onReplaced(listener: () => void) {
      replace = listener;
    },
  };
  const fails = async (versionId: string) => {
    await expect(maker.make(versionId, "Aliyun_AES_256")).rejects.toThrow("the token is away");
    await vi.advanceTimersByTimeAsync(0);
  };
  const lookFor = (versionId: string) => `${versionId} ${made.get(versionId) ?? ""}`;

  beforeEach(() => {
    vi.useFakeTimers();
    making = "done";
    there = () => true;
    made = new Map();
    looks = [];
    maker = createKeyMaker(channel as unknown as Channel, backOff);
  });
  afterEach(() => {
    maker.close();
    vi.useRealTimers();
  });

  it("is looked for by version and id, once, where the module has answered", async () => {
    making = "refused";
    await fails("a");
    expect(looks).toEqual([lookFor("a")]);
    expect(made.get("a")).toMatch(/^[0-9a-f]{32}$/);
    await vi.advanceTimersByTimeAsync(10 * callLimit);
    replace();
    expect(looks).toHaveLength(1);
  });

  it("is looked for again when the call's time is over, where it has not", async () => {
    making = "lost";
    await fails("a");
    expect(looks).toEqual([lookFor("a")]);
    await vi.advanceTimersByTimeAsync(callLimit - 100);
    expect(looks).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(looks).toEqual([lookFor("a"), lookFor("a")]);
    await vi.advanceTimersByTimeAsync(10 * callLimit);
    expect(looks).toHaveLength(2);
  });

  it("is nothing after success, nor where the call never went to the module", async () => {
    expect(hex(await maker.make("a", "EC_P256"))).toBe(made.get("a"));
    making = "not sent";
    await fails("b");
    await vi.advanceTimersByTimeAsync(10 * callLimit);
    replace();
    expect(looks).toEqual([]);
  });

  it("is remembered until the token answers, and looked for ever more seldom", async () => {
    making = "refused";
    there = () => false;
    await fails("a");
    await vi.advanceTimersByTimeAsync(100 + 200 + 400 + 800 + 10);
    expect(looks).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(20 * backOff);
    expect(looks).toHaveLength(25);
    there = () => true;
    await vi.advanceTimersByTimeAsync(backOff);
    expect(looks).toHaveLength(26);
    await vi.advanceTimersByTimeAsync(20 * backOff);
    expect(looks).toHaveLength(26);
  });

  it("is looked for at once when another process has opened the token", async () => {
    making = "refused";
    there = () => false;
    await fails("a");
    await vi.advanceTimersByTimeAsync(10 * backOff);
    const before = looks.length;
    there = () => true;
    replace();
    expect(looks).toHaveLength(before + 1);
  });

  it("does not wait for another that does not go", async () => {
    making = "refused";
    there = (versionId) => versionId === "b";
    await fails("a");
    await fails("b");
    await vi.advanceTimersByTimeAsync(2 * backOff);
    expect(looks).toContain(lookFor("b"));
    const count = looks.filter((look) => look === lookFor("b")).length;
    await vi.advanceTimersByTimeAsync(10 * backOff);
    expect(looks.filter((look) => look === lookFor("b"))).toHaveLength(count);
    expect(looks.at(-1)).toBe(lookFor("a"));
  });

  it("is bounded: beyond 1,000, no more keys are made before the token answers", async () => {
    making = "refused";
    there = () => false;
    for (let count = 0; count < 1_000; count += 1) await fails(String(count));
    making = "done";
    const refusal = "the token may hold too many half-made keys";
    await expect(maker.make("more", "Aliyun_AES_256")).rejects.toThrow(refusal);
    there = () => true;
    await vi.advanceTimersByTimeAsync(backOff);
    expect(await maker.make("more", "Aliyun_AES_256")).toHaveLength(16);
    expect(new Set(looks).size).toBe(1_000);
  });

  it("is looked for no more after the end", async () => {
    making = "lost";
    there = () => false;
    await fails("a");
    maker.close();
    const { length } = looks;
    await vi.advanceTimersByTimeAsync(10 * callLimit);
    replace();
    expect(looks).toHaveLength(length);
  });
});

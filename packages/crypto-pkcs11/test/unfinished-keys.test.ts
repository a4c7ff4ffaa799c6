import { randomUUID } from "node:crypto";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { KeySpec } from "@keyferry/algorithms";
import type { BackendKey } from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createPkcs11Backend, type Pkcs11Backend, type Pkcs11Options } from "@keyferry/crypto-pkcs11";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { beginTrouble, endTrouble, faultVariables } from "../../../tools/testing/pkcs11-faults.ts";
import { softHsm, testModules, type TestToken } from "../../../tools/testing/pkcs11-tokens.ts";
import { sourceArguments } from "../../../tools/testing/source-arguments.ts";
import { failureOf, newKey } from "./keys.ts";
import type { CutOff } from "./programs/cut-off.ts";
import { askToken } from "./raw-token.ts";

const importCutOff = ["--import", new URL("programs/cut-off.ts", import.meta.url).href];
const timeLimits = { call: 4_000, keyPair: 30_000, renewal: 0, backOff: 200 };

/** The options of a token in a helper process that is cut off while it makes a key. */
function cutOff({ options, ...token }: TestToken, at: CutOff): Pkcs11Options {
  const environment = {
    ...options.environment,
    ...faultVariables({ options, ...token }),
    KEYFERRY_TEST_CUT: at,
  };
  return { ...options, timeLimits, environment, execArgv: [...sourceArguments, ...importCutOff] };
}

/** What the token holds, a line for each key version. */
async function held(backend: Pkcs11Backend): Promise<readonly string[]> {
  const keys = await backend.listKeys();
  return keys
    .map(
      ({ owner, material, roles }) =>
        `${owner} ${Buffer.from(material).toString("hex")} ${String(roles.length)}`,
    )
    .sort();
}

const lineOf = ({ versionId, material }: BackendKey, parts: number) =>
  `${versionId} ${Buffer.from(material).toString("hex")} ${String(parts)}`;

/** Longer than the longest wait between looks. */
async function eventuallyHeld(
  backend: Pkcs11Backend,
  expected: readonly string[],
): Promise<readonly string[]> {
  let last: readonly string[] = [];
  for (let tries = 0; tries < 100; tries += 1) {
    last = await held(backend);
    if (last.join() === expected.join()) break;
    await sleep(100);
  }
  return last;
}

/** Sees the waits that begin in this process: one of a known length follows each look for a key that has failed. */
function watchWaits() {
  const begun = vi.spyOn(globalThis, "setTimeout");
  const count = (wait: number) => begun.mock.calls.filter(([, its]) => its === wait).length;
  return {
    /** Until so many waits of these milliseconds have begun in all. */
    begun: (wait: number, times = 1) =>
      expect.poll(() => count(wait), { timeout: 50_000 }).toBeGreaterThanOrEqual(times),
    /** Until a look has failed that began after this. */
    async oneMoreLook() {
      // One may be under way.
      await this.begun(timeLimits.backOff, count(timeLimits.backOff) + 2);
    },
  };
}

/** Ends the watch first: it gives back the clock that it was begun with. */
function backToRealTime(): void {
  vi.restoreAllMocks();
  vi.useRealTimers();
}

afterEach(backToRealTime);

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a key that was cut off on ${module.name}`, () => {
    let token: TestToken;
    const open: Pkcs11Backend[] = [];
    const opened = async (options: Pkcs11Options): Promise<Pkcs11Backend> => {
      const backend = await createPkcs11Backend(options);
      open.push(backend);
      return backend;
    };
    beforeEach(() => {
      token = module.newToken();
    });
    afterEach(async () => {
      for (const backend of open.splice(0)) await backend.close();
      token.remove();
    });

    it.each<[CutOff, KeySpec, RegExp]>([
      ["killed before the last of three", "Aliyun_AES_256", /ended by SIGKILL/],
      ["killed before the answer to three", "Aliyun_AES_256", /ended by SIGKILL/],
      ["killed with half of a pair", "EC_P256", /ended by SIGKILL/],
      ["killed before the answer to a pair", "EC_P256", /ended by SIGKILL/],
      ["killed with half of a pair", "RSA_2048", /ended by SIGKILL/],
      ["killed before the answer to a pair", "RSA_2048", /ended by SIGKILL/],
      ["hanging before the last of three", "Aliyun_AES_256", /did not answer createKey in 4000 ms/],
    ])("%s (%s) is gone when the next call is answered", async (at, spec, message) => {
      const backend = await opened(cutOff(token, at));
      const key = await newKey(backend, spec);
      beginTrouble(token);
      expect(await failureOf(newKey(backend, spec))).toMatch(message);
      // The fault is still there: what it leaves is cleared by the process after it.
      expect(await held(backend)).toEqual([lineOf(key, spec === "Aliyun_AES_256" ? 3 : 2)]);
    });

    it("stays while the token is away, and is gone soon after it is back, whoever calls", async () => {
      const watcher = await opened(token.options);
      const backend = await opened(cutOff(token, "token gone before the last of three"));
      const key = await newKey(backend);
      const waits = watchWaits();
      beginTrouble(token);
      expect(await failureOf(newKey(backend))).toMatch(/^unavailable: .*CKR_TOKEN_NOT_PRESENT/);
      await waits.oneMoreLook();
      expect((await held(watcher)).map((line) => line.split(" ")[2]).sort()).toEqual(["2", "3"]);
      endTrouble(token);
      // Nothing is asked of the backend itself.
      expect(await eventuallyHeld(watcher, [lineOf(key, 3)])).toEqual([lineOf(key, 3)]);
    });

    it("is gone as soon as another process has the token, however long the waits have become", async () => {
      const options = cutOff(token, "token gone before the last of three");
      const backend = await opened({ ...options, timeLimits: { renewal: 600_000, backOff: 600_000 } });
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const waits = watchWaits();
      beginTrouble(token);
      expect(await failureOf(newKey(backend))).toMatch(/^unavailable/);
      for (let wait = 100; wait < 400_000; wait *= 2) {
        await waits.begun(wait);
        vi.advanceTimersByTime(wait);
      }
      await waits.begun(409_600);
      // The next look would be after seven minutes of a clock that stands still.
      backToRealTime();
      endTrouble(token);
      expect(await held(backend)).toHaveLength(1);
      process.kill(Number((await backend.inspect()).processId), "SIGKILL");
      await failureOf(backend.random(1));
      expect(await eventuallyHeld(backend, [])).toEqual([]);
    });

    it("takes nothing along: no key of others, and no other key of its version", async () => {
      const other = await opened(token.options);
      const foreign = await newKey(other);
      expect(askToken(token, { name: "make a key without a name" })).toBe("made");
      const backend = await opened(cutOff(token, "killed before the last of three"));
      const spec = "Aliyun_AES_256";
      const name = { owner: anOwner, versionId: randomUUID(), spec, protectionLevel: "HSM" } as const;
      const first = { ...name, ...(await backend.createKey(name)) };
      const before = (askToken(token, { name: "attributes" }) as unknown[]).length;
      beginTrouble(token);
      expect(await failureOf(backend.createKey(name))).toMatch(/^unavailable/);
      expect(await held(backend)).toEqual([lineOf(foreign, 3), lineOf(first, 3)].sort());
      expect(askToken(token, { name: "attributes" })).toHaveLength(before);
    });

    it("is an orphan, which is listed, when the backend ends before the token is back", async () => {
      const backend = await opened(cutOff(token, "token gone before the last of three"));
      beginTrouble(token);
      expect(await failureOf(newKey(backend))).toMatch(/^unavailable/);
      await backend.close();
      endTrouble(token);
      const next = await opened(token.options);
      await next.ping();
      expect((await next.listKeys()).map(({ roles }) => [...roles].sort())).toEqual([
        ["encryption", "wrapping"],
      ]);
    });
  });
}

describe.skipIf(softHsm.leftOut)("a key that was cut off on SoftHSM", () => {
  it("is not forgotten because nothing is found in a token that is away", async () => {
    const token = softHsm.newToken();
    const options = cutOff(token, "token gone before the last of three");
    // The process goes on, and finds nothing without saying that the token is away.
    const backend = await createPkcs11Backend({
      ...options,
      timeLimits: { ...timeLimits, renewal: 600_000 },
    });
    const waits = watchWaits();
    try {
      beginTrouble(token);
      expect(await failureOf(newKey(backend))).toMatch(/^unavailable/);
      const place = join(token.folder, "tokens");
      renameSync(place, `${place}.away`);
      endTrouble(token);
      await waits.oneMoreLook();
      expect(await held(backend)).toEqual([]);
      renameSync(`${place}.away`, place);
      // Another process sees that the token is back.
      process.kill(Number((await backend.inspect()).processId), "SIGKILL");
      await failureOf(backend.random(1));
      expect(await eventuallyHeld(backend, [])).toEqual([]);
    } finally {
      await backend.close();
      token.remove();
    }
  });
});

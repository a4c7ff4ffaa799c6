import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BackendKey } from "@keyferry/crypto";
import { createPkcs11Backend, type Pkcs11Backend, type Pkcs11Options } from "@keyferry/crypto-pkcs11";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { beginTrouble, logins, withFaults } from "../../../tools/testing/pkcs11-faults.ts";
import { boundTo, failureOf, newKey } from "./keys.ts";
import { softHsm, testModules, type TestToken } from "../../../tools/testing/pkcs11-tokens.ts";

const plaintext = new TextEncoder().encode("what is kept");

async function processIdOf(backend: Pkcs11Backend): Promise<number> {
  return Number((await backend.inspect()).processId);
}

async function roundTrip(backend: Pkcs11Backend, key: BackendKey): Promise<boolean> {
  const target = boundTo(key);
  const body = await backend.encrypt(target, plaintext);
  return Buffer.from(plaintext).equals(await backend.decrypt({ ...target, body }));
}

/** How many processes there are whose module has the faults of a token. */
function helpersOf({ folder }: TestToken): number {
  const environments = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return environments.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").includes(`KEYFERRY_TEST_LOGINS=${folder}`);
    } catch {
      return false;
    }
  }).length;
}

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`on ${module.name}`, () => {
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

    it("the module is loaded in the helper process and nowhere else", async () => {
      const backend = await opened(token.options);
      const library = /libsofthsm2|libsoftokn3/;
      const maps = (pid: number | "self") => readFileSync(`/proc/${String(pid)}/maps`, "utf8");
      expect(maps(await processIdOf(backend))).toMatch(library);
      expect(maps("self")).not.toMatch(library);
    });

    it("kill -9 in the middle of work: the next call works, and nothing is half done", async () => {
      const backend = await opened(token.options);
      const key = await newKey(backend);
      const known = [key.versionId];
      for (let round = 0; round < 3; round += 1) {
        const pid = await processIdOf(backend);
        const work = Array.from({ length: 24 }, async (_, index) =>
          index % 4 === 0 ? newKey(backend) : roundTrip(backend, key),
        );
        setTimeout(() => process.kill(pid, "SIGKILL"), 5 + 20 * round);
        const endings = await Promise.allSettled(work);
        expect(await roundTrip(backend, key)).toBe(true);
        expect(await processIdOf(backend)).not.toBe(pid);

        for (const ending of endings) {
          if (ending.status === "rejected") {
            expect(ending.reason).toMatchObject({ name: "CryptoError", reason: "unavailable" });
          } else if (ending.value !== true) {
            // Whoever got a reference got a whole key.
            const made = ending.value as BackendKey;
            expect(await roundTrip(backend, made)).toBe(true);
            known.push(made.versionId);
          }
        }
        // Of the others, nothing is in the token.
        const held = await backend.listKeys();
        expect(held.map(({ owner }) => owner).sort()).toEqual([...known].sort());
        expect(held.filter(({ roles }) => roles.length !== 3)).toEqual([]);
      }
    });

    it("calls that were only waiting go to the next process", async () => {
      const backend = await opened(token.options);
      const pid = await processIdOf(backend);
      process.kill(pid, "SIGSTOP");
      const calls = Array.from({ length: 20 }, async () => backend.random(8));
      process.kill(pid, "SIGKILL");
      const endings = await Promise.allSettled(calls);
      expect(endings.filter(({ status }) => status === "rejected").length).toBeLessThanOrEqual(4);
    });

    it("a start that fails is unavailable to everybody who waits for it, whatever the cause", async () => {
      // Node itself refuses to start a process with the first, and the PIN is behind the second.
      const environment: Record<string, string> = { ...token.options.environment };
      const pinFile = `${token.pinFile}-in-a-circle`;
      copyFileSync(token.pinFile, pinFile);
      const causes = [
        () => {
          environment["FAULTY"] = "\0";
        },
        () => {
          rmSync(pinFile);
          symlinkSync(pinFile, pinFile);
        },
      ];
      for (const breakIt of causes) {
        const backend = await opened({ ...token.options, environment, pin: { file: pinFile } });
        breakIt();
        process.kill(await processIdOf(backend), "SIGKILL");
        const calls = await Promise.all(Array.from({ length: 8 }, async () => failureOf(backend.random(8))));
        expect(calls.filter((failure) => !failure.startsWith("unavailable: "))).toEqual([]);
        Reflect.deleteProperty(environment, "FAULTY");
      }
    });

    it("a module that is just being opened keeps nobody from closing", async () => {
      const backend = await createPkcs11Backend(withFaults(token, "hangs at login"));
      beginTrouble(token);
      process.kill(await processIdOf(backend), "SIGKILL");
      const before = logins(token);
      const calls: Promise<string>[] = [];
      // The first one may still meet the process that has died.
      while (logins(token) === before) {
        calls.push(failureOf(backend.random(8)));
        await sleep(50);
      }
      expect(helpersOf(token)).toBe(1);
      const begun = performance.now();
      await backend.close();
      expect(performance.now() - begun).toBeLessThan(4_000);
      for (const failure of await Promise.all(calls)) expect(failure).toMatch(/^unavailable: /);
      expect(helpersOf(token)).toBe(0);
    });

    it("a module that hangs is given up after its time, and replaced", async () => {
      const backend = await opened({ ...token.options, timeLimits: { call: 4_000 } });
      const key = await newKey(backend);
      const pid = await processIdOf(backend);
      process.kill(pid, "SIGSTOP");
      const before = performance.now();
      expect(await failureOf(backend.random(8))).toBe(
        "unavailable: the PKCS #11 module did not answer random in 4000 ms",
      );
      expect(performance.now() - before).toBeLessThan(30_000);
      expect(await roundTrip(backend, key)).toBe(true);
      expect(await processIdOf(backend)).not.toBe(pid);
    });

    it("a module that hangs or dies in a call takes nobody along", async () => {
      const key = await (async () => {
        const backend = await opened(token.options);
        return newKey(backend);
      })();
      for (const [fault, message] of [
        ["hangs in generateDataKey", /did not answer generateDataKey in 4000 ms/],
        ["dies in generateDataKey", /ended by SIG/],
      ] as const) {
        const backend = await opened({ ...withFaults(token, fault), timeLimits: { call: 4_000 } });
        expect(await failureOf(backend.generateDataKey(boundTo(key), 32))).toMatch(message);
        expect(await roundTrip(backend, key)).toBe(true);
      }
    });

    it("a token that goes away is unavailable, and works again when it is back", async () => {
      const timeLimits = { renewal: 0, backOff: 200 };
      const backend = await opened({ ...token.options, timeLimits, sessionCopies: 0 });
      const key = await newKey(backend);
      const place = join(token.folder, module === softHsm ? "tokens" : "database");
      const target = boundTo(key);
      const body = await backend.encrypt(target, plaintext);
      renameSync(place, `${place}.away`);
      // A process that is there already may still see the token: NSS keeps its database open.
      process.kill(await processIdOf(backend), "SIGKILL");
      await failureOf(backend.random(1));
      for (let count = 0; count < 3; count += 1) {
        expect(await failureOf(backend.decrypt({ ...target, body }))).toMatch(/^unavailable/);
      }
      renameSync(`${place}.away`, place);
      await sleep(400);
      expect(Buffer.from(await backend.decrypt({ ...target, body })).toString()).toBe("what is kept");
    });

    it("a ping tells that the token is away, and that it is back, with copies of its keys or without", async () => {
      const backend = await opened({ ...token.options, timeLimits: { renewal: 0, backOff: 200 } });
      await roundTrip(backend, await newKey(backend));
      expect(await failureOf(backend.ping())).toBe("no failure");
      const place = join(token.folder, module === softHsm ? "tokens" : "database");
      renameSync(place, `${place}.away`);
      // NSS keeps its database open, so that its token is not away before its process is.
      expect(await failureOf(backend.ping())).toMatch(module === softHsm ? /^unavailable/ : /^no failure/);
      renameSync(`${place}.away`, place);
      await sleep(400);
      expect(await failureOf(backend.ping())).toBe("no failure");
    });

    it("a missing object is unavailable, whatever was cached before", async () => {
      const backend = await opened({ ...token.options, timeLimits: { renewal: 0 } });
      const other = await opened(token.options);
      const key = await newKey(backend);
      expect(await roundTrip(other, key)).toBe(true);
      await backend.destroyKey(key);
      expect(await failureOf(backend.encrypt(boundTo(key), plaintext))).toMatch(
        /^unavailable: the token has no object keyferry\//,
      );
      // The other process has a copy until it ends.
      process.kill(await processIdOf(other), "SIGKILL");
      await failureOf(other.random(1));
      expect(await failureOf(other.encrypt(boundTo(key), plaintext))).toMatch(/^unavailable/);
      // To destroy it again changes nothing.
      expect(await failureOf(backend.destroyKey(key))).toBe("no failure");
    });

    it("the helper process ignores the signals of its group, and ends with its parent's wish", async () => {
      const backend = await opened(token.options);
      const pid = await processIdOf(backend);
      process.kill(pid, "SIGINT");
      process.kill(pid, "SIGTERM");
      expect(await backend.random(4)).toHaveLength(4);
      expect(await processIdOf(backend)).toBe(pid);
      await backend.close();
      expect(() => process.kill(pid, 0)).toThrow("ESRCH");
      expect(await failureOf(backend.random(4))).toBe("unavailable: the PKCS #11 backend is closed");
    });
  });
}

describe.skipIf(softHsm.leftOut)("SoftHSM", () => {
  it("sees a token again that went away under a process that goes on", async () => {
    const token = softHsm.newToken();
    const timeLimits = { renewal: 0, backOff: 200 };
    const backend = await createPkcs11Backend({ ...token.options, timeLimits, sessionCopies: 0 });
    try {
      const key = await newKey(backend);
      const place = join(token.folder, "tokens");
      renameSync(place, `${place}.away`);
      // SoftHSM finds no object now, and no fault either: it must not pass for destroyed.
      expect(await failureOf(backend.destroyKey(key))).toMatch(/^unavailable/);
      expect(await failureOf(backend.encrypt(boundTo(key), plaintext))).toMatch(/^unavailable/);
      renameSync(`${place}.away`, place);
      await sleep(400);
      expect(await roundTrip(backend, key)).toBe(true);
    } finally {
      await backend.close();
      token.remove();
    }
  });
});

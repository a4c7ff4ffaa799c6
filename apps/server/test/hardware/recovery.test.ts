import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { faultVariables, importFaults, logins } from "../../../../tools/testing/pkcs11-faults.ts";
import { pin } from "../../../../tools/testing/pkcs11-tokens.ts";
import { failureOf, officialClient, type Call } from "../official-client.ts";
import {
  newFolder,
  startInVain,
  startServer,
  type RunningServer,
  type ServerStart,
} from "../running-server.ts";
import { eventually, outcomeOf } from "./eventually.ts";
import { helperOf, startOn, testModules, type TestToken } from "./hsm-server.ts";
import { ways } from "../open-export.ts";

const context = { EncryptionContext: '{"tenant":"a"}' };

async function newHsmKey(call: Call): Promise<string> {
  return (await call("CreateKey", { ProtectionLevel: "HSM" })).KeyMetadata["KeyId"] ?? "";
}

async function newDataKey(call: Call, KeyId: string): Promise<string> {
  return (await call("GenerateDataKeyWithoutPlaintext", { KeyId, ...context })).CiphertextBlob;
}

/** Whether a data key of the module leaves it and arrives. */
async function exports(call: Call, CiphertextBlob: string): Promise<boolean> {
  const way = ways.RSAES_OAEP_SHA_1;
  const asked = { CiphertextBlob, ...context };
  const { ExportedDataKey } = await call("ExportDataKey", { ...asked, ...way.parameters });
  return way.open(ExportedDataKey) === (await call("Decrypt", asked)).Plaintext;
}

const environmentOf = (pid: number): string[] =>
  readFileSync(`/proc/${String(pid)}/environ`, "utf8").split("\0");

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a server on ${module.name}`, () => {
    let token: TestToken;
    let data: string;
    const running: RunningServer[] = [];
    const start = async (options: ServerStart = {}): Promise<RunningServer> => {
      const server = await startServer(startOn(token, { data, ...options }));
      running.push(server);
      return server;
    };
    const listOrphans = (of: string) => startInVain({ ...startOn(token, { flags: ["orphans"] }), data: of });

    beforeEach(() => {
      token = module.newToken();
      data = newFolder();
    });
    afterEach(async () => {
      for (const server of running.splice(0)) await server[Symbol.asyncDispose]();
      token.remove();
      rmSync(data, { recursive: true });
    });

    it("has the keys of the module, and of the software, after a restart", async () => {
      const first = await start();
      const before = officialClient(first.ready.public);
      const blob = await newDataKey(before, await newHsmKey(before));
      const software = await newDataKey(before, (await before("CreateKey")).KeyMetadata["KeyId"] ?? "");
      await first.stop();
      const after = officialClient((await start()).ready.public);
      expect(await exports(after, blob)).toBe(true);
      expect(await exports(after, software)).toBe(true);
    });

    it("refuses what needs the module, and does the rest, when it is started without it", async () => {
      const first = await start();
      const before = officialClient(first.ready.public);
      const blob = await newDataKey(before, await newHsmKey(before));
      await first.stop();
      const without = await startServer({ data });
      running.push(without);
      const after = officialClient(without.ready.public);
      const { code, entry } = await failureOf(after("Decrypt", { CiphertextBlob: blob, ...context }));
      expect([code, entry.response.statusCode]).toEqual(["ServiceUnavailableTemporary", 503]);
      expect(await outcomeOf(after("CreateKey"))).toBe("OK");
    });

    it("goes on after the death of the module's process", async () => {
      const server = await start();
      const call = officialClient(server.ready.public);
      const blob = await newDataKey(call, await newHsmKey(call));
      for (let round = 0; round < 3; round += 1) {
        const helper = helperOf(server);
        process.kill(helper, "SIGKILL");
        while (isThere(helper)) await sleep(5);
        expect(await exports(call, blob)).toBe(true);
      }
    });

    it("takes the PIN from a variable, which only the module's process is given", async () => {
      const { flags, variables } = startOn(token);
      const server = await startServer({
        data,
        flags: withoutPinFile(flags),
        variables: {
          ...variables,
          KEYFERRY_PKCS11_PIN: pin,
          KEYFERRY_ROOT_KEY: randomBytes(32).toString("base64"),
        },
      });
      running.push(server);
      const environment = environmentOf(helperOf(server));
      expect(environment).toContain(`KEYFERRY_PKCS11_PIN=${pin}`);
      expect(environment.filter((line) => line.startsWith("KEYFERRY_ROOT_KEY"))).toEqual([]);
      expect(server.written().error).not.toContain(pin);
    });

    it("gives the variable to nobody where the PIN is in a file", async () => {
      const server = await start({ variables: { KEYFERRY_PKCS11_PIN: "of something else" } });
      expect(environmentOf(helperOf(server)).join("\n")).not.toContain("of something else");
    });

    it("does not start with a wrong PIN, says so, and tries it once", async () => {
      const file = join(token.folder, "wrong-pin");
      writeFileSync(file, "wrong", { mode: 0o600 });
      const variables = { ...faultVariables(token), NODE_OPTIONS: importFaults.join(" ") };
      const before = logins(token);
      const refused = await startInVain({
        data,
        ...startOn(token, { flags: ["--pkcs11-pin-file", file], variables }),
      });
      expect(logins(token) - before).toBe(1);
      expect(refused).toMatchObject({ exitCode: 1, output: "" });
      expect(refused.error).toMatch(/^keyferry-server: pkcs11: token "[^"]+": the PIN is wrong\. [^\n]*\n$/);
    });

    it("says in a line which PIN, token or library is missing", async () => {
      const { flags } = startOn(token);
      const failures: readonly [flags: readonly string[], says: RegExp][] = [
        [withoutPinFile(flags), /there is no KEYFERRY_PKCS11_PIN in the environment/],
        [
          [...flags, "--pkcs11-pin-file", join(data, "nowhere")],
          /--pkcs11-pin-file: \S+nowhere is not there: check/,
        ],
        [[...flags, "--pkcs11-token-label", "another"], /the module has no token with the label "another"/],
        [
          [...flags, "--pkcs11-module", join(data, "no.so")],
          /--pkcs11-module: \S+no\.so is not there: check the path/,
        ],
      ];
      for (const [all, says] of failures) {
        const { exitCode, error } = await startInVain({ ...startOn(token), data, flags: all });
        expect(exitCode).toBe(1);
        expect(error).toMatch(/^keyferry-server: (?:pkcs11|--pkcs11-[a-z-]+): [^\n]*\n$/);
        expect(error).toMatch(says);
      }
    });

    it("lists what another store has made in the token, and deletes nothing", async () => {
      const mine = await start();
      const call = officialClient(mine.ready.public);
      await newDataKey(call, await newHsmKey(call));
      expect(await listOrphans(data)).toMatchObject({ exitCode: 0, output: "" });

      const otherData = newFolder();
      try {
        const other = await start({ data: otherData });
        const otherCall = officialClient(other.ready.public);
        const { KeyId, PrimaryKeyVersion = "" } = (await otherCall("CreateKey", { ProtectionLevel: "HSM" }))
          .KeyMetadata;
        const { exitCode, output, error } = await listOrphans(data);
        expect({ exitCode, error }).toEqual({ exitCode: 0, error: "" });
        expect(output).toMatch(/^[0-9a-f-]{36} {2}[0-9a-f]{34} {2}encryption, mac, wrapping\n$/);
        expect(output.startsWith(PrimaryKeyVersion)).toBe(true);
        expect(await exports(otherCall, await newDataKey(otherCall, KeyId ?? ""))).toBe(true);
        expect(await listOrphans(otherData)).toMatchObject({ exitCode: 0 });
      } finally {
        rmSync(otherData, { recursive: true });
      }
    });

    it("makes no store for the sake of a list of orphans", async () => {
      const { exitCode, error } = await listOrphans(join(data, "nowhere"));
      expect(exitCode).toBe(1);
      expect(error).toBe(`keyferry-server: there is no store ${join(data, "nowhere", "keys.db")}\n`);
    });
  });
}

// NSS keeps its database open, and reads on.
describe.skipIf(testModules[0]?.leftOut === true)("a server whose token goes away", () => {
  it(
    "answers 503, is not ready, works again when the token is back, and has no half-made key",
    { timeout: 60_000 },
    async () => {
      const [module] = testModules;
      const token = module?.newToken();
      if (token === undefined) throw new Error("there is no module");
      const server = await startServer(startOn(token));
      try {
        const call = officialClient(server.ready.public);
        const ready = async () => (await fetch(`${server.ready.public}/readyz`)).status;
        const blob = await newDataKey(call, await newHsmKey(call));
        const software = (await call("CreateKey")).KeyMetadata["KeyId"] ?? "";
        expect(await ready()).toBe(200);

        const [place, elsewhere] = [join(token.folder, "tokens"), join(token.folder, "elsewhere")];
        renameSync(place, elsewhere);
        expect(await eventually(503, ready)).toBe(503);
        // SoftHSM goes on with copies of keys that were used, until it is looked at closely.
        const decrypt = async () => {
          await ready();
          return outcomeOf(call("Decrypt", { CiphertextBlob: blob, ...context }));
        };
        expect(await eventually("ServiceUnavailableTemporary", decrypt)).toBe("ServiceUnavailableTemporary");
        expect(await outcomeOf(call("CreateKey", { ProtectionLevel: "HSM" }))).toBe(
          "ServiceUnavailableTemporary",
        );
        expect(await outcomeOf(call("GenerateDataKey", { KeyId: software }))).toBe("OK");

        renameSync(elsewhere, place);
        expect(await eventually(200, ready)).toBe(200);
        expect(await exports(call, blob)).toBe(true);
        expect((await call("ListKeys")).TotalCount).toBe(2);
        const orphans = startOn(token, { flags: ["orphans"] });
        expect(await startInVain({ ...orphans, data: server.data })).toMatchObject({
          exitCode: 0,
          output: "",
        });
      } finally {
        await server[Symbol.asyncDispose]();
        token.remove();
      }
    },
  );
});

function withoutPinFile(flags: readonly string[]): string[] {
  const at = flags.indexOf("--pkcs11-pin-file");
  return [...flags.slice(0, at), ...flags.slice(at + 2)];
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createSealer } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { builtIn, failureOf, officialClient } from "./official-client.ts";
import { startInVain } from "./running-server.ts";
import { decrypt, newBlob, shortLivedServers } from "./short-lived-servers.ts";

const { folder, newData, start } = shortLivedServers();

const modeOf = (file: string) => statSync(file).mode & 0o777;

describe("a first start", () => {
  it("makes a root key and everything else for its owner alone, and prints no secret", async () => {
    const data = newData();
    const server = await start({ data, flags: ["--log-level", "debug"] });
    const rootKey = readFileSync(join(data, "root.key"), "ascii").trim();
    expect(Buffer.from(rootKey, "base64")).toHaveLength(32);
    expect(modeOf(data)).toBe(0o700);
    for (const name of readdirSync(data)) {
      // The CA's certificate is for everybody.
      expect([name, modeOf(join(data, name))]).toEqual([name, name === "ca.pem" ? 0o644 : 0o600]);
    }
    await server.stop();
    const { output, error } = server.written();
    expect(error).toContain('"msg":"ready"');
    expect(output + error).not.toContain(rootKey);
    expect(output + error).not.toContain(builtIn.accessKeySecret);
  });

  it("writes the ready file whole, with exactly the documented members", async () => {
    const readyFile = join(folder, `${randomUUID()}.json`);
    const server = await start({ data: newData(), readyFile, flags: ["--ready-file", readyFile] });
    expect(server.ready).toEqual({
      public: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      vpc: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      dedicated: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/) as string,
      ca: join(server.data, "ca.pem"),
      instanceId: expect.stringMatching(/^kst-[0-9a-z]{21}$/) as string,
      receiptKey: {
        ...{ kty: "OKP", crv: "Ed25519", use: "sig", alg: "EdDSA" },
        ...{ x: expect.stringMatching(/^[\w-]{43}$/) as string },
        ...{ kid: expect.stringMatching(/^[\w-]{43}$/) as string },
      },
      pid: expect.any(Number) as number,
    });
    expect(readdirSync(folder).filter((name) => join(folder, name).startsWith(readyFile))).toHaveLength(1);
    expect(existsSync(join(server.data, "ready.json"))).toBe(false);
  });

  it("says in a line that a port is taken", async () => {
    const server = await start({ data: newData() });
    const { port } = new URL(server.ready.public);
    const { exitCode, error } = await startInVain({ data: newData(), flags: ["--vpc-port", port] });
    expect(exitCode).toBe(1);
    expect(error).toMatch(/^keyferry-server: listen EADDRINUSE: [^\n]*\n$/);
  });
});

describe("the root key", () => {
  it("may come from a variable, and a store opens under its own only", async () => {
    const data = newData();
    const readyFile = join(data, "ready.json");
    const own = { KEYFERRY_ROOT_KEY: randomBytes(32).toString("base64") };
    const first = await start({ data, variables: own });
    const { blob, plaintext } = await newBlob(first);
    expect(existsSync(join(data, "root.key"))).toBe(false);
    await first.stop();

    writeFileSync(readyFile, JSON.stringify({ ...first.ready, pid: 1 }));
    const missing = await startInVain({ data });
    expect(missing.exitCode).toBe(1);
    expect(missing.error).toContain(`the root key file ${join(data, "root.key")} is missing`);
    expect(existsSync(readyFile)).toBe(false);

    const another = { KEYFERRY_ROOT_KEY: randomBytes(32).toString("base64") };
    const wrong = await startInVain({ data, variables: another });
    expect(wrong.exitCode).toBe(1);
    expect(wrong.error).toContain("the root key is not the one that this store was sealed under");
    expect(wrong.error).not.toContain(another.KEYFERRY_ROOT_KEY);

    const short = { KEYFERRY_ROOT_KEY: randomBytes(31).toString("base64") };
    const malformed = await startInVain({ data, variables: short });
    expect(malformed.exitCode).toBe(1);
    expect(malformed.error).toContain("KEYFERRY_ROOT_KEY must hold 32 bytes in base64");
    expect(malformed.error).not.toContain(short.KEYFERRY_ROOT_KEY);

    const again = await start({ data, variables: own });
    expect(await decrypt(again, blob)).toBe(plaintext);
    expect(again.ready.instanceId).toBe(first.ready.instanceId);
  });

  it("is what the store is sealed under, and nothing else is", async () => {
    const data = newData();
    const server = await start({ data });
    await newBlob(server);
    await server.stop();
    const rootKey = Buffer.from(readFileSync(join(data, "root.key"), "ascii"), "base64");
    const database = new DatabaseSync(join(data, "keys.db"), { readOnly: true });
    const columns = "account, region, key_id as keyId, id as versionId, material";
    const row = database.prepare(`select ${columns} from key_versions`).get();
    database.close();
    const { material, ...place } = row as Record<"account" | "region" | "keyId" | "versionId", string> & {
      readonly material: Uint8Array;
    };
    const label = { kind: "key material", ...place, instance: null, spec: "Aliyun_AES_256" } as const;
    expect(createSealer(rootKey).open(label, material)).toHaveLength(32);
    expect(() => createSealer(new Uint8Array(32)).open(label, material)).toThrow("does not open");
  });

  it("may stand in a file elsewhere", async () => {
    const file = join(folder, randomUUID());
    const server = await start({ data: newData(), flags: ["--root-key-file", file] });
    expect(modeOf(file)).toBe(0o600);
    expect(existsSync(join(server.data, "root.key"))).toBe(false);
  });
});

describe("a data folder", () => {
  it("serves one server at a time", async () => {
    const first = await start({ data: newData() });
    const { exitCode, error } = await startInVain({ data: first.data });
    expect(exitCode).toBe(1);
    expect(error).toContain(`Another server is using the data folder ${first.data}`);
    expect(JSON.parse(readFileSync(first.readyFile, "utf8"))).toEqual(first.ready);
    const { plaintext, blob } = await newBlob(first);
    expect(await decrypt(first, blob)).toBe(plaintext);
  });

  it("survives the death of its server: keys still decrypt, a used nonce stays used", async () => {
    const data = newData();
    const nonce = { SignatureNonce: randomUUID() };
    const first = await start({ data });
    const { blob, plaintext } = await newBlob(first);
    await officialClient(first.ready.public)("ListKeys", nonce);
    expect(await first.stop("SIGKILL")).toBeNull();
    expect(existsSync(first.readyFile)).toBe(true);

    const second = await start({ data });
    expect(await decrypt(second, blob)).toBe(plaintext);
    const failure = await failureOf(officialClient(second.ready.public)("ListKeys", nonce));
    expect(failure.code).toBe("SignatureNonceUsed");
  });
});

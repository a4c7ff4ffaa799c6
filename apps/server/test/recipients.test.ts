import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommand, type Outcome } from "./command.ts";
import { failureOf, officialClient, type Call } from "./official-client.ts";
import { newFolder, startServer, type RunningServer } from "./running-server.ts";

const keyId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const newKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
const [hsm, other] = [newKey(), newKey()];
const der = (key: KeyObject) => key.export({ type: "spki", format: "der" });
const pem = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();
const fingerprintOf = (key: KeyObject) => createHash("sha256").update(der(key)).digest("hex");

const policy = (Condition: object) => ({
  Version: "1",
  Statement: [
    { Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:DescribeKey"], Resource: "*" },
    { Effect: "Allow", Action: "kms:ExportDataKey", Resource: "*", Condition },
  ],
});
const seed = {
  keys: [{ id: keyId, spec: "Aliyun_AES_256" }],
  users: [
    {
      name: "ci",
      accessKeys: [{ id: "LTAI-ci", secret: "not-a-secret" }],
      policies: [policy({ StringEquals: { "keyferry:RecipientName": "hsm-1" } })],
    },
  ],
};

const folder = newFolder();

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function newFile(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const keyFile = newFile("hsm.pem", pem(hsm));

describe("keyferry-server recipients", () => {
  let server: RunningServer;
  let call: Call;

  beforeEach(async () => {
    server = await startServer({ seed });
    call = officialClient(server.ready.public, { accessKeyId: "LTAI-ci", accessKeySecret: "not-a-secret" });
  });

  afterEach(async () => {
    await server[Symbol.asyncDispose]();
  });

  const run = (...args: string[]): Promise<Outcome> =>
    runCommand(["recipients", ...args, "--data", server.data]);

  it("gives a key a name by which a policy lets data keys be exported to it, beside a running server", async () => {
    const { CiphertextBlob } = await call("GenerateDataKey", { KeyId: keyId });
    const exportTo = (key: KeyObject) =>
      call("ExportDataKey", {
        CiphertextBlob,
        PublicKeyBlob: der(key).toString("base64"),
        WrappingKeySpec: "RSA_2048",
        WrappingAlgorithm: "RSAES_OAEP_SHA_256",
      });
    const denied = await failureOf(exportTo(hsm));
    expect(denied.code).toBe("Forbidden.NoPermission");
    expect(denied.message).toContain(`for the recipient ${fingerprintOf(hsm)}`);
    const added = await run("add", "hsm-1", "--public-key", keyFile, "--note", "rack 7");
    expect(added).toMatchObject({ exitCode: 0, error: "" });
    expect(added.output).toContain(fingerprintOf(hsm));
    expect(await exportTo(hsm)).toHaveProperty("ExportedDataKey");
    expect((await failureOf(exportTo(other))).code).toBe("Forbidden.NoPermission");
    const { output } = await run("list");
    expect(output).toMatch(/^NAME +SPEC +FINGERPRINT +VALID UNTIL +NOTE\n/);
    expect(output).toContain(`hsm-1  RSA_2048  ${fingerprintOf(hsm)}  -            rack 7\n`);
    expect((await run()).output).toBe(output);
    expect((await run("remove", "hsm-1")).exitCode).toBe(0);
    expect((await failureOf(exportTo(hsm))).code).toBe("Forbidden.NoPermission");
  });

  it("gives no key two names, and no name two keys", async () => {
    await run("add", "hsm-1", "--public-key", keyFile);
    const again = await run("add", "hsm-2", "--public-key", newFile("hsm.der", der(hsm)));
    expect(again.error).toContain("the key has a name already: hsm-1");
    const base64 = newFile("hsm.b64", `${der(hsm).toString("base64")}\n`);
    expect((await run("add", "hsm-3", "--public-key", base64)).error).toContain("a name already: hsm-1");
    const taken = await run("add", "hsm-1", "--public-key", newFile("other.pem", pem(other)));
    expect(taken.error).toContain("has a recipient hsm-1 already");
    expect((await run("remove", "hsm-2")).error).toContain("has no recipient hsm-2");
  });

  it("takes no key that nothing may be exported to", async () => {
    const small = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey;
    const refused = await run("add", "small", "--public-key", newFile("small.pem", pem(small)));
    expect(refused.exitCode).toBe(1);
    expect(refused.error).toContain("publicKey is refused: no RSA_2048:");
    const named = await run("add", "no name", "--public-key", keyFile);
    expect(named.error).toContain("name must be 1 to 64 characters");
  });

  it("is asked about by policy check, by name or by file", async () => {
    await run("add", "hsm-1", "--public-key", keyFile);
    const check = (recipient: string, ...more: string[]) =>
      runCommand([
        ...["policy", "check", "--data", server.data, "--as", "user/ci"],
        ...["--action", "kms:ExportDataKey", "--resource", keyId, "--recipient", recipient, ...more],
      ]);
    expect((await check("hsm-1")).exitCode).toBe(0);
    expect((await check(keyFile)).output).toMatch(/^Allowed\n/);
    const elsewhere = await check(newFile("other.pem", pem(other)));
    expect(elsewhere.exitCode).toBe(1);
    expect(elsewhere.output).toContain(`for the recipient ${fingerprintOf(other)} (RSA_2048,`);
    expect(elsewhere.output).toContain("keyferry:RecipientName StringEquals hsm-1: the request has none");
    expect(elsewhere.output).toContain(`{"keyferry:RecipientFingerprint":"${fingerprintOf(other)}"}`);
    expect((await check("hsm-1", "--wrapping-algorithm", "SM2PKE")).error).toContain(
      "--wrapping-algorithm must be one of RSAES_OAEP_SHA_256, RSAES_OAEP_SHA_1 for a key of RSA_2048",
    );
    expect((await check(join(folder, "none"))).error).toContain("--recipient:");
  });
});

describe("a seed's recipients", () => {
  const start = (recipients: readonly object[], ...flags: string[]) =>
    startServer({ seed: { ...seed, recipients }, flags });

  it("have their names from the first start on", async () => {
    await using server = await start([{ name: "hsm-1", publicKey: pem(hsm), note: "rack 7" }]);
    const { output } = await runCommand(["recipients", "--data", server.data]);
    expect(output).toContain(fingerprintOf(hsm));
  });

  it.each([
    [[{ name: "a b", publicKey: pem(hsm) }], "recipients.0: name must be"],
    [[{ name: "a", publicKey: "x" }], "recipients.0: publicKey must be the PEM text"],
    [[{ name: "a", publicKey: pem(hsm), spec: "RSA_2048" }], "recipients.0: spec is not known"],
    [
      [
        { name: "a", publicKey: pem(hsm) },
        { name: "b", publicKey: der(hsm).toString("base64") },
      ],
      "recipients.1.publicKey:",
    ],
    [
      [
        { name: "a", publicKey: pem(hsm) },
        { name: "a", publicKey: pem(other) },
      ],
      "recipients.1.name: a is taken twice",
    ],
    [[{ name: "a", publicKey: pem(hsm), certificateChain: "x" }], "--recipient-ca, and there is none"],
  ])("are refused with their place: %#", async (recipients, reason) => {
    await expect(start(recipients)).rejects.toThrow(reason);
  });
});

import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCommandLine } from "../src/commands/read-options.ts";
import { runCommand } from "./command.ts";
import { builtIn, officialClient } from "./official-client.ts";
import { startInVain } from "./running-server.ts";
import { decrypt, newBlob, shortLivedServers } from "./short-lived-servers.ts";

const { folder, newData, start, newFile } = shortLivedServers();

describe("options", () => {
  it("have the documented defaults", async () => {
    expect(await readCommandLine([], {}, "1.0.0")).toHaveProperty("options", {
      config: undefined,
      data: "./.keyferry",
      ephemeral: false,
      "test-controls": false,
      database: "sqlite",
      "database-direct": undefined,
      "database-ca": undefined,
      "root-key-file": undefined,
      host: "127.0.0.1",
      "public-port": 7788,
      "vpc-port": 7789,
      "dedicated-port": 7790,
      "public-tls": false,
      "vpc-tls": false,
      "tls-certificate": undefined,
      "tls-key": undefined,
      "tls-ca": undefined,
      "tls-names": undefined,
      "dedicated-client-ca": undefined,
      "vpc-ranges": undefined,
      "allow-origin": undefined,
      profile: "keyferry",
      quotas: undefined,
      "access-key-id": "keyferry",
      "access-key-secret": "keyferry-loopback-only",
      region: "cn-hangzhou",
      "account-id": "1000000000000000",
      workers: 1,
      crypto: "node,software",
      "pkcs11-module": undefined,
      "pkcs11-token-label": undefined,
      "pkcs11-pin-file": undefined,
      "pkcs11-library-parameters": undefined,
      "verify-module-output": true,
      "host-fallback": "refuse",
      "strict-protection-level": false,
      "require-nonce": false,
      "failed-signatures": undefined,
      "secret-rotation-hook": undefined,
      "secret-rotation-timeout": 30,
      seed: undefined,
      "audit-log": undefined,
      explain: undefined,
      "ready-file": undefined,
      "receipt-key-spec": "Ed25519",
      "log-level": "info",
    });
  });

  it("are taken from flags before variables before the config file", async () => {
    const config = [
      "region: cn-beijing",
      "account-id: '42'",
      "access-key-id: of-the-file",
      "require-nonce: true",
    ];
    const server = await start({
      data: newData(),
      flags: ["--region", "cn-shenzhen"],
      variables: {
        KEYFERRY_CONFIG: newFile("config.yaml", config.join("\n")),
        KEYFERRY_REGION: "cn-shanghai",
        KEYFERRY_ACCOUNT_ID: "43",
      },
    });
    const call = officialClient(server.ready.public, { ...builtIn, accessKeyId: "of-the-file" });
    const { KeyMetadata } = await call("CreateKey");
    expect(KeyMetadata["Arn"]).toMatch(/^acs:kms:cn-shenzhen:43:key\//);
  });

  it.each([
    { flags: ["--bogus", "1"], says: "unknown option '--bogus'" },
    { flags: ["serve"], says: "too many arguments" },
    { flags: ["--public-port", "70000"], says: "--public-port is not valid" },
    { flags: ["--log-level", "loud"], says: "--log-level is not valid" },
    { flags: ["--workers", "2"], says: "--workers 2: more than one process is not supported yet" },
    { flags: ["--database", "mysql://user:passphrase@host/db"], says: "--database must be sqlite" },
    {
      flags: ["--database-direct", "postgres://user:passphrase@host/db"],
      says: "--database-direct is of use only with a --database that is PostgreSQL",
    },
    {
      flags: ["--host", "0.0.0.0"],
      says: "with the built-in access key the server listens on loopback only",
    },
    { flags: ["--host", "0.0.0.0", "--access-key-id", "own"], says: "the server listens on loopback only" },
    { flags: ["--config", join(folder, "nowhere.yaml")], says: "nowhere.yaml is not there: check the path" },
  ])("are refused before anything is made: $flags", async ({ flags, says }) => {
    const data = newData();
    const { exitCode, output, error } = await startInVain({ data, flags });
    expect(exitCode).toBe(1);
    expect(error).toContain(says);
    expect(error).not.toContain("passphrase");
    expect(output).toBe("");
    expect(existsSync(data)).toBe(false);
  });

  it.each([
    { content: "bogus: 1", says: "there is no option bogus" },
    { content: "config: other.yaml", says: "there is no option config" },
    { content: "- region", says: "must hold options by name" },
    { content: "access-key-secret: ümläut", says: "--access-key-secret is not valid" },
    { content: "access-key-secret: [ümläut", says: "is neither YAML nor JSON" },
  ])("are refused in a config file: $content", async ({ content, says }) => {
    const flags = ["--config", newFile("config.yaml", content)];
    const { exitCode, error } = await startInVain({ data: newData(), flags });
    expect(exitCode).toBe(1);
    expect(error).toContain(says);
    expect(error).not.toContain("ümläut");
  });

  it.each(["config", "seed"])("are taken from no %s file that everybody can change", async (option) => {
    const file = newFile("open.yaml", "users: [{ name: mallory, accessKeys: [{ id: m, secret: m }] }]");
    chmodSync(file, 0o666);
    const { exitCode, error } = await startInVain({ data: newData(), flags: [`--${option}`, file] });
    expect(exitCode).toBe(1);
    expect(error).toContain(`${file} can be changed by other users (mode 0666): chmod go-w ${file}`);
  });

  it("take the crypto backends in any order", async () => {
    const server = await start({ data: newData(), flags: ["--crypto", "software, node"] });
    const { blob, plaintext } = await newBlob(server);
    expect(await decrypt(server, blob)).toBe(plaintext);
  });

  it.each([
    {
      flags: ["--crypto", "node,hsm"],
      says: "--crypto: there is no backend hsm; there are node, software, webcrypto, pkcs11",
    },
    { flags: ["--crypto", ""], says: "--crypto: there is no backend ; there are" },
    { flags: ["--crypto", "node,software,node"], says: "--crypto: node stands there twice" },
    { flags: ["--crypto", "pkcs11"], says: "--crypto pkcs11 needs --pkcs11-module" },
    {
      flags: ["--crypto", "node,pkcs11", "--pkcs11-module", "/nowhere.so"],
      says: "--crypto pkcs11 needs --pkcs11-token-label",
    },
    { flags: ["--pkcs11-module", "/nowhere.so"], says: "--pkcs11-module is of no use without pkcs11 in" },
    {
      flags: ["--pkcs11-pin-file", "pin"],
      says: "--pkcs11-pin-file is of no use without pkcs11 in --crypto",
    },
    { flags: ["--host-fallback", "ask"], says: "--host-fallback is not valid" },
    { flags: ["--pkcs11-pin", "1234"], says: "unknown option '--pkcs11-pin'" },
    { flags: ["orphans"], says: "orphans are a hardware module's: name pkcs11 in --crypto" },
  ])("of the cryptography are refused before anything is made: $flags", async ({ flags, says }) => {
    const data = newData();
    const { exitCode, output, error } = await startInVain({ data, flags });
    expect(exitCode).toBe(1);
    expect(error).toContain(says);
    expect(output).toBe("");
    expect(existsSync(data)).toBe(false);
  });

  it.each([
    { flags: ["--tls-key", "key.pem"], says: "--tls-certificate and --tls-key are of use together only" },
    {
      flags: ["--tls-certificate", "a.pem"],
      says: "--tls-certificate and --tls-key are of use together only",
    },
    { flags: ["--tls-ca", "ca.pem"], says: "--tls-ca is of no use without --tls-certificate" },
    {
      flags: ["--tls-certificate", "a.pem", "--tls-key", "key.pem", "--tls-names", "kms"],
      says: "--tls-names is of no use with --tls-certificate",
    },
    { flags: ["--tls-names", "kms.internal, a b"], says: "--tls-names: a b is neither a host name nor an" },
  ])("of TLS are refused before anything is made: $flags", async ({ flags, says }) => {
    const data = newData();
    const { exitCode, error } = await startInVain({ data, flags });
    expect(exitCode).toBe(1);
    expect(error).toContain(says);
    expect(existsSync(data)).toBe(false);
  });

  it.each([
    ["own", "x", "has 1 characters, and 16 are the least"],
    ["own", "Zk3v9qLw1xTb8rN", "has 15 characters, and 16 are the least"],
    ["own", "aaaaaaaaaaaaaaaa", "has 1 different characters, and 8 are the least"],
    ["own", "abcdefgabcdefgabcdefg", "has 7 different characters, and 8 are the least"],
    ["own-root", "OWN-ROOT-1234567", "has the access key id in it"],
    ["keyferry", "Zk3v9qLw1xTb8rNc", "--access-key-id keyferry is an id that everybody tries first"],
    ["Admin", "Zk3v9qLw1xTb8rNc", "--access-key-id Admin is an id that everybody tries first"],
  ])("let nobody listen off loopback with the access key %s and the secret %s", async (id, secret, says) => {
    const data = newData();
    const variables = { KEYFERRY_ACCESS_KEY_ID: id, KEYFERRY_ACCESS_KEY_SECRET: secret };
    const { exitCode, error } = await startInVain({ data, flags: ["--host", "0.0.0.0"], variables });
    expect(exitCode).toBe(1);
    expect(error).toContain(says);
    if (secret.length > 1) expect(error).not.toContain(secret);
    expect(existsSync(data)).toBe(false);
  });

  it("let nobody seed a user beyond loopback whose secret can be guessed; on loopback anybody may", async () => {
    const seed = newFile(
      "seed.yaml",
      "users: [{ name: ci, accessKeys: [{ id: LTAI-ci, secret: guessed }] }]",
    );
    const flags = ["--seed", seed];
    const variables = { KEYFERRY_ACCESS_KEY_ID: "own", KEYFERRY_ACCESS_KEY_SECRET: "Zk3v9qLw1xTb8rNc" };
    const data = newData();
    const { exitCode, error } = await startInVain({
      data,
      flags: ["--host", "0.0.0.0", ...flags],
      variables,
    });
    expect(exitCode).toBe(1);
    expect(error).toContain("users.0: accessKeys[0].secret has 7 characters, and 16 are the least");
    expect(error).not.toContain("guessed");
    const user = newFile("user.yaml", "{ name: cd, accessKeys: [{ id: LTAI-cd, secret: guessed }] }");
    const add = ["users", "--data", data, "--host", "0.0.0.0", "add", "--file", user];
    expect((await runCommand(add)).error).toContain("accessKeys[0].secret has 7 characters");
    await start({ data: newData(), flags });
  });

  it("let a server with its own access key listen off loopback", async () => {
    const own = ["--access-key-id", "own", "--access-key-secret", "Zk3v9qLw1xTb8rNc"];
    const server = await start({ data: newData(), flags: ["--host", "0.0.0.0", ...own] });
    expect(server.ready.public).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/);
  });
});

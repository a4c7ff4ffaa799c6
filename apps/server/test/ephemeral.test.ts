import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCommand } from "./command.ts";
import { officialClient } from "./official-client.ts";
import { send } from "./raw-http.ts";
import { newFolder, startInVain, startServer } from "./running-server.ts";

describe("a server with --ephemeral", () => {
  it("serves, and writes no file but the one that an option names", async () => {
    await using server = await startServer({ ephemeral: true });
    const call = officialClient(server.ready.public);
    const { KeyId } = (await call("CreateKey")).KeyMetadata;
    const { CiphertextBlob, Plaintext } = await call("GenerateDataKey", { KeyId });
    expect(await call("Decrypt", { CiphertextBlob })).toMatchObject({ KeyId, Plaintext });
    await expect(call("DescribeKey", { KeyId: "11111111-1111-4111-8111-111111111111" })).rejects.toThrow();
    expect(readdirSync(server.data)).toEqual(["ready.json"]);
    await server.stop();
    expect(readdirSync(server.data)).toEqual([]);
    expect(server.written().output).toBe("");
  });

  it("has a CA of its own for the dedicated gateway, which GetKmsInstance tells", async () => {
    await using server = await startServer({ ephemeral: true });
    const { ready } = server;
    expect(ready.ca).toBeNull();
    const call = officialClient(ready.public);
    const answer: unknown = await call("GetKmsInstance", { KmsInstanceId: ready.instanceId });
    const { KmsInstance } = answer as { readonly KmsInstance: { readonly CaCertificateChainPem: string } };
    const ca = KmsInstance.CaCertificateChainPem;
    expect((await send(ready.dedicated, { target: "/healthz", ca })).status).toBe(200);
  });

  it("forgets everything, its root key too", async () => {
    const keysOf = async (url: string) => (await officialClient(url)("ListKeys")).TotalCount;
    await using first = await startServer({ ephemeral: true });
    await officialClient(first.ready.public)("CreateKey");
    expect(await keysOf(first.ready.public)).toBe(1);
    await first.stop();
    await using second = await startServer({ ephemeral: true });
    expect(await keysOf(second.ready.public)).toBe(0);
  });

  it("writes an audit trail where one is asked for", async () => {
    await using server = await startServer({ ephemeral: true, flags: ["--audit-log", "-"] });
    await officialClient(server.ready.public)("CreateKey");
    await server.stop();
    expect(server.written().output).toContain('"CreateKey"');
  });

  it("is refused with a hardware module, whose token would keep the keys", async () => {
    const module = ["--pkcs11-module", "/usr/lib/a-module.so", "--pkcs11-token-label", "tests"];
    const flags = ["--ephemeral", "--crypto", "node,software,pkcs11", ...module];
    const { exitCode, error } = await startInVain({ data: newFolder(), flags });
    expect(exitCode).toBe(1);
    expect(error).toContain("--ephemeral keeps nothing, and keys in a token would stay there");
  });

  it("is refused with a data folder, and has no store to administer", async () => {
    const { exitCode, error } = await startInVain({ data: newFolder(), flags: ["--ephemeral"] });
    expect(exitCode).toBe(1);
    expect(error).toContain("--ephemeral keeps nothing, so there is no use for --data");
    expect((await runCommand(["users", "--ephemeral"])).error).toContain("has no store to open");
  });
});

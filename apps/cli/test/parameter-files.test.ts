import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyferry, temporaryFolder } from "./keyferry.ts";
import { startRecordingService } from "./recording-service.ts";

const answer = { KeyId: "k", KeyVersionId: "v", CiphertextBlob: "AAAA", RequestId: "r" };

/** What arrives of a call of Encrypt, and what the command says. */
async function encrypt(args: readonly string[], more: Parameters<typeof keyferry>[1] = {}) {
  const { endpoint, requests } = await startRecordingService(200, answer);
  const outcome = await keyferry(["call", "Encrypt", "--endpoint", endpoint, "--KeyId", "k", ...args], more);
  return { ...outcome, plaintexts: requests.map(({ parameters }) => parameters.get("Plaintext")) };
}

function folderWith(content: string | Uint8Array): { readonly folder: string } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), content);
  return { folder };
}

describe("keyferry call --from-file", () => {
  it.each([
    "-----BEGIN PRIVATE KEY-----\r\nMAA=\r\n-----END PRIVATE KEY-----\r\n",
    "密钥🔑 <a>&\n",
    "\ufeffwith a mark",
    " \t\n",
    "@file",
    "",
  ])("sends the text of a file as it is: %j", async (text) => {
    const { exitCode, plaintexts } = await encrypt(["--from-file", "Plaintext=file"], folderWith(text));
    expect([exitCode, plaintexts]).toEqual([0, [text]]);
  });

  it("sends what comes on standard input as it is", async () => {
    const piped = await encrypt(["--from-file", "Plaintext=-"], { input: "密\n" });
    expect([piped.exitCode, piped.plaintexts]).toEqual([0, ["密\n"]]);
  });

  it("takes several parameters, each from its file", async () => {
    const { endpoint, requests } = await startRecordingService(200, { RequestId: "r" });
    const { folder } = folderWith("a policy");
    writeFileSync(join(folder, "key=id"), "k");
    const files = ["--from-file", "Policy=file", "--from-file", "KeyId=key=id"];
    const outcome = await keyferry(["call", "SetKeyPolicy", "--endpoint", endpoint, ...files], { folder });
    expect(outcome.err).toBe("");
    expect(Object.fromEntries(requests[0]?.parameters ?? [])).toEqual({ Policy: "a policy", KeyId: "k" });
  });

  it("says what to do with bytes, and sends nothing", async () => {
    const { exitCode, err, plaintexts } = await encrypt(
      ["--from-file", "Plaintext=file"],
      folderWith(Uint8Array.of(0xff, 0xfe)),
    );
    expect([exitCode, plaintexts]).toEqual([1, []]);
    expect(err).toBe(
      "keyferry: file is not UTF-8 text, which Plaintext must be. " +
        "Send bytes as base64: base64 -w0 FILE | keyferry call ... --from-file Plaintext=-\n",
    );
  });

  it.each([
    [
      ["--from-file", "Plaintext"],
      "Write Parameter=file, with a parameter of Encrypt: KeyId, Plaintext, EncryptionContext.",
    ],
    [["--from-file", "Plaintext="], "Write Parameter=file"],
    [["--from-file", "plaintext=file"], "Write Parameter=file"],
    [["--from-file", "__proto__=file"], "Write Parameter=file"],
    [["--from-file", "Plaintext=none"], "none"],
    [
      ["--from-file", "Plaintext=file", "--Plaintext", "a"],
      "Plaintext is given twice. Give it once, typed or from a file.",
    ],
    [
      ["--Plaintext", "a", "--from-file", "Plaintext=file"],
      "Plaintext is given twice. Give it once, typed or from a file.",
    ],
    [
      ["--from-file", "Plaintext=-", "--from-file", "EncryptionContext=-"],
      "Only one parameter can come from standard input.",
    ],
    [["--from-file", "EncryptionContext=file"], "required option '--Plaintext <value>' not specified"],
  ])("refuses %j, and sends nothing", async (args, message) => {
    const { exitCode, err, plaintexts } = await encrypt(args, folderWith("a"));
    expect([exitCode, plaintexts]).toEqual([1, []]);
    expect(err).toContain(message);
  });

  it("reads no file that is longer than a request", async () => {
    const { err, plaintexts } = await encrypt(
      ["--from-file", "Plaintext=file"],
      folderWith("a".repeat(262_145)),
    );
    expect([err, plaintexts]).toEqual(["keyferry: file is longer than 262144 bytes.\n", []]);
  });

  it("is in the help of every operation that has parameters", async () => {
    expect((await keyferry(["call", "Encrypt", "--help"])).out).toContain("--from-file <Parameter=file>");
    expect((await keyferry(["call", "DescribeRegions", "--help"])).out).not.toContain("--from-file");
  });
});

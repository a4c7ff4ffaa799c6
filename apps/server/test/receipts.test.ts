import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  contextHash,
  exportedHash,
  parseReceiptKeys,
  receiptKeyPath,
  receiptKeyPem,
  splitReceipt,
  verifyReceipt,
  type ReceiptJwk,
} from "@keyferry/receipt";
import { afterAll, describe, expect, it } from "vitest";
import { opensslVerify } from "../../../tools/testing/openssl.ts";
import { runCommand } from "./command.ts";
import { control } from "./control.ts";
import { builtIn } from "./official-client.ts";
import { send } from "./raw-http.ts";
import { newRsaRecipient } from "./recipients.ts";
import { newFolder, startInVain, startServer, type RunningServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";

const folder = newFolder();
afterAll(() => {
  rmSync(folder, { recursive: true });
});
let count = 0;
const newPath = () => join(folder, `f${String((count += 1))}`);
const fileOf = (content: string) => {
  const file = newPath();
  writeFileSync(file, content);
  return file;
};

const { parameters: rsa } = newRsaRecipient();
const recipient = { ...rsa, WrappingAlgorithm: "RSAES_OAEP_SHA_256" };
const EncryptionContext = '{"tenant":"a"}';

interface Exported {
  readonly receipt: string;
  readonly exported: string;
  readonly keyId: string;
  readonly requestId: string;
}

async function ask(server: RunningServer, parameters: Readonly<Record<string, string>>, receipt = "true") {
  const target = `/?${signedQuery({ Format: "JSON", ...parameters })}`;
  return send(server.ready.public, { target, headers: { "x-keyferry-receipt": receipt } });
}

/** Makes a data key under a new key, and exports it with a receipt. */
async function exportOne(server: RunningServer): Promise<Exported> {
  const made = JSON.parse((await ask(server, { Action: "CreateKey" })).body) as {
    readonly KeyMetadata: { readonly KeyId: string };
  };
  const { KeyId } = made.KeyMetadata;
  const parameters = { Action: "GenerateAndExportDataKey", KeyId, EncryptionContext, ...recipient };
  const { body, headers } = await ask(server, parameters);
  const answer = JSON.parse(body) as { readonly ExportedDataKey: string; readonly RequestId: string };
  return {
    receipt: String(headers["x-keyferry-receipt"]),
    exported: answer.ExportedDataKey,
    keyId: KeyId,
    requestId: answer.RequestId,
  };
}

async function keyTextOf({ ready }: RunningServer): Promise<string> {
  const { status, headers, body } = await send(ready.public, { target: receiptKeyPath });
  expect([status, headers["content-type"]]).toEqual([200, "application/jwk-set+json"]);
  return body;
}

const receiptKeyIn = ({ readyFile }: RunningServer) =>
  (JSON.parse(readFileSync(readyFile, "utf8")) as { readonly receiptKey: ReceiptJwk | null }).receiptKey;

describe("a receipt of a server", () => {
  it("states what was exported to whom, and its record is in the trail when it comes", async () => {
    await using server = await startServer();
    const { receipt, exported, keyId, requestId } = await exportOne(server);
    const trail = readFileSync(join(server.data, "audit.log"), "utf8").trimEnd().split("\n");
    const line = trail.find((text) => text.includes(requestId)) ?? "";
    const keys = parseReceiptKeys(await keyTextOf(server));
    const content = `${line.slice(0, line.lastIndexOf(',"chain":'))}}`;
    const statement = verifyReceipt(receipt, keys);
    expect(statement).toMatchObject({
      operation: "GenerateAndExportDataKey",
      requestId,
      caller: { type: "root-account", accessKeyId: builtIn.accessKeyId },
      account: "1000000000000000",
      region: "cn-hangzhou",
      keyId,
      contextHash: contextHash([["tenant", "a"]]),
      recipientFingerprint: createHash("sha256")
        .update(Buffer.from(rsa.PublicKeyBlob, "base64"))
        .digest("hex"),
      recipientSpec: "RSA_2048",
      algorithm: "RSAES_OAEP_SHA_256",
      exportedHash: exportedHash(Buffer.from(exported, "base64")),
      auditRecordHash: createHash("sha256").update(content).digest("hex"),
    });
    expect(Math.abs(Date.parse(statement.time) - Date.now())).toBeLessThan(60_000);
    expect((JSON.parse(content) as { readonly eventName: string }).eventName).toBe(statement.operation);
  });

  it("is verified by OpenSSL with the key in the ready file", async () => {
    await using server = await startServer();
    const { receipt } = await exportOne(server);
    const [key] = parseReceiptKeys(JSON.stringify(receiptKeyIn(server)));
    const { signingInput, signature } = splitReceipt(receipt);
    const pem = key === undefined ? "" : receiptKeyPem(key);
    expect(opensslVerify(pem, signingInput, signature, ["-rawin"])).toBe(true);
    expect(opensslVerify(pem, signingInput.toReversed(), signature, ["-rawin"])).toBe(false);
  });

  it("does not come unasked, and a second header of it is refused", async () => {
    await using server = await startServer();
    const { keyId: KeyId } = await exportOne(server);
    const parameters = { Action: "GenerateAndExportDataKey", Format: "JSON", KeyId, ...recipient };
    const { status, headers } = await ask(server, parameters, "false");
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty("x-keyferry-receipt");
    const twice = await send(server.ready.public, {
      target: `/?${signedQuery(parameters)}`,
      headers: { "x-keyferry-receipt": ["true", "true"] },
    });
    expect([twice.status, twice.body]).toEqual([
      400,
      expect.stringContaining("ParseRequestParameterException"),
    ]);
  });

  it("is given by a server under test too, which remembers its request once, and counts it", async () => {
    await using server = await startServer({ flags: ["--test-controls"] });
    const { requestId } = await exportOne(server);
    const { answer } = await control(server.ready.public, "requests", {});
    const { requests } = answer as { readonly requests: readonly { readonly requestId: string }[] };
    expect(requests.filter((request) => request.requestId === requestId)).toHaveLength(1);
    const { body } = await send(server.ready.public, { target: "/metrics" });
    expect(body).toMatch(/operation="GenerateAndExportDataKey"[^\n]*\} 1\n/);
  });

  it("is refused where there is no audit trail, and no key is told", async () => {
    await using server = await startServer({ ephemeral: true });
    expect(receiptKeyIn(server)).toBeNull();
    const { status } = await send(server.ready.public, { target: receiptKeyPath });
    expect(status).not.toBe(200);
    const parameters = { Action: "GenerateAndExportDataKey", KeyId: "alias/none", ...recipient };
    const { body } = await ask(server, parameters);
    expect(body).toContain('"Code":"UnsupportedOperation"');
  });
});

describe("the key of receipts", () => {
  it("is made once, and stays; another spec has another key beside it", async () => {
    const data = newPath();
    const told: string[] = [];
    const receipts: string[] = [];
    for (const spec of ["Ed25519", "Ed25519", "EC_SM2", "Ed25519"]) {
      await using server = await startServer({ data, flags: ["--receipt-key-spec", spec] });
      told.push(await keyTextOf(server));
      receipts.push((await exportOne(server)).receipt);
      await server.stop();
    }
    const [first = "", again, both = "", back = ""] = told;
    expect(again).toBe(first);
    const [ed25519] = parseReceiptKeys(first);
    const [sm2] = parseReceiptKeys(both);
    expect([ed25519?.spec, sm2?.spec]).toEqual(["Ed25519", "EC_SM2"]);
    expect(parseReceiptKeys(both)).toEqual([sm2, ed25519]);
    expect(parseReceiptKeys(back)).toEqual([ed25519, sm2]);
    for (const receipt of receipts) verifyReceipt(receipt, parseReceiptKeys(back));
  });

  it("keeps the server from starting where somebody has changed it in the store", async () => {
    const data = newPath();
    await using server = await startServer({ data });
    await server.stop();
    const { DatabaseSync } = await import("node:sqlite");
    const database = new DatabaseSync(join(data, "keys.db"));
    database
      .prepare("UPDATE settings SET value = zeroblob(length(value)) WHERE name = 'receipt key Ed25519'")
      .run();
    database.close();
    const { exitCode, error } = await startInVain({ data });
    expect(exitCode).toBe(1);
    expect(error).toContain("the key of receipts in the store was changed");
  });
});

describe("keyferry-server receipt verify", { timeout: 60_000 }, () => {
  it("says what a receipt states, by the key of the server that runs, of a gateway, and of a file", async () => {
    await using server = await startServer();
    const { receipt, exported, keyId, requestId } = await exportOne(server);
    const files = {
      receipt: fileOf(`${receipt}\n`),
      exported: fileOf(`${exported}\n`),
      jwks: fileOf(await keyTextOf(server)),
      pem: newPath(),
    };
    const key = await runCommand(["receipt", "key", "--endpoint", server.ready.vpc, "--pem"]);
    writeFileSync(files.pem, key.output);
    const against = [
      "--exported",
      files.exported,
      "--context",
      EncryptionContext,
      "--audit-trail",
      server.data,
    ];
    for (const source of [
      ["--data", server.data],
      ["--endpoint", server.ready.public],
      ["--public-key", files.jwks],
      ["--public-key", files.pem],
    ]) {
      const [data, ...own] = source[0] === "--data" ? [source] : [[], ...source];
      const args = [
        ...(data as string[]),
        "receipt",
        "verify",
        files.receipt,
        ...(own as string[]),
        ...against,
      ];
      const { exitCode, output, error } = await runCommand(args);
      expect([exitCode, error]).toEqual([0, ""]);
      expect(output).toContain(`what      GenerateAndExportDataKey, request ${requestId}\n`);
      expect(output).toContain(`key       ${keyId}, version `);
      expect(output).toMatch(/\nOK: 1 receipt, genuine, held against \d+ lines of the audit trail\n$/);
    }
  });

  it("finds what is forged, and what is of another export or context", async () => {
    await using server = await startServer();
    const [one, two] = [await exportOne(server), await exportOne(server)];
    await using stranger = await startServer();
    const foreign = await exportOne(stranger);
    const [, payload] = two.receipt.split(".");
    const [header, , signature] = one.receipt.split(".");
    const file = fileOf(
      [`${String(header)}.${String(payload)}.${String(signature)}`, foreign.receipt, "no receipt"].join("\n"),
    );
    const source = ["--endpoint", server.ready.public];
    const { exitCode, output } = await runCommand(["receipt", "verify", file, ...source]);
    expect(exitCode).toBe(1);
    expect(output).toBe(
      `${file}:1: forged: its signature is not of this statement and this key\n` +
        `${file}:2: unknown key: it names no key that is believed\n` +
        `${file}:3: malformed: it is not three parts of base64url with dots between them\n` +
        "not good: 3 of 3 receipts\n",
    );
    const own = fileOf(one.receipt);
    const other = fileOf(two.exported);
    const wrong = await runCommand([
      ...["receipt", "verify", own, ...source, "--exported", other, "--context", '{"tenant":"b"}', "--json"],
    ]);
    expect(wrong.exitCode).toBe(1);
    expect(JSON.parse(wrong.output)).toMatchObject({
      good: false,
      receipts: [{ file: own, line: 1, faults: [{ fault: "another export" }, { fault: "another context" }] }],
    });
  });

  it("finds records that were dropped, changed and put into another order", async () => {
    await using server = await startServer();
    const made = [await exportOne(server), await exportOne(server), await exportOne(server)];
    const keys = fileOf(await keyTextOf(server));
    await server.stop();
    const receipts = fileOf(made.map(({ receipt }) => receipt).join("\n"));
    const lines = readFileSync(join(server.data, "audit.log"), "utf8").trimEnd().split("\n");
    const ofExports = made.map(({ requestId }) => lines.findIndex((line) => line.includes(requestId)));
    const [a = 0, b = 0, c = 0] = ofExports;
    const swapped = lines.with(a, lines[c] ?? "").with(c, lines[a] ?? "");
    const verify = (kept: readonly string[], ...more: readonly string[]) => {
      const trail = fileOf(`${kept.join("\n")}\n`);
      return runCommand([
        "receipt",
        "verify",
        receipts,
        "--public-key",
        keys,
        "--audit-trail",
        trail,
        ...more,
      ]);
    };
    expect((await verify(lines)).output).toMatch(/^OK: 3 receipts, genuine, held against/);

    const twice = fileOf([made[0], made[1], made[0]].map((each) => each?.receipt).join("\n"));
    const repeated = await runCommand(["receipt", "verify", twice, "--public-key", keys]);
    expect(repeated.exitCode).toBe(1);
    expect(repeated.output).toContain(`${twice}:3: repeated: it is of the same export as ${twice}:1`);

    const cases = [
      // Whoever does not seal the trail anew is found by it alone; who does, by the receipts.
      [lines.toSpliced(b, 1), true, [":2: dropped: the trail has no record of request"]],
      [resealed(lines.toSpliced(b, 1)), false, [":2: dropped: the trail has no record of request"]],
      [
        resealed(lines.with(b, (lines[b] ?? "").replace("127.0.0.1", "127.0.0.2"))),
        false,
        [":2: changed: the record of its request at "],
      ],
      [swapped, true, [":1: reordered: ", ":2: reordered: "]],
      [resealed(swapped), false, [":1: reordered: ", ":2: reordered: "]],
    ] as const;
    for (const [kept, isDamaged, faults] of cases) {
      const { exitCode, output } = await verify(kept);
      expect(exitCode).toBe(1);
      for (const fault of faults) expect(output).toContain(`${receipts}${fault}`);
      expect(output.includes("the audit trail is damaged")).toBe(isDamaged);
      expect(output).toContain(`\nnot good: ${String(faults.length)} of 3 receipts, held against `);
    }
  });

  it("refuses what it cannot read, and says what to do without a key", async () => {
    const nowhere = newPath();
    const receipt = fileOf("a.b.c");
    const errorOf = async (...args: readonly string[]) => {
      const { exitCode, output, error } = await runCommand(args);
      expect([exitCode, output]).toEqual([1, ""]);
      return error;
    };
    expect(await errorOf("--data", nowhere, "receipt", "verify", receipt)).toContain(
      "name the key with --public-key, or the server with --endpoint",
    );
    expect(await errorOf("receipt", "verify", nowhere, "--public-key", nowhere)).toContain("is not there");
    expect(await errorOf("receipt", "verify", receipt, "--public-key", receipt)).toContain(
      "has no public key of receipts: it is neither PEM nor JSON",
    );
    expect(await errorOf("receipt", "verify", receipt, "--endpoint", "http://127.0.0.1:1")).toContain(
      "does not tell its public key of receipts",
    );
    const withPassword = "http://me:hidden@127.0.0.1:1";
    const refused = await errorOf("receipt", "verify", receipt, "--endpoint", withPassword);
    expect(refused).toContain("--endpoint must be an origin");
    expect(refused).not.toContain("hidden");
    const folderOf = (readyFile: string) => {
      const data = newPath();
      mkdirSync(data, { mode: 0o700 });
      writeFileSync(join(data, "ready.json"), readyFile, { mode: 0o600 });
      return data;
    };
    for (const readyFile of ["{", "null", '{"receiptKey":null}', '{"receiptKey":{"kty":"RSA"}}']) {
      expect(await errorOf("--data", folderOf(readyFile), "receipt", "key")).toContain(
        "has no public key of receipts",
      );
    }
    expect(await errorOf("receipt", "verify", fileOf("\n"), "--public-key", receipt)).toContain(
      "there is no receipt in what was named",
    );
  });
});

/** A trail sealed anew, as somebody does who knows how: each hash is over the line as it is now. */
function resealed(lines: readonly string[]): readonly string[] {
  let previous = "0".repeat(64);
  return lines.map((line, sequence) => {
    const event = line.slice(0, line.lastIndexOf(',"chain":'));
    const [, id = ""] = /"chain":\{"id":"([^"]+)"/.exec(line) ?? [];
    const body = `${event},"chain":{"id":"${id}","sequence":${String(sequence)},"previous":"${previous}"`;
    previous = createHash("sha256").update(body).digest("hex");
    return `${body},"hash":"${previous}"}}`;
  });
}

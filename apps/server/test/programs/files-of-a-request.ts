/**
 * Starts a server in this process, has it perform signed ExportDataKey requests until all is loaded and cached, and tells which
 * of our files each further one goes through: those with a function that is executed, a line each. Argument: the data folder.
 */
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { percentEncode, signV1 } from "@keyferry/signature";
import { pino } from "pino";
import { readCommandLine } from "../../src/commands/read-options.ts";
import { startServer } from "../../src/server.ts";

const [data = ""] = process.argv.slice(2);
const ports = ["public", "vpc", "dedicated"].flatMap((kind) => [`--${kind}-port`, "0"]);
const { options } = await readCommandLine(["--data", data, ...ports], {}, "0.0.0");
const surroundings = {
  log: pino({ level: "silent" }),
  version: "0.0.0",
  rootKeyText: undefined,
  pin: undefined,
};
const { ready } = await startServer(options, surroundings);
const secret = new TextEncoder().encode(options["access-key-secret"]);

/** A signed form: what is executed to make it is no part of what is looked at. */
function formOf(action: string, fields: Readonly<Record<string, string>>): string {
  const parameters = new Map(
    Object.entries({
      ...{ Action: action, Version: "2016-01-20", Format: "JSON", AccessKeyId: options["access-key-id"] },
      ...{ SignatureMethod: "HMAC-SHA1", SignatureVersion: "1.0", SignatureNonce: randomUUID() },
      Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
      ...fields,
    }),
  );
  parameters.set("Signature", signV1({ method: "POST", parameters }, secret).signature);
  return Array.from(parameters, (pair) => pair.map(percentEncode).join("=")).join("&");
}

let sent = 0;

async function send(body: string): Promise<Readonly<Record<string, never>>> {
  sent += 1;
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const response = await fetch(ready.public, { method: "POST", headers, body });
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as Readonly<Record<string, never>>;
}

const { KeyMetadata } = await send(formOf("CreateKey", {}));
const { KeyId } = KeyMetadata as unknown as { readonly KeyId: string };
const { CiphertextBlob } = await send(formOf("GenerateDataKeyWithoutPlaintext", { KeyId }));
const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const request = {
  CiphertextBlob: CiphertextBlob as unknown as string,
  PublicKeyBlob: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
  WrappingKeySpec: "RSA_2048",
  WrappingAlgorithm: "RSAES_OAEP_SHA_256",
};
const [warm, looked] = [3, 3];
for (let time = 0; time < warm; time++) await send(formOf("ExportDataKey", request));

/** Waits until the audit trail has a line of its own and one of each request, after which it does nothing until the next. */
async function trailWritten(): Promise<void> {
  for (;;) {
    const lines = readFileSync(join(data, "audit.log"), "utf8").split("\n").length - 1;
    // Then, too, it is told that they are written.
    await setTimeout(20);
    if (lines > sent) return;
  }
}

/** Those of our files that have a function which was executed since coverage was taken last. */
async function executedFiles(session: Session): Promise<ReadonlySet<string>> {
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const executed = result.filter(({ functions }) =>
    functions.some(({ ranges }) => (ranges[0]?.count ?? 0) > 0),
  );
  const files = executed.map(({ url }) => /\/((?:packages|apps)\/[^/]+\/src\/.*)$/.exec(url)?.[1]);
  return new Set(files.filter((file) => file !== undefined));
}

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
const ways: ReadonlySet<string>[] = [];
for (let time = 0; time < looked; time++) {
  const form = formOf("ExportDataKey", request);
  await trailWritten();
  await executedFiles(session);
  await send(form);
  ways.push(await executedFiles(session));
}
// What every one of them goes through: beside one, the audit trail may be written.
const [first, ...others] = ways;
for (const file of first ?? []) if (others.every((way) => way.has(file))) console.log(file);
process.exit(0);

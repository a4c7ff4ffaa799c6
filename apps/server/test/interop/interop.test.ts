import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtIn } from "../official-client.ts";
import { newFolder, startServer, type RunningServer } from "../running-server.ts";
import type { ClientKind, Connection } from "./client-kind.ts";
import { clients, packageOf } from "./clients.ts";
import { documentedMatrix, writeMatrix } from "./fidelity-document.ts";
import { expectRefusal } from "./expect-refusal.ts";
import { connectKms20160120, kms, kms20160120, readErrors } from "./kms20160120.ts";
import { renderMatrix, type Result } from "./matrix.ts";
import { scenario, type Line } from "./scenario.ts";
import { seedInstances } from "./seeded-instances.ts";
import { openSession, type Session } from "./session.ts";

let server: RunningServer;
let connection: Connection;
const folder = newFolder();
const { flags, instances } = seedInstances(folder, clients.length);
const worked = new Set<string>();

beforeAll(async () => {
  server = await startServer({ flags });
  connection = { endpoint: server.ready.public, ...builtIn };
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

describe.each(clients)("$name", (kind) => {
  let session: Session;

  beforeAll(() => {
    session = openSession(kind, connection, instances);
  });

  it.each(scenario)("$group: $name", async ({ name, run }) => {
    await run(session);
    worked.add(cell(kind, name));
  });
});

describe("kms20160120, given an encryption context as a map", () => {
  it("is told that it arrived in parts, and how to send it", async () => {
    const { keyId } = await openSession(kms20160120, connection, instances).newKey();
    const plaintext = Buffer.from("to be kept").toString("base64");
    const encryptionContext = { tenant: "a", purpose: "test" };
    const request = new kms.EncryptRequest({ keyId, plaintext, encryptionContext });
    const call = readErrors(() => connectKms20160120(connection).encrypt(request));
    const { message } = await expectRefusal(call, "InvalidParameter");
    expect(message).toContain("EncryptionContext: arrived in parts, as EncryptionContext.");
    expect(message).toContain("JSON text");
  });
});

describe("docs/fidelity.md", () => {
  it("holds the matrix of this run", () => {
    const matrix = renderMatrix(
      clients.map((kind) => ({ name: kind.name, package: packageOf(kind) })),
      scenario.map(({ name, group }) => ({
        name,
        group,
        results: clients.map((kind) => resultOf(kind, name, group)),
      })),
    );
    console.log(matrix);
    if (process.env["KEYFERRY_WRITE_DOCS"] === "1") writeMatrix(matrix);
    expect(documentedMatrix(), "the matrix is out of date; run: npm run generate").toBe(matrix);
  });
});

function resultOf(kind: ClientKind, name: string, group: Line["group"]): Result {
  if (!worked.has(cell(kind, name))) return "no";
  return group === "refusals" || kind.hasMethod === undefined || kind.hasMethod(name) ? "yes" : "generic";
}

function cell(kind: ClientKind, name: string): string {
  return `${kind.name} ${name}`;
}

import { rmSync } from "node:fs";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtIn } from "../official-client.ts";
import { newFolder, startServer, type RunningServer } from "../running-server.ts";
import type { ClientKind, Connection } from "./clients/client-kind.ts";
import { clients, packageOf } from "./clients/clients.ts";
import { documentedMatrix, writeMatrix } from "./fidelity-document.ts";
import { expectRefusal } from "./expect-refusal.ts";
import { connectKms20160120, kms20160120, loadKms, readErrors } from "./clients/kms20160120.ts";
import { kmsSdk } from "./clients/kms-sdk.ts";
import { connectOpenapiCore } from "./clients/openapi-core.ts";
import { renderMatrix, type Result } from "./matrix.ts";
import { scenario, scenarioOf, type Line } from "./scenario.ts";
import { seedServer } from "./seeded-server.ts";
import { openSession, type Session } from "./session.ts";
import { roleCredential, stsClients, type StsClient } from "./clients/sts-clients.ts";

let server: RunningServer;
/** What is made at the public gateway is found at that of the VPC, which is open over TLS here. */
const connectionOf = ({ overTls }: ClientKind | StsClient): Connection => ({
  ...builtIn,
  endpoint: overTls === true ? server.ready.vpc : server.ready.public,
});
/** Makes what a client needs that cannot make it itself. */
const preparer = kms20160120();
const folder = newFolder();
const { flags, instances, user, roleArn } = seedServer(folder, clients.length);
const platform = getCACertificates("default");
const worked = new Set<string>();

beforeAll(async () => {
  server = await startServer({ flags: ["--vpc-tls", ...flags] });
  setDefaultCACertificates([...platform, server.ca]);
});

afterAll(async () => {
  setDefaultCACertificates(platform);
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

describe.each(clients)("$name", (kind) => {
  let session: Session;

  beforeAll(() => {
    const preparing = preparer.connect(connectionOf(preparer));
    session = { ...openSession(kind, connectionOf(kind), instances), ...(kind.canCall && { preparing }) };
  });

  it.each(scenarioOf(kind))("$group: $name", async ({ name, run }) => {
    await run(session);
    worked.add(cell(kind, name));
  });
});

describe.each(stsClients)("$package, as a client of STS,", (sts) => {
  const works = (name: string) => worked.add(`${sts.package} ${name}`);
  const assume = (role: string) => sts.assumeRole({ ...connectionOf(sts), ...user }, role);

  it("assumes a role, whose token may what the role may", async () => {
    const { keyId } = await openSession(preparer, connectionOf(preparer), instances).newKey();
    const client = preparer.connect({ ...connectionOf(preparer), ...(await assume(roleArn)) });
    expect(await client.call("GenerateDataKey", { KeyId: keyId })).toHaveProperty("CiphertextBlob");
    await expectRefusal(client.call("DescribeKey", { KeyId: keyId }), "Forbidden.NoPermission");
    works("AssumeRole");
  });

  it("is told that a role is not there", async () => {
    const { code, message } = await assume(`${roleArn}-of-nobody`).then(
      () => ({ code: "", message: "" }),
      (error: unknown) => error as Error & { readonly code?: string },
    );
    expect(`${code ?? ""} ${message}`).toContain("EntityNotExist.Role");
    works("a role that is not there");
  });
});

describe("openapi-core, with a credential of credentials that assumes a role,", () => {
  it("does what the role may", async () => {
    const { keyId } = await openSession(preparer, connectionOf(preparer), instances).newKey();
    const connection = { ...user, endpoint: server.ready.vpc };
    const client = connectOpenapiCore({
      endpoint: server.ready.public,
      credential: roleCredential(connection, roleArn),
    });
    expect(await client.call("GenerateDataKey", { KeyId: keyId })).toHaveProperty("CiphertextBlob");
    await expectRefusal(client.call("DescribeKey", { KeyId: keyId }), "Forbidden.NoPermission");
  });
});

describe("kms-sdk", () => {
  it.each(["!", "'", "(", ")", "*"])("signs %s wrongly, and is told so", async (character) => {
    const call = kmsSdk.connect(connectionOf(kmsSdk)).call("CreateKey", { Description: character });
    await expectRefusal(call, "SignatureDoesNotMatch");
  });
});

describe("kms20160120, given an encryption context as a map", () => {
  it("is told that it arrived in parts, and how to send it", async () => {
    const kind = kms20160120();
    const { keyId } = await openSession(kind, connectionOf(kind), instances).newKey();
    const plaintext = Buffer.from("to be kept").toString("base64");
    const encryptionContext = { tenant: "a", purpose: "test" };
    const request = new (loadKms().kms.EncryptRequest)({ keyId, plaintext, encryptionContext });
    const call = readErrors(() => connectKms20160120(connectionOf(kind)).encrypt(request));
    const { message } = await expectRefusal(call, "InvalidParameter");
    expect(message).toContain("EncryptionContext: arrived in parts, as EncryptionContext.");
    expect(message).toContain("JSON text");
  });
});

describe("docs/fidelity.md", () => {
  it("holds the matrix of this run", () => {
    const matrix = renderMatrix(
      clients.map((kind) => ({ package: packageOf(kind), way: kind.way, fault: kind.fault })),
      scenario.map(({ name, group }) => ({
        name,
        group,
        results: clients.map((kind) => resultOf(kind, name, group)),
      })),
      stsClients.map((sts) => ({
        package: packageOf(sts),
        results: stsLines.map((name) => (worked.has(`${sts.package} ${name}`) ? "yes" : "no")),
      })),
    );
    console.log(matrix);
    if (process.env["KEYFERRY_WRITE_DOCS"] === "1") writeMatrix(matrix);
    expect(documentedMatrix(), "the matrix is out of date; run: npm run generate").toBe(matrix);
  });
});

const stsLines = ["AssumeRole", "a role that is not there"];

function resultOf(kind: ClientKind, name: string, group: Line["group"]): Result {
  if (group === "operations" && kind.canCall?.(name) === false) return "none";
  if (!worked.has(cell(kind, name))) return "no";
  return group === "refusals" || kind.hasMethod === undefined || kind.hasMethod(name) ? "yes" : "generic";
}

function cell(kind: ClientKind, name: string): string {
  return `${kind.name} ${name}`;
}

import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { operations } from "@keyferry/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtIn } from "./official-client.ts";
import { send, sendBytes, type RawRequest } from "./raw-http.ts";
import { newFolder, startServer, type RunningServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";

const folder = newFolder();
const secret = randomBytes(20).toString("base64url").replaceAll(/[-_]/g, "x");
const plaintext = Buffer.from(`a key ${randomBytes(12).toString("hex")}`).toString("base64");
/** Everything that is written down, by its name. */
const written = new Map<string, string>();
/** What every answer of a wrong signature has at its end: what clients compare. */
let stringToSign = "";

/** The requests of somebody who puts secrets in wrong places, for one operation. */
function requests(Action: string): readonly RawRequest[] {
  const swapped = { accessKeyId: secret, accessKeySecret: "LTAI-mine" };
  const guessed = { ...builtIn, accessKeySecret: secret };
  const signed = (parameters: Record<string, string>, credential = builtIn) =>
    signedQuery({ Action, Format: "JSON", ...parameters }, { credential });
  return [
    { target: `/?${signed({}, swapped)}` },
    { target: `/?${signed({ Text: plaintext })}` },
    { target: `/?${signed({ Text: plaintext }, guessed)}` },
    { target: `/?${signed({ [plaintext]: "1" }, guessed)}` },
    { target: `/?${signed({ Description: plaintext, Digest: plaintext, Plaintext: plaintext }, guessed)}` },
    { target: `/?${signed({ Action: plaintext })}` },
    { target: `/${plaintext}?${signed({})}` },
    { target: `/?${signed({})}`, headers: { "x-secret": plaintext, "user-agent": plaintext } },
    { target: `/?${signed({})}`, headers: { host: secret } },
    { target: `/?${signed({ SecurityToken: secret })}` },
    {
      target: "/",
      headers: {
        authorization: `ACS3-HMAC-SHA256 Credential=${secret},SignedHeaders=host,Signature=${secret}`,
        "x-acs-action": Action,
        "x-acs-version": "2016-01-20",
        "x-acs-date": new Date().toISOString().replace(/\.\d+/, ""),
      },
    },
    {
      target: "/",
      method: "POST",
      body: plaintext,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    },
  ];
}

beforeAll(async () => {
  const data = join(folder, "data");
  await using server: RunningServer = await startServer({ data, flags: ["--log-level", "debug"] });
  const pages: string[] = [];
  for (const name of Object.keys(operations)) {
    for (const request of requests(name)) {
      const { headers, body } = await send(server.ready.public, request);
      pages.push(String(headers["x-keyferry-explain"] ?? ""));
      if (body.includes("SignatureDoesNotMatch")) stringToSign = body;
    }
  }
  await sendBytes(server.ready.public, `GET /?Plaintext=${plaintext} HTTP/1.1\r\n${secret}\r\n\r\n`);
  // Pages are made one at a time, and the last are the ones that are kept.
  const last = pages.filter((url) => url !== "").slice(-100);
  for (const url of last) {
    const { body } = await send(server.ready.public, { target: new URL(url).pathname });
    written.set(`the page ${url}`, body);
  }
  written.set("/metrics", (await send(server.ready.public, { target: "/metrics" })).body);
  await server.stop();
  for (const name of ["audit.log", "explain.json"]) written.set(name, readFileSync(join(data, name), "utf8"));
  const { output, error } = server.written();
  written.set("the log", output + error);
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("secrets in wrong places, in requests for every operation", () => {
  it("are in nothing that the server writes down", () => {
    const forms = [secret, plaintext].flatMap((text) => [text, text.toLowerCase(), encodeURIComponent(text)]);
    for (const [place, text] of written) {
      for (const form of forms) expect(text.includes(form), `${form} in ${place}`).toBe(false);
    }
  });

  it("were looked for in what was written", () => {
    expect([...written.keys()].filter((name) => name.startsWith("the page "))).toHaveLength(100);
    expect(written.get("audit.log")).toMatch(/"userIdentity":\{"unknownAccessKey":"[0-9a-f]{32}"\}/);
    expect(written.get("audit.log")).toContain('"userIdentity":{"accessKeyId":"keyferry"}');
    expect(written.get("explain.json")).toContain("SignatureDoesNotMatch");
    expect(written.get("/metrics")).toContain('code="InvalidAccessKeyId.NotFound"');
    expect(written.get("the log")).toContain('"msg":"ready"');
  });

  it("are in one answer alone, to the one who sent them: the string to sign of a wrong signature", () => {
    expect(stringToSign).toContain("server string to sign is:");
    expect(decodeURIComponent(decodeURIComponent(stringToSign))).toContain(plaintext);
  });
});

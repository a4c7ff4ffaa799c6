import { keyferryOperations, operations, type Operation } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { keyferry } from "./keyferry.ts";
import { startRecordingService } from "./recording-service.ts";

const all: readonly Operation[] = Object.values<Operation>({ ...operations, ...keyferryOperations });
const requestId = "4bd560a1-729e-45f1-a3d9-b2a33d61046b";

describe("keyferry call --help", () => {
  it("lists every operation of the registry and what it does", async () => {
    const { exitCode, out } = await keyferry(["call", "--help"]);
    expect(exitCode).toBe(0);
    const words = out.replaceAll(/\s+/g, " ");
    for (const { name, summary } of all) {
      expect(words).toContain(` ${name} `);
      expect(words).toContain(summary);
    }
  });

  it.each(all.map((operation) => [operation.name, operation] as const))(
    "describes every parameter of %s",
    async (name, { fields, dryRun }) => {
      const { out } = await keyferry(["call", name, "--help"]);
      for (const field of fields) {
        const [line] = new RegExp(`^ +--${field.name} <value>.*$`, "m").exec(out) ?? [];
        expect(line?.includes("required")).toBe(field.required);
      }
      expect(out.includes("--DryRun <true|false>")).toBe(dryRun);
      expect(out).toContain("--access-key-secret");
      expect(out).toContain("RequestId.");
    },
  );

  it("names the values of a parameter that has few", async () => {
    const { out } = await keyferry(["call", "ExportDataKey", "--help"]);
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "required; one of RSAES_OAEP_SHA_256, RSAES_OAEP_SHA_1, SM2PKE",
    );
  });

  it.each(all.map((operation) => [operation.name, operation] as const))(
    "says what to type for every parameter of %s",
    async (name, { fields }) => {
      const { out } = await keyferry(["call", name, "--help"]);
      const help = out.replaceAll(/\s+/g, " ");
      for (const field of fields) {
        expect(help).toMatch(new RegExp(`--${field.name} <value> (required; )?(?!required|--)\\S`));
      }
    },
  );
});

describe("keyferry call", () => {
  it("sends a list as it is typed, flag by flag: texts, and what has members", async () => {
    const { endpoint, requests } = await startRecordingService(200, {
      TagResources: {},
      RequestId: requestId,
    });
    const outcome = await keyferry([
      ...["call", "ListTagResources", "--endpoint", endpoint, "--access-key-id", "me"],
      ...["--access-key-secret", "s", "--ResourceType", "key", "--ResourceId", "a", "--ResourceId", "{b}"],
      ...["--Tag", '{"Key":"team","Value":"pay"}', "--Tag", '{"Key":1}'],
    ]);
    expect(outcome).toMatchObject({ exitCode: 0, err: "" });
    expect(Object.fromEntries(requests[0]?.parameters ?? [])).toMatchObject({
      "ResourceId.1": "a",
      "ResourceId.2": "{b}",
      "Tag.1.Key": "team",
      "Tag.1.Value": "pay",
      "Tag.2": '{"Key":1}',
    });
  });

  it("sends parameters as they are typed and prints the answer indented", async () => {
    const answer = {
      KeyId: "k",
      KeyVersionId: "v",
      CiphertextBlob: "AAAA",
      Later: [1],
      RequestId: requestId,
    };
    const { endpoint, requests } = await startRecordingService(200, answer);
    const outcome = await keyferry([
      ...["call", "Encrypt", "--endpoint", endpoint, "--access-key-id", "me", "--access-key-secret", "s"],
      ...["--KeyId", " alias/a ", "--Plaintext", "no base64", "--EncryptionContext", "", "--DryRun", "maybe"],
    ]);
    expect(outcome).toEqual({ exitCode: 0, out: `${JSON.stringify(answer, undefined, 2)}\n`, err: "" });
    expect(Object.fromEntries(requests[0]?.parameters ?? [])).toEqual({
      KeyId: " alias/a ",
      Plaintext: "no base64",
      EncryptionContext: "",
      DryRun: "maybe",
    });
    expect(requests[0]?.headers["x-acs-action"]).toBe("Encrypt");
    expect(requests[0]?.headers.authorization).toContain("Credential=me,");
  });

  it("prints an error's code, message and request id on standard error", async () => {
    const { endpoint } = await startRecordingService(404, {
      Code: "Forbidden.KeyNotFound",
      Message: "The specified Key is not found.",
      RequestId: requestId,
    });
    expect(await keyferry(["call", "DescribeKey", "--KeyId", "none", "--endpoint", endpoint])).toEqual({
      exitCode: 1,
      out: "",
      err: `Forbidden.KeyNotFound: The specified Key is not found.\nRequestId: ${requestId}\n`,
    });
  });

  it("lets no control character of the service reach the terminal", async () => {
    const hostile = "a\u001b]0;b\u0007c\u009bd";
    const error = await startRecordingService(400, { Code: "X", Message: hostile, RequestId: requestId });
    const refused = await keyferry(["call", "DescribeRegions", "--endpoint", error.endpoint]);
    expect(refused.err).toContain("X: a\ufffd]0;b\ufffdc\ufffdd\n");
    const success = await startRecordingService(200, { Regions: hostile, RequestId: requestId });
    const { out } = await keyferry(["call", "DescribeRegions", "--endpoint", success.endpoint]);
    expect(out).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(JSON.parse(out)).toEqual({ Regions: hostile, RequestId: requestId });
  });

  it.each(["<html>", "null", '"text"'])("refuses %s, which is no answer of a KMS", async (body) => {
    const { endpoint } = await startRecordingService(200, body);
    const { exitCode, err } = await keyferry(["call", "DescribeRegions", "--endpoint", endpoint]);
    expect(exitCode).toBe(1);
    expect(err).toBe("keyferry: the answer (HTTP status 200) is not one of a KMS.\n");
  });
});

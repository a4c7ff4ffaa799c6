import { execFileSync } from "node:child_process";
import { encrypt } from "@keyferry/protocol";
import { expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { sampleOf } from "../src/index.ts";

it
  .skipIf(isLeftOut("php"))
  .each([
    '{"tenant":"a","stage":"b"}',
    '{"0":"a"}',
    '{"0":"a","1":"b"}',
    '{"1":"a"}',
    '{"0":"a","x":"b"}',
    '{"-0":"a"}',
    "{}",
  ])("an encryption context is an object of JSON in PHP as well: %s", (EncryptionContext) => {
  const parameters = { KeyId: "alias/a", Plaintext: "dGV4dA==", EncryptionContext };
  const call = { operation: encrypt, parameters, region: "cn-hangzhou", gateway: "public" } as const;
  const sample = sampleOf("php", { ...call, endpoint: "http://127.0.0.1:7788" }) ?? "";
  const [, code = ""] = /"encryptionContext" => (.*),$/m.exec(sample) ?? [];
  const sent = execFileSync("php", ["-r", `echo json_encode(${code});`], { encoding: "utf8" });
  expect(sent).toBe(EncryptionContext);
});

import { wycheproofCheck } from "@keyferry/crypto/conformance";
import { describe, it } from "vitest";
import { wycheproofFiles } from "../../../tools/testing/wycheproof-files.ts";
import { conformanceSuites } from "./suites.ts";
import { subject } from "./wycheproof-subject.ts";

describe.each(conformanceSuites())("$name keeps the contract", ({ checks }) => {
  for (const check of checks) it(check.name, () => check.run());
});

for (const { name, file } of wycheproofFiles([
  "AES-GCM",
  "ECDSA on P-256",
  "HMAC",
  "RSAES-OAEP",
  "RSASSA-PSS",
  "RSASSA-PKCS1-v1_5",
])) {
  it(`agrees with Wycheproof: ${name}`, async () => {
    await wycheproofCheck(name, file, subject).run();
  });
}

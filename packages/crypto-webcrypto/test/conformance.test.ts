import { wycheproofCheck } from "@keyferry/crypto/conformance";
import { describe, it } from "vitest";
import { conformanceSuites } from "./suites.ts";
import { wycheproofFiles } from "./wycheproof-files.ts";
import { subject } from "./wycheproof-subject.ts";

describe.each(conformanceSuites())("$name keeps the contract", ({ checks }) => {
  for (const check of checks) it(check.name, () => check.run());
});

for (const { name, file } of wycheproofFiles()) {
  it(`agrees with Wycheproof: ${name}`, async () => {
    await wycheproofCheck(name, file, subject).run();
  });
}

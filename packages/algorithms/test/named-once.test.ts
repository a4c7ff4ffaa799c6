import { readdirSync, readFileSync } from "node:fs";
import {
  dataKeySpecs,
  keySpecs,
  encryptionAlgorithms,
  keyUsages,
  macAlgorithms,
  namesOf,
  signatureAlgorithms,
} from "@keyferry/algorithms";
import { expect, it } from "vitest";

const protocol = new URL("../../protocol/src/", import.meta.url);

const names = [
  ...namesOf(keySpecs),
  ...keyUsages,
  ...namesOf(dataKeySpecs),
  ...namesOf(encryptionAlgorithms),
  ...namesOf(signatureAlgorithms),
  ...namesOf(macAlgorithms),
];

it("names key specs, usages and algorithms here, and the wire's enumerations take them from here", () => {
  // An example is a request as a caller types it.
  const sources = readdirSync(protocol, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/^examples\/|\.example\.ts$/.test(file),
  );
  expect(sources.length).toBeGreaterThan(50);
  const named = sources.flatMap((file) => {
    const text = readFileSync(new URL(file, protocol), "utf8");
    return names.filter((name) => text.includes(`"${name}"`)).map((name) => `${file}: ${name}`);
  });
  expect(named).toEqual([]);
});

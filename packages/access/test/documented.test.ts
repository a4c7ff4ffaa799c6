import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseKeyPolicy, parsePolicy, parseTrustPolicy } from "@keyferry/access";
import { operators } from "../src/conditions/operators.ts";
import { conditionKey } from "../src/conditions/condition-keys.ts";
import { account } from "./world.ts";

const page = readFileSync(new URL("../../../docs/access.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text = ""]) => text);

describe("docs/access.md", () => {
  it.each(examples)("shows a policy that is accepted: %#", (text) => {
    const document: unknown = JSON.parse(text);
    if (text.includes("sts:AssumeRole")) expect(parseTrustPolicy(document)).toEqual(document);
    else if (text.includes("Principal")) expect(parseKeyPolicy(text, { account })).toEqual(document);
    else expect(parsePolicy(document)).toEqual(document);
  });

  it("has two policies, a key policy and a trust policy", () => {
    expect(examples).toHaveLength(4);
  });

  it("names every operator", () => {
    const six = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
    const spelt = [...page.matchAll(/`([A-Z][A-Za-z]+)`/g)].map(([, name = ""]) => name);
    const named = new Set([
      ...spelt,
      ...["Numeric", "Date"].flatMap((prefix) => six.map((rest) => prefix + rest)),
    ]);
    expect([...operators.keys()].filter((name) => !named.has(name))).toEqual([]);
    expect(operators.size).toBe(21);
  });

  it("names condition keys that are there", () => {
    const named = [...page.matchAll(/^\| `((?:acs|kms|keyferry|sts):[^`]+)`/gm)].map(([, name = ""]) => name);
    expect(named).toHaveLength(12);
    for (const name of named) expect(conditionKey(name)?.name).toBe(name);
  });
});

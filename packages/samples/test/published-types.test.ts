import { operations, type Operation } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { publishedOperations } from "../../protocol/test/published-operations.ts";
import { sdkMembers } from "../src/official/members.ts";
import { callWith } from "./example-calls.ts";

/** A text that is of each published type, and the type of it in a sample. */
const typed: Readonly<Record<string, readonly [text: string, kind: string, bits?: number]>> = {
  Integer: ["7", "integer", 32],
  Long: ["7", "integer", 64],
  Boolean: ["true", "boolean"],
};

const published = Object.values<Operation>({ ...operations }).filter(
  ({ name }) => publishedOperations[name] !== undefined,
);

describe("the official SDKs' types", () => {
  it.each(published)("of $name are those of the published metadata", (operation) => {
    for (const { name, repeated } of operation.fields) {
      const row = publishedOperations[operation.name]?.parameters[name];
      if (row === undefined || repeated) continue;
      const [text = "{}", kind, bits] = typed[row.type] ?? [];
      const only = { ...callWith(operation, text), parameters: { [name]: text } };
      const [member] = sdkMembers(only) ?? [];
      if (kind === undefined) expect(["text", "map", "object"]).toContain(member?.value.kind);
      else expect(member).toMatchObject({ name, value: { kind, ...(bits !== undefined && { bits }) } });
    }
  });
});

import type { OperationNames } from "./names.ts";

/** The published parameters of an operation: whether each is required. */
export type Parameters = Readonly<Record<string, boolean>>;

/** What is published of an operation. */
export interface Published {
  /** Its own parameters, without those that many have. */
  readonly parameters: Parameters;
  readonly dryRun: boolean;
}

/** What a parameter's field is at first, where more is known than that it is text. */
const known: Readonly<Record<string, { readonly field: string; readonly from: string }>> = {
  KeyId: { field: "keyName", from: 'import { keyName } from "../../codecs/identifiers.ts";' },
};

/** A parameter as a field of the definition, with the name of what it uses. */
function fieldOf(name: string, required: boolean): string {
  const field = known[name]?.field ?? `hint("text", text({ max: 256 }))`;
  return `${name}: ${required ? field : `z.optional(${field})`}`;
}

const isRead = (action: string) => /^(?:Describe|Get|List)/.test(action);
const namesKey = (parameters: Parameters) => parameters["KeyId"] === true;

/** The definition. */
export function definition(
  { identifier, action, file }: OperationNames,
  { parameters, dryRun }: Published,
): string {
  const fields = Object.entries(parameters).map(([name, required]) => fieldOf(name, required));
  const used = fields.join("\n");
  const imports = [
    used.includes("z.optional") ? 'import * as z from "zod/mini";' : "",
    used.includes("keyName") ? (known["KeyId"]?.from ?? "") : "",
    used.includes("hint(") ? 'import { hint } from "../../codecs/marks.ts";' : "",
    used.includes("text(") ? 'import { text } from "../../codecs/text.ts";' : "",
    'import { defineOperation, sharedGateways } from "../../operation.ts";',
    'import { keyInAnyState } from "../../states.ts";',
  ].filter((line) => line !== "");
  const read = isRead(action);
  const errors = namesKey(parameters)
    ? '["InvalidParameter", "Forbidden.KeyNotFound", "Unsupported.Alias"]'
    : "[]";
  return `${imports.join("\n")}

/** ${action}: what it does. */
export const ${identifier} = defineOperation({
  name: "${action}",
  summary: "${file.charAt(0).toUpperCase()}${file.slice(1).replaceAll("-", " ")}",
  request: { ${fields.join(", ")} },
  answer: {},
  dryRun: ${String(dryRun)},
  repeatable: ${String(read)},
  gateways: sharedGateways,
  throttleGroup: "${read ? "metadata" : "changes"}",
  plane: "management",
  states: keyInAnyState,
  errors: ${errors},
});
`;
}

/** The example beside it. */
export function example({ identifier, action, file }: OperationNames, { parameters }: Published): string {
  const required = Object.keys(parameters).filter((name) => parameters[name] === true);
  const values = required.map((name) => (name === "KeyId" ? "KeyId: key.KeyId" : `${name}: "a text"`));
  const things = namesKey(parameters) ? "{ key }" : "";
  return `import { example } from "../../examples/example.ts";
import { ${identifier} } from "./${file}.ts";

/** A sound request of ${action}. */
export const ${identifier}Example = example(${identifier}, {
  request: (${things}) => ({ ${values.join(", ")} }),
  touches: (${things}) => [${namesKey(parameters) ? "`key/${key.KeyId}`" : '"key"'}],
  answer: () => ({}),
});
`;
}

/** The handler. */
export function handler({ identifier, action }: OperationNames, { parameters }: Published): string {
  const resolve = namesKey(parameters)
    ? "async ({ KeyId }, lookup) => ({ named: await lookup.byId(KeyId) })"
    : '(_, lookup) => ({ keys: lookup.all("key") })';
  return `import { ${identifier} } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** ${action}. */
export const ${identifier}Handler = handle(${identifier}, {
  resolve: ${resolve},
  perform: () => ({}),
});
`;
}

/** A test to begin with. */
export function test({ identifier, action }: OperationNames): string {
  return `import { ${identifier} } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { examples } from "../../../tools/testing/examples.ts";
import { exampleThings } from "./example-things.ts";
import { createService } from "./service.ts";

describe("${action}", () => {
  it("is performed", async () => {
    const service = await createService();
    const things = await exampleThings(service, examples.${action});
    expect(await service.call(${identifier}, examples.${action}.request(things))).toEqual({});
  });
});
`;
}

import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { operations, type Operation } from "../src/index.ts";
import { openApiDocument } from "../src/openapi.ts";

interface Parameter {
  readonly name: string;
  readonly required: boolean;
}

interface Call {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<
        string,
        { readonly schema: { properties: object; patternProperties?: object; required: string[] } }
      >
    >;
  };
  readonly responses: Readonly<Record<string, unknown>>;
}

const document = openApiDocument();
const paths = document["paths"] as Readonly<Record<string, Readonly<Partial<Record<"get" | "post", Call>>>>>;
const defined = (Object.values(operations) as readonly Operation[]).map((operation) => ({
  name: operation.name,
  operation,
  path: paths[`/#${operation.name}`],
}));

describe("the OpenAPI document", () => {
  it("is OpenAPI 3.1, as a validator sees it", async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document["openapi"]).toBe("3.1.0");
  });

  it("has every operation, and no other", () => {
    expect(Object.keys(paths)).toEqual(Object.keys(operations).map((name) => `/#${name}`));
  });

  it.each(defined)("has $name's methods and parameters", ({ operation, path }) => {
    const { methods = ["GET", "POST"], fields, dryRun } = operation;
    const expected = [
      { name: "Action", required: true },
      ...fields.map(({ name, required }) => ({ name, required })),
      ...(dryRun ? [{ name: "DryRun", required: false }] : []),
    ];
    expect(path?.get !== undefined).toBe(methods.includes("GET"));
    expect(path?.post !== undefined).toBe(methods.includes("POST"));
    if (path?.get !== undefined) {
      expect(path.get.parameters.map(({ name, required }) => ({ name, required }))).toEqual(expected);
    }
  });

  it.each(defined)("has a form with what $name cannot do without", ({ operation, path }) => {
    const form = path?.post?.requestBody?.content["application/x-www-form-urlencoded"]?.schema;
    if (path?.post === undefined) return;
    const single = operation.fields.filter(({ repeated }) => !repeated);
    const extra = operation.dryRun ? ["DryRun"] : [];
    expect(Object.keys(form?.properties ?? {})).toEqual([...single.map(({ name }) => name), ...extra]);
    expect(form?.required).toEqual(single.filter(({ required }) => required).map(({ name }) => name));
    for (const { name } of operation.fields.filter(({ repeated }) => repeated)) {
      const patterns = Object.keys(form?.patternProperties ?? {});
      expect(patterns.some((pattern) => pattern.startsWith(`^${name}\\.`))).toBe(true);
    }
  });
});

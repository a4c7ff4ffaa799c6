import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  operations,
  renderAnswer,
  renderError,
  serviceError,
  type Operation,
  type OperationName,
} from "../src/index.ts";
import { openApiDocument } from "../src/openapi.ts";
import { answers, requestId } from "./answers.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
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
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

const document = openApiDocument();
const paths = document["paths"] as Readonly<Record<string, Readonly<Partial<Record<"get" | "post", Call>>>>>;
const components = document["components"] as {
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly schemas: Readonly<Record<string, object>>;
};
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
      { name: "Action", required: false },
      { name: "x-acs-action", required: false },
      ...fields.map(({ name, required }) => ({ name, required })),
      ...(dryRun ? [{ name: "DryRun", required: false }] : []),
    ];
    expect(path?.get !== undefined).toBe(methods.includes("GET"));
    expect(path?.post !== undefined).toBe(methods.includes("POST"));
    if (path?.get !== undefined) {
      expect(path.get.parameters.map(({ name, required = false }) => ({ name, required }))).toEqual(expected);
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

  it("requires nothing of one scheme that the other does without", () => {
    const common = Object.values(components.parameters);
    expect(common.filter(({ required = false }) => required)).toEqual([]);
    const headers = common.filter((parameter) => parameter.in === "header").map(({ name }) => name);
    expect(headers).toEqual([
      "x-acs-version",
      "x-acs-date",
      "x-acs-signature-nonce",
      "x-acs-content-sha256",
      "x-acs-security-token",
    ]);
  });

  it.each(defined)("has an answer of $name as its schema says, and no member more", ({ operation, path }) => {
    const text = renderAnswer(operation, answers[operation.name as OperationName](), requestId, "JSON");
    for (const call of [path?.get, path?.post]) {
      if (call === undefined) continue;
      const schema = call.responses["200"]?.content?.["application/json"]?.schema;
      expect(faultsOf(JSON.parse(text), schema)).toEqual([]);
    }
  });

  it("has errors as the schema says, and no member more", () => {
    const schema = components.schemas["Error"];
    const accessDenied = {
      ...{ AuthAction: "kms:Decrypt", AuthResource: "*", AuthPrincipalDisplayName: "ci" },
      AuthPrincipalOwnerId: "1000000000000000",
      AuthPrincipalType: "SubUser",
      NoPermissionType: "ImplicitDeny",
    } as const;
    const plain = serviceError("InvalidParameter", { parameter: "KeyId" });
    const denied = serviceError("Forbidden.NoPermission", { accessDenied });
    for (const error of [plain, denied]) {
      const text = renderError(error, { requestId, hostId: "127.0.0.1:7788" }, "JSON");
      expect(faultsOf(JSON.parse(text), schema)).toEqual([]);
    }
  });

  it("would not let a body pass that has a member more, less, or of another type", () => {
    const schema = components.schemas["Error"];
    const text = renderError(serviceError("InvalidParameter"), { requestId, hostId: "" }, "JSON");
    const { Recommend, ...less } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    expect(faultsOf(less, schema)).not.toEqual([]);
    expect(faultsOf({ ...less, Recommend, More: 1 }, schema)).not.toEqual([]);
    expect(faultsOf({ ...less, Recommend: 7 }, schema)).not.toEqual([]);
    expect(faultsOf({ ...less, Recommend, AccessDeniedDetail: {} }, schema)).not.toEqual([]);
  });
});

/** What is wrong with a value by a schema, whose objects may have the members that it names alone. */
function faultsOf(value: unknown, schema: unknown): readonly string[] {
  const closed = closedSchema(schema) as Parameters<typeof z.fromJSONSchema>[0];
  const { error } = z.fromJSONSchema(closed).safeParse(value);
  return error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
}

function closedSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closedSchema);
  if (typeof schema !== "object" || schema === null) return schema;
  const parts = Object.entries(schema).map(([name, part]) => [name, closedSchema(part)] as const);
  const closed = "properties" in schema && !("additionalProperties" in schema);
  return { ...Object.fromEntries(parts), ...(closed && { additionalProperties: false }) };
}

import { openApiDocument } from "@keyferry/protocol/openapi";
import { beforeAll, describe, expect, it } from "vitest";
import { acs, v1 } from "./requests.ts";
import { ask, createService, outcomeIn, type Service } from "./service.ts";

interface Parameter {
  readonly name: string;
  readonly in: "query" | "header";
  readonly description?: string;
}

const document = openApiDocument() as {
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
  readonly paths: Readonly<Record<string, { readonly get: { readonly parameters: readonly Parameter[] } }>>;
};
const described = [
  ...(document.paths["/#DescribeRegions"]?.get.parameters ?? []),
  ...Object.values(document.components.parameters),
];
const isNeeded = ({ description = "" }: Parameter) => description.startsWith("Every request of ");
const rows = described.map((it) => [it.in, it.name, isNeeded(it) ? "refused" : "taken"] as const);

let service: Service;
beforeAll(async () => {
  service = await createService();
});

describe("a request without what OpenAPI describes", () => {
  it.each(rows)("in the %s, %s, is %s", async (where, name, becomes) => {
    const send = async () =>
      where === "query"
        ? ask(service, v1("DescribeRegions", { Format: undefined, [name]: undefined }))
        : ask(service, acs("ACS3-HMAC-SHA256", "DescribeRegions", {}, { headers: { [name]: undefined } }));
    // A client's own signer refuses to sign without some of them.
    const outcome = await send().then(outcomeIn, (error: unknown) => String(error));
    expect(outcome === "OK" ? "taken" : "refused").toBe(becomes);
  });
});

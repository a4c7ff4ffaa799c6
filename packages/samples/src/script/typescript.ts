import { addressOf, trustComment, type SampleCall } from "../call.ts";
import { parametersOf } from "../parameters.ts";
import { quoteScript } from "../quoting.ts";

/**
 * TypeScript by `@alicloud/openapi-client`, which the official SDKs are built on: its general call knows every operation, of
 * every version of the API.
 */
export function typescriptSample(call: SampleCall): string {
  const { operation, region } = call;
  const { host, protocol } = addressOf(call);
  const inForm = operation.methods?.includes("POST") ?? true;
  const members = parametersOf(call).map(
    ([name, text]) => `      ${quoteScript(name)}: ${quoteScript(text)},`,
  );
  return [
    "// npm install @alicloud/openapi-client @alicloud/tea-util",
    ...trustComment(call, "//", "start node with NODE_EXTRA_CA_CERTS=ca.pem"),
    'import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";',
    'import { RuntimeOptions } from "@alicloud/tea-util";',
    "",
    "async function main(): Promise<void> {",
    "  const client = new OpenApi(",
    "    new Config({",
    "      accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,",
    "      accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,",
    `      regionId: ${quoteScript(region)},`,
    `      endpoint: ${quoteScript(host)},`,
    `      protocol: ${quoteScript(protocol)},`,
    "    }),",
    "  );",
    "  const params = new Params({",
    `    action: ${quoteScript(operation.name)},`,
    `    version: ${quoteScript(operation.version)},`,
    `    protocol: ${quoteScript(protocol.toUpperCase())},`,
    '    pathname: "/",',
    `    method: ${inForm ? '"POST"' : '"GET"'},`,
    '    authType: "AK",',
    '    style: "RPC",',
    '    reqBodyType: "formData",',
    '    bodyType: "json",',
    "  });",
    "  const request = new OpenApiRequest({",
    ...(members.length > 0
      ? [`    ${inForm ? "body" : "query"}: {`, ...members, "    },"]
      : [`    ${inForm ? "body" : "query"}: {},`]),
    "  });",
    "  const { body } = await client.callApi(params, request, new RuntimeOptions({}));",
    "  console.log(JSON.stringify(body, undefined, 2));",
    "}",
    "",
    "main().catch((error: unknown) => {",
    "  console.error(error);",
    "  process.exitCode = 1;",
    "});",
    "",
  ].join("\n");
}

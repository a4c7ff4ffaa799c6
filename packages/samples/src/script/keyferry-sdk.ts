import { parseRequest, ServiceError } from "@keyferry/protocol";
import { trustComment, type SampleCall } from "../call.ts";
import { camelCase } from "../naming.ts";
import { parametersOf } from "../parameters.ts";
import { quoteScript } from "../quoting.ts";
import { literal } from "./literal.ts";

/**
 * TypeScript by `@keyferry/sdk`: a typed call where the parameters are sound, and else one that sends them as they are, so that
 * the service says what is wrong with them.
 */
export function keyferrySdkSample(call: SampleCall): string {
  const { operation, endpoint } = call;
  const parameters = parametersOf(call);
  const request = typedRequest(call, parameters);
  const dryRun = parameters.some(([name, text]) => name === "DryRun" && text === "true");
  const definition = camelCase(operation.name);
  const hasMethod = operation.api === "kms/2016-01-20" && !dryRun && request !== undefined;
  return [
    "// npm install @keyferry/sdk @keyferry/transport @keyferry/protocol",
    ...trustComment(call, "//", "start node with NODE_EXTRA_CA_CERTS=ca.pem"),
    ...(hasMethod ? [] : [`import { ${definition} } from "@keyferry/protocol";`]),
    'import { createKmsClient } from "@keyferry/sdk/client";',
    'import { createEnvironmentCredentials } from "@keyferry/sdk/node";',
    'import { createPublicTransport } from "@keyferry/transport";',
    "",
    "// ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "const credentials = createEnvironmentCredentials();",
    `const transport = createPublicTransport({ endpoint: ${quoteScript(endpoint)} });`,
    "const kms = createKmsClient({ transport, credentials });",
    "",
    ...statements(),
    "",
  ].join("\n");

  function statements(): readonly string[] {
    if (request === undefined) {
      const pairs = parameters.map(([name, text]) => `  [${quoteScript(name)}, ${quoteScript(text)}],`);
      return [
        ...(pairs.length === 0
          ? ["const parameters = new Map<string, string>();"]
          : ["const parameters = new Map([", ...pairs, "]);"]),
        `const { body } = await kms.send(${definition}, parameters);`,
        "console.log(body);",
      ];
    }
    if (dryRun) {
      return [
        `await kms.dryRun(${definition}, ${literal(request)});`,
        'console.log("The call would be performed.");',
      ];
    }
    const made = hasMethod ? `kms.${definition}(` : `kms.call(${definition}, `;
    return [`const answer = await ${made}${literal(request)});`, "console.log(answer);"];
  }
}

/** The request as the SDK takes it; undefined where it is not sound. */
function typedRequest(
  { operation }: SampleCall,
  parameters: readonly (readonly [string, string])[],
): object | undefined {
  try {
    return parseRequest(operation, new Map(parameters));
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

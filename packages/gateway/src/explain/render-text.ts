import type { AccessExplanation, ExplainedStatement } from "@keyferry/access";
import type { ExplainedSignature, Explanation } from "./explanation.ts";

/** What could steer a terminal, or turn the direction of text. */
const unprintable = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** An explanation as text for a terminal: printable characters and line feeds. */
export function renderText(explanation: Explanation): string {
  const { code, status, message, documented, beneath, advice, signature, access } = explanation;
  const sections = [
    `${code} (${String(status)})\n${message}`,
    aboutRequest(explanation),
    ...(beneath === null ? [] : [`A dry run: without DryRun the answer would be ${beneath}.`]),
    ...(advice.length === 0 ? [] : [advice.map((sentence) => `* ${sentence}`).join("\n")]),
    ...(signature === undefined ? [] : aboutSignature(signature)),
    ...(access === undefined ? [] : aboutAccess(access)),
    ...(documented === null ? [] : [`Documented: ${String(documented.status)}, ${documented.message}`]),
  ];
  return `${sections.join("\n\n")}\n`.replaceAll(unprintable, "\ufffd");
}

function aboutRequest({ operation, requestId, time, gateway, region }: Explanation): string {
  const place = region === null ? `${gateway} gateway` : `${gateway} gateway, ${region}`;
  return `${operation ?? "No operation"}, ${time}, ${place}\nRequestId ${requestId}`;
}

function aboutSignature({
  scheme,
  stringToSign,
  canonicalRequest,
  difference,
}: ExplainedSignature): readonly string[] {
  return [
    ...(difference === undefined
      ? []
      : [
          `The ${difference.of} first differs behind character ${String(difference.at)}, right after\n` +
            `${indented(difference.before)}\nthe server has\n${indented(difference.server)}\n` +
            `the client has\n${indented(difference.client)}`,
        ]),
    ...(canonicalRequest === undefined
      ? []
      : [`The server's canonical request\n${indented(canonicalRequest)}`]),
    `The server's string to sign (${scheme})\n${indented(stringToSign)}`,
  ];
}

function aboutAccess({ principal, action, resource, policies }: AccessExplanation): readonly string[] {
  const asked = `${principal.arn}\nasked for ${action}\non ${resource}`;
  if (policies.length === 0) return [asked, "No policy was considered."];
  return [
    asked,
    ...policies.map(({ attachedTo: { kind, name }, index, statements }) =>
      [`Policy ${String(index + 1)} of ${kind} ${name}`, ...statements.map(aboutStatement)].join("\n"),
    ),
  ];
}

function aboutStatement({ index, sid, effect, mismatch }: ExplainedStatement): string {
  const name = `  ${String(index + 1)}${sid === null ? "" : ` (${sid})`} ${effect}`;
  if (mismatch === null) return `${name}: applies`;
  switch (mismatch.by) {
    case "condition": {
      const { operator, key, values, actual } = mismatch;
      const had = actual === null ? "the request has none" : `the request has ${actual}`;
      return `${name}: does not apply, ${key} ${operator} ${values.join(", ")}: ${had}`;
    }
    case "delegation":
      return `${name}: leaves it to the policies of the caller`;
    default:
      return `${name}: does not apply, it names another ${mismatch.by}`;
  }
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}

import { aboutAccess } from "../reasons/about-access.ts";
import type { ExplainedSignature, Explanation } from "../explanation.ts";
import { printable } from "../masking/printable.ts";

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
    ...(documented === null
      ? []
      : [`Alibaba Cloud documents: ${String(documented.status)}, ${documented.message}`]),
  ];
  return printable(`${sections.join("\n\n")}\n`);
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

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}

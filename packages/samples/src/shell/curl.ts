import type { SampleCall } from "../call.ts";
import { trustComment } from "../call.ts";
import { parametersOf } from "../parameters.ts";
import { quoteShell } from "../quoting.ts";

/** What every request of signature version 1.0 has; each value is a word of the shell. */
const common = {
  AccessKeyId: '"$ALIBABA_CLOUD_ACCESS_KEY_ID"',
  Format: "JSON",
  SignatureMethod: "HMAC-SHA1",
  SignatureNonce: '"$(openssl rand -hex 16)"',
  SignatureVersion: "1.0",
  Timestamp: '"$(date -u +%Y-%m-%dT%H:%M:%SZ)"',
};

/** A POSIX shell script that signs by openssl each time it runs, and sends by curl. It keeps no secret. */
export function curlSample(call: SampleCall): string {
  const { operation, endpoint } = call;
  const own = parametersOf(call).map(([name, text]) => [name, quoteShell(text)] as const);
  const words = { ...Object.fromEntries(own), ...common, Action: operation.name, Version: operation.version };
  const method = (operation.methods?.includes("POST") ?? true) ? "POST" : "GET";
  const sorted = Object.entries(words).sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    "#!/bin/sh",
    `# ${operation.name}, signed with HMAC-SHA1 (signature version 1.0). Needs curl and openssl.`,
    "# While openssl runs, other users of this machine can see its arguments: run this where nobody else is.",
    ...trustComment(call, "#", "set CURL_CA_BUNDLE=ca.pem"),
    "set -eu",
    ': "${ALIBABA_CLOUD_ACCESS_KEY_ID:?}" "${ALIBABA_CLOUD_ACCESS_KEY_SECRET:?}"',
    "",
    "# Percent-encoding of RFC 3986: everything but letters, digits, - _ . ~",
    "encode() {",
    `  printf %s "$1" | od -An -v -tu1 | LC_ALL=C awk '{`,
    "    for (i = 1; i <= NF; i++)",
    '      if ($i < 128 && sprintf("%c", $i + 0) ~ /[A-Za-z0-9_.~-]/) printf "%c", $i + 0',
    '      else printf "%%%02X", $i',
    "  }'",
    "}",
    'add() { parameters="${parameters:+$parameters&}$1=$(encode "$2")"; }',
    "",
    "# In the order of their names, as they are signed.",
    "parameters=",
    ...sorted.map(([name, word]) => `add ${name} ${word}`),
    "",
    `string_to_sign="${method}&%2F&$(encode "$parameters")"`,
    'signature=$(printf %s "$string_to_sign" |',
    '  openssl dgst -sha1 -hmac "$ALIBABA_CLOUD_ACCESS_KEY_SECRET&" -binary | openssl base64)',
    'printf %s "$parameters&Signature=$(encode "$signature")" |',
    `  curl --silent --show-error --fail-with-body ${method === "GET" ? "--get " : ""}--data @- ${quoteShell(endpoint)}/`,
    "",
  ].join("\n");
}

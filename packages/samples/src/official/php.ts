import { addressOf, trustComment, type SampleCall } from "../call.ts";
import { camelCase } from "../naming.ts";
import { quotePhp } from "../quoting.ts";
import { sdkMembers } from "./members.ts";
import { write, type SdkNotation } from "./notation.ts";

/** PHP by `alibabacloud/kms-20160120`. */
export function phpSample(call: SampleCall): string | undefined {
  const members = sdkMembers(call);
  if (members === undefined) return undefined;
  const { operation, region } = call;
  const { host, protocol } = addressOf(call);
  const notation = notationOf(operation.name);
  const written = members.map(
    ({ name, value }) => `    ${quotePhp(camelCase(name))} => ${write(notation, name, value)},`,
  );
  const takesRequest = operation.fields.length > 0;
  return [
    "<?php",
    "// composer require alibabacloud/kms-20160120",
    ...trustComment(call, "//", "start php with -d openssl.cafile=ca.pem -d curl.cainfo=ca.pem"),
    'require __DIR__ . "/vendor/autoload.php";',
    "",
    "use AlibabaCloud\\SDK\\Kms\\V20160120\\Kms;",
    ...(takesRequest ? [`use AlibabaCloud\\SDK\\Kms\\V20160120\\Models\\${operation.name}Request;`] : []),
    "use Darabonba\\OpenApi\\Models\\Config;",
    "",
    "$client = new Kms(new Config([",
    '    "accessKeyId" => getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"),',
    '    "accessKeySecret" => getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),',
    `    "regionId" => ${quotePhp(region)},`,
    `    "endpoint" => ${quotePhp(host)},`,
    `    "protocol" => ${quotePhp(protocol)},`,
    "]));",
    ...(takesRequest ? requestLines(operation.name, written) : []),
    `$response = $client->${camelCase(operation.name)}(${takesRequest ? "$request" : ""});`,
    "echo json_encode($response->body->toMap(), JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE), PHP_EOL;",
    "",
  ].join("\n");
}

function requestLines(operation: string, members: readonly string[]): readonly string[] {
  const made = `$request = new ${operation}Request(`;
  return members.length === 0 ? [`${made});`] : [`${made}[`, ...members, "]);"];
}

function notationOf(operation: string): SdkNotation {
  const list = (items: readonly string[]) => `[${items.join(", ")}]`;
  const boolean = String;
  const pairs = (members: readonly (readonly [string, string])[]) =>
    list(members.map(([name, code]) => `${name} => ${code}`));
  return {
    text: quotePhp,
    integer: (digits) => digits,
    boolean,
    json: {
      nothing: "null",
      text: quotePhp,
      number: String,
      boolean,
      list,
      map: (members) => (isListInPhp(members) ? `(object) ${pairs(members)}` : pairs(members)),
    },
    texts: list,
    objects: (_, items) => list(items),
    object: (name, members) =>
      `new \\AlibabaCloud\\SDK\\Kms\\V20160120\\Models\\${operation}Request\\${camelCase(name)}(` +
      `${pairs(members.map(([member, code]) => [quotePhp(camelCase(member)), code]))})`,
  };
}

/** Whether PHP would send a list for such an array: it takes keys that are numbers from 0 on, and none, for places. */
function isListInPhp(members: readonly (readonly [string, string])[]): boolean {
  return members.every(([name], at) => name === quotePhp(String(at)));
}

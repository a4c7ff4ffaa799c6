import { addressOf, trustComment, type SampleCall } from "../call.ts";
import { snakeCase } from "../naming.ts";
import { quotePython } from "../quoting.ts";
import { sdkMembers } from "./members.ts";
import { write, type SdkNotation } from "./notation.ts";

/** Python by `alibabacloud_kms20160120`. */
export function pythonSample(call: SampleCall): string | undefined {
  const members = sdkMembers(call);
  if (members === undefined) return undefined;
  const { operation, region } = call;
  const { host, protocol } = addressOf(call);
  const notation = notationOf(operation.name);
  const written = members.map(({ name, value }) => `    ${snakeCase(name)}=${write(notation, name, value)},`);
  const takesRequest = operation.fields.length > 0;
  const method = snakeCase(operation.name);
  return [
    "# pip install alibabacloud_kms20160120",
    ...trustComment(call, "#", "set REQUESTS_CA_BUNDLE=ca.pem"),
    "import json",
    "import os",
    "",
    ...(takesRequest ? ["from alibabacloud_kms20160120 import models"] : []),
    "from alibabacloud_kms20160120.client import Client",
    "from alibabacloud_tea_openapi.models import Config",
    "",
    "client = Client(",
    "    Config(",
    '        access_key_id=os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"],',
    '        access_key_secret=os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],',
    `        region_id=${quotePython(region)},`,
    `        endpoint=${quotePython(host)},`,
    `        protocol=${quotePython(protocol)},`,
    "    )",
    ")",
    ...(takesRequest ? requestLines(operation.name, written) : []),
    `response = client.${method}(${takesRequest ? "request" : ""})`,
    "print(json.dumps(response.body.to_map(), indent=2, ensure_ascii=False))",
    "",
  ].join("\n");
}

function requestLines(operation: string, members: readonly string[]): readonly string[] {
  const made = `request = models.${operation}Request(`;
  return members.length === 0 ? [`${made})`] : [made, ...members, ")"];
}

function notationOf(operation: string): SdkNotation {
  const list = (items: readonly string[]) => `[${items.join(", ")}]`;
  const boolean = (value: boolean) => (value ? "True" : "False");
  return {
    text: quotePython,
    integer: (digits) => digits,
    boolean,
    json: {
      nothing: "None",
      text: quotePython,
      number: String,
      boolean,
      list,
      map: (members) => `{${members.map(([name, code]) => `${name}: ${code}`).join(", ")}}`,
    },
    texts: list,
    objects: (_, items) => list(items),
    object: (name, members) =>
      `models.${operation}Request${name}(${members.map(([member, code]) => `${snakeCase(member)}=${code}`).join(", ")})`,
  };
}

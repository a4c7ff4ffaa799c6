import { addressOf, trustComment, type SampleCall } from "../call.ts";
import { quoteGo } from "../quoting.ts";
import { sdkMembers } from "./members.ts";
import { write, type SdkNotation } from "./notation.ts";

/** Go by `github.com/alibabacloud-go/kms-20160120`. */
export function goSample(call: SampleCall): string | undefined {
  const members = sdkMembers(call);
  if (members === undefined) return undefined;
  const { operation, region } = call;
  const { host, protocol } = addressOf(call);
  const notation = notationOf(operation.name);
  const written = members.map(({ name, value }) => [name, write(notation, name, value)] as const);
  return [
    "// go get github.com/alibabacloud-go/kms-20160120/v4",
    ...trustComment(call, "//", "set SSL_CERT_FILE=ca.pem"),
    "package main",
    "",
    "import (",
    '\t"fmt"',
    '\t"log"',
    '\t"os"',
    "",
    '\topenapiutil "github.com/alibabacloud-go/darabonba-openapi/v2/utils"',
    '\tkms "github.com/alibabacloud-go/kms-20160120/v4/client"',
    '\t"github.com/alibabacloud-go/tea/dara"',
    ")",
    "",
    "func main() {",
    "\tclient, err := kms.NewClient(&openapiutil.Config{",
    ...aligned([
      ["AccessKeyId", 'dara.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"))'],
      ["AccessKeySecret", 'dara.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))'],
      ["RegionId", notation.text(region)],
      ["Endpoint", notation.text(host)],
      ["Protocol", notation.text(protocol)],
    ]),
    "\t})",
    "\tif err != nil {",
    "\t\tlog.Fatal(err)",
    "\t}",
    ...(operation.fields.length === 0
      ? [`\tresponse, err := client.${operation.name}()`]
      : requestLines(operation.name, written)),
    "\tif err != nil {",
    "\t\tlog.Fatal(err)",
    "\t}",
    "\tfmt.Println(response.Body)",
    "}",
    "",
  ].join("\n");
}

function requestLines(operation: string, members: readonly (readonly [string, string])[]): readonly string[] {
  const call = `\tresponse, err := client.${operation}(&kms.${operation}Request{`;
  return members.length === 0 ? [`${call}})`] : [call, ...aligned(members), "\t})"];
}

/** Members of a struct below each other, as gofmt aligns them. */
function aligned(members: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...members.map(([name]) => name.length));
  return members.map(([name, code]) => `\t\t${`${name}:`.padEnd(width + 1)} ${code},`);
}

function notationOf(operation: string): SdkNotation {
  const text = (value: string) => `dara.String(${quoteGo(value)})`;
  const boolean = String;
  return {
    text,
    integer: (digits, bits) => `dara.Int${String(bits)}(${digits})`,
    boolean: (value) => `dara.Bool(${boolean(value)})`,
    json: {
      nothing: "nil",
      text: quoteGo,
      number: String,
      boolean,
      list: (items) => `[]interface{}{${items.join(", ")}}`,
      map: (members) =>
        `map[string]interface{}{${members.map(([name, code]) => `${name}: ${code}`).join(", ")}}`,
    },
    texts: (items) => `[]*string{${items.join(", ")}}`,
    objects: (name, items) => `[]*kms.${operation}Request${name}{${items.join(", ")}}`,
    object: (name, members) =>
      `&kms.${operation}Request${name}{${members.map(([member, code]) => `${member}: ${code}`).join(", ")}}`,
  };
}

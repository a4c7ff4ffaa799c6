import { addressOf, trustComment, type SampleCall } from "../call.ts";
import { camelCase } from "../naming.ts";
import { quoteJava } from "../quoting.ts";
import { sdkMembers } from "./members.ts";
import { write, type SdkNotation } from "./notation.ts";

/** Java by `com.aliyun:kms20160120`. */
export function javaSample(call: SampleCall): string | undefined {
  const members = sdkMembers(call);
  if (members === undefined) return undefined;
  const { operation, region } = call;
  const { host, protocol } = addressOf(call);
  const notation = notationOf(operation.name);
  const setters = members.map(
    ({ name, value }) => `            .set${name}(${write(notation, name, value)})`,
  );
  const takesRequest = operation.fields.length > 0;
  const needsMap = members.some(({ value }) => value.kind === "map" || value.kind === "object");
  return [
    "// com.aliyun:kms20160120",
    ...trustComment(call, "//", "start java with -Djavax.net.ssl.trustStore=ca.p12"),
    "import com.aliyun.kms20160120.Client;",
    ...(takesRequest ? [`import com.aliyun.kms20160120.models.${operation.name}Request;`] : []),
    "import com.aliyun.teaopenapi.models.Config;",
    "import com.google.gson.GsonBuilder;",
    ...(setters.some((setter) => setter.includes("Arrays.")) ? ["import java.util.Arrays;"] : []),
    ...(needsMap ? ["import java.util.LinkedHashMap;", "import java.util.Map;"] : []),
    "",
    `public class ${operation.name}Sample {`,
    "    public static void main(String[] args) throws Exception {",
    "        Client client = new Client(new Config()",
    '            .setAccessKeyId(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"))',
    '            .setAccessKeySecret(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))',
    `            .setRegionId(${quoteJava(region)})`,
    `            .setEndpoint(${quoteJava(host)})`,
    `            .setProtocol(${quoteJava(protocol)}));`,
    ...(takesRequest ? requestLines(operation.name, setters) : []),
    `        Object answer = client.${camelCase(operation.name)}(${takesRequest ? "request" : ""}).getBody();`,
    "        System.out.println(new GsonBuilder().setPrettyPrinting().create().toJson(answer));",
    "    }",
    ...(needsMap ? mapOf : []),
    "}",
    "",
  ].join("\n");
}

function requestLines(operation: string, setters: readonly string[]): readonly string[] {
  const made = `        ${operation}Request request = new ${operation}Request()`;
  return [made, ...setters].map((line, index, lines) => (index === lines.length - 1 ? `${line};` : line));
}

/** A map that may hold null, which `Map.of` may not. */
const mapOf = [
  "",
  "    private static Map<String, Object> mapOf(Object... namesAndValues) {",
  "        Map<String, Object> map = new LinkedHashMap<>();",
  "        for (int i = 0; i < namesAndValues.length; i += 2) {",
  "            map.put((String) namesAndValues[i], namesAndValues[i + 1]);",
  "        }",
  "        return map;",
  "    }",
];

function notationOf(operation: string): SdkNotation {
  const boolean = String;
  const list = (items: readonly string[]) => `Arrays.asList(${items.join(", ")})`;
  return {
    text: quoteJava,
    integer: (digits, bits) => (bits === 64 ? `${digits}L` : digits),
    boolean,
    json: {
      nothing: "null",
      text: quoteJava,
      number: (value) =>
        Number.isInteger(value) && value !== (value | 0) ? `${String(value)}L` : String(value),
      boolean,
      list,
      map: (members) => `mapOf(${members.map(([name, code]) => `${name}, ${code}`).join(", ")})`,
    },
    texts: list,
    objects: (_, items) => list(items),
    object: (name, members) =>
      `new ${operation}Request.${operation}Request${name}()${members.map(([member, code]) => `.set${member}(${code})`).join("")}`,
  };
}

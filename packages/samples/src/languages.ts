import type { Operation } from "@keyferry/protocol";
import type { SampleCall } from "./call.ts";
import { kebabCase, snakeCase } from "./naming.ts";
import { goSample } from "./official/go.ts";
import { javaSample } from "./official/java.ts";
import { phpSample } from "./official/php.ts";
import { pythonSample } from "./official/python.ts";
import { keyferrySdkSample } from "./script/keyferry-sdk.ts";
import { typescriptSample } from "./script/typescript.ts";
import { aliyunCliSample } from "./shell/aliyun-cli.ts";
import { curlSample } from "./shell/curl.ts";
import { keyferryCliSample } from "./shell/keyferry-cli.ts";
import { terraformSample } from "./terraform/terraform.ts";

/** A language, or a tool, that samples are written for. */
export type SampleLanguageId =
  | "typescript"
  | "keyferry-sdk"
  | "python"
  | "go"
  | "java"
  | "php"
  | "aliyun-cli"
  | "keyferry-cli"
  | "curl"
  | "terraform";

/** What is known of a language. */
export interface SampleLanguage {
  readonly id: SampleLanguageId;
  /** For people: what stands on its tab. */
  readonly label: string;
  /** The library or program that makes the call, as its registry names it. */
  readonly by: string;
  /** How it is written: what a highlighter needs to know. */
  readonly syntax: "typescript" | "python" | "go" | "java" | "php" | "shell" | "hcl";
  /** A name for the file that a sample of an operation is saved as. */
  readonly fileName: (operation: Pick<Operation, "name">) => string;
  /** What tests do with the sample of every operation: `run` against a server, or `parsed` by the language's own parser. */
  readonly checked: "run" | "parsed";
}

interface Writer extends SampleLanguage {
  readonly write: (call: SampleCall) => string | undefined;
}

const script = {
  syntax: "typescript",
  fileName: ({ name }) => `${kebabCase(name)}.ts`,
} as const satisfies Partial<Writer>;
const shell = {
  syntax: "shell",
  fileName: ({ name }) => `${kebabCase(name)}.sh`,
} as const satisfies Partial<Writer>;

const writers: readonly Writer[] = [
  {
    id: "typescript",
    label: "TypeScript",
    by: "@alicloud/openapi-client",
    ...script,
    checked: "run",
    write: typescriptSample,
  },
  {
    id: "keyferry-sdk",
    label: "@keyferry/sdk",
    by: "@keyferry/sdk",
    ...script,
    checked: "run",
    write: keyferrySdkSample,
  },
  {
    ...{ id: "python", label: "Python", by: "alibabacloud_kms20160120", syntax: "python", checked: "parsed" },
    fileName: ({ name }) => `${snakeCase(name)}.py`,
    write: pythonSample,
  },
  {
    ...{
      id: "go",
      label: "Go",
      by: "github.com/alibabacloud-go/kms-20160120",
      syntax: "go",
      checked: "parsed",
    },
    fileName: ({ name }) => `${snakeCase(name)}.go`,
    write: goSample,
  },
  {
    ...{ id: "java", label: "Java", by: "com.aliyun:kms20160120", syntax: "java", checked: "parsed" },
    fileName: ({ name }) => `${name}Sample.java`,
    write: javaSample,
  },
  {
    ...{ id: "php", label: "PHP", by: "alibabacloud/kms-20160120", syntax: "php", checked: "parsed" },
    fileName: ({ name }) => `${kebabCase(name)}.php`,
    write: phpSample,
  },
  {
    id: "aliyun-cli",
    label: "aliyun CLI",
    by: "aliyun",
    ...shell,
    checked: "parsed",
    write: withoutNul(aliyunCliSample),
  },
  {
    id: "keyferry-cli",
    label: "keyferry CLI",
    by: "@keyferry/cli",
    ...shell,
    checked: "run",
    write: withoutNul(keyferryCliSample),
  },
  { id: "curl", label: "curl", by: "curl, openssl", ...shell, checked: "run", write: withoutNul(curlSample) },
  {
    ...{ id: "terraform", label: "Terraform", by: "aliyun/alicloud", syntax: "hcl", checked: "parsed" },
    fileName: ({ name }) => `${snakeCase(name)}.tf`,
    write: terraformSample,
  },
];

/** The languages, in the order in which people look for them. */
export const sampleLanguages: readonly SampleLanguage[] = writers;

/**
 * Sample code of exactly one call. The access key comes from the environment when the sample runs, and is never in it.
 *
 * @returns undefined where the language cannot make the call, or a value is not of the type that its library takes
 * @throws TypeError for an endpoint that is no http or https origin
 */
export function sampleOf(language: SampleLanguageId, call: SampleCall): string | undefined {
  return writers.find(({ id }) => id === language)?.write(call);
}

/** A word of a shell cannot hold the character NUL. */
function withoutNul(write: Writer["write"]): Writer["write"] {
  return (call) =>
    Object.values(call.parameters).some((text) => text.includes("\0")) ? undefined : write(call);
}

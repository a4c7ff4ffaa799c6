import { addressOf, trustComment, type SampleCall } from "../call.ts";
import { parametersOf } from "../parameters.ts";
import { quoteShell } from "../quoting.ts";

/** The `aliyun` command. It knows Alibaba Cloud's own operations. */
export function aliyunCliSample(call: SampleCall): string | undefined {
  const { operation, region } = call;
  if (operation.api === "kms/keyferry/2026-12-01") return undefined;
  const { host, protocol } = addressOf(call);
  const options = parametersOf(call).map(([name, text]) => `--${name} ${quoteShell(text)}`);
  const overHttp = protocol === "http" ? ["--insecure"] : [];
  return [
    "# Reads ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.",
    ...(protocol === "http" ? ["# --insecure calls over http."] : []),
    ...trustComment(call, "#", "set SSL_CERT_FILE=ca.pem"),
    [
      `aliyun ${operation.product} ${operation.name}`,
      `--version ${operation.version} --force`,
      ...[`--region ${quoteShell(region)}`, `--endpoint ${quoteShell(host)}`, ...overHttp],
      ...options,
    ].join(" \\\n  "),
    "",
  ].join("\n");
}

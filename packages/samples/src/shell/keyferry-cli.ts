import { trustComment, type SampleCall } from "../call.ts";
import { itemsOf, parametersOf } from "../parameters.ts";
import { quoteShell } from "../quoting.ts";

/** The `keyferry` command. It has no operations of the Security Token Service. */
export function keyferryCliSample(call: SampleCall): string | undefined {
  const { operation, endpoint } = call;
  if (operation.product === "sts") return undefined;
  const parameters = parametersOf(call);
  const repeated = operation.fields.filter((field) => field.repeated).map(({ name }) => name);
  const single = parameters.filter(([name]) => !repeated.some((list) => name.startsWith(`${list}.`)));
  const options = [
    ...single,
    ...repeated.flatMap((list) =>
      itemsOf(list, parameters).map(
        (item) => [list, typeof item === "string" ? item : JSON.stringify(item)] as const,
      ),
    ),
  ].map(([name, text]) => `--${name} ${quoteShell(text)}`);
  return [
    "# npm install --global @keyferry/cli",
    ...trustComment(call, "#", "set KEYFERRY_CA=ca.pem"),
    'export KEYFERRY_ACCESS_KEY_ID="$ALIBABA_CLOUD_ACCESS_KEY_ID"',
    'export KEYFERRY_ACCESS_KEY_SECRET="$ALIBABA_CLOUD_ACCESS_KEY_SECRET"',
    [`keyferry call ${operation.name}`, `--endpoint ${quoteShell(endpoint)}`, ...options].join(" \\\n  "),
    "",
  ].join("\n");
}

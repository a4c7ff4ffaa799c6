import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const rule = "no-restricted-syntax";

/** What the rule says of a line, as if it stood in a file. */
async function complaintsOf(line: string, file: string): Promise<readonly string[]> {
  const eslint = new ESLint({ cwd: root });
  const config = (await eslint.calculateConfigForFile(file)) as {
    readonly rules: Readonly<Record<string, unknown>>;
  };
  const bare = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [{ rules: { [rule]: config.rules[rule] as "off" } }],
  });
  const [result] = await bare.lintText(line, { filePath: "line.js" });
  return result?.messages.map(({ message }) => message) ?? [];
}

it.each(["packages/kms/src/kms.ts", "packages/gateway/src/gateway.ts", "apps/server/src/server.ts"])(
  "no clock but one that is given tells the time in %s",
  async (file) => {
    for (const line of ["Date.now();", "new Date();", "const day = new Date().getDay();"]) {
      expect(await complaintsOf(line, file)).toEqual(["Take a clock, so that tests can move it."]);
    }
    for (const line of ["const clock = Date.now;", "new Date(0);", "performance.now();"]) {
      expect(await complaintsOf(line, file)).toEqual([]);
    }
  },
);

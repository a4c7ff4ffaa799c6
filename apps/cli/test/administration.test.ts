import { expect, it } from "vitest";
import { runProgram } from "./built-program.ts";
import { temporaryFolder } from "./keyferry.ts";

it.each([
  ["users"],
  ["instances"],
  ["messages"],
  ["policy", "check", "--as", "root", "--action", "kms:Decrypt", "--resource", "*"],
])(
  "keyferry %s hands on what keyferry-server says, and its exit code",
  { timeout: 20_000 },
  async (command, ...more) => {
    const folder = temporaryFolder();
    expect(await runProgram([command, ...more, "--data", "none"], { folder })).toEqual({
      exitCode: 1,
      out: "",
      err: "keyferry-server: there is no store none/keys.db\n",
    });
    const help = await runProgram([command, "--help"], { folder });
    expect(help).toMatchObject({ exitCode: 0, err: "" });
    expect(help.out).toContain(`keyferry-server ${command}`);
  },
);

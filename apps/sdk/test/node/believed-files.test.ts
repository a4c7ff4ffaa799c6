import { execFileSync } from "node:child_process";
import { chmodSync, rmSync, symlinkSync } from "node:fs";
import { dirname } from "node:path";
import { createCliProfileCredentials, createCredentialsFileCredentials } from "@keyferry/sdk/node";
import { describe, expect, it } from "vitest";
import { fileWith } from "./files.ts";

const accessKey = { access_key_id: "LTAI-a", access_key_secret: "s" };
const kinds = [
  {
    kind: "a profile of the aliyun CLI",
    create: (file: string) => createCliProfileCredentials({ file, environment: {} }),
    text: JSON.stringify({ current: "a", profiles: [{ name: "a", mode: "AK", ...accessKey }] }),
  },
  {
    kind: "a credentials file",
    create: (file: string) => createCredentialsFileCredentials({ file, environment: {} }),
    text: "[default]\ntype = access_key\naccess_key_id = LTAI-a\naccess_key_secret = s\n",
  },
];

describe.each(kinds)("$kind", ({ create, text }) => {
  const refusalOf = (file: string) =>
    create(file)().then(
      () => undefined,
      (error: unknown) => error as Error,
    );

  it.each([0o600, 0o644, 0o640])("is believed with the mode %o, also behind a link", async (mode) => {
    const file = fileWith(text);
    chmodSync(file, mode);
    symlinkSync("file", `${file}.link`);
    for (const path of [file, `${file}.link`]) {
      expect(await create(path)()).toEqual({ accessKeyId: "LTAI-a", accessKeySecret: "s" });
    }
  });

  it("is not believed where everybody can change it, or its folder", async () => {
    const file = fileWith(text);
    const folder = dirname(file);
    chmodSync(file, 0o646);
    expect(await refusalOf(file)).toMatchObject({
      reason: "unreadable",
      message: `${file} can be changed by other users (mode 0646): chmod go-w ${file}`,
    });
    chmodSync(file, 0o600);
    chmodSync(folder, 0o707);
    expect(await refusalOf(file)).toMatchObject({
      reason: "unreadable",
      message: `${folder} can be changed by other users (mode 0707): chmod go-w ${folder}`,
    });
    // In a folder such as /tmp nobody can move what is another's.
    chmodSync(folder, 0o1777);
    expect(await refusalOf(file)).toBeUndefined();
  });

  it("is never waited for", async () => {
    const file = fileWith(text);
    const folder = dirname(file);
    rmSync(file);
    execFileSync("mkfifo", ["-m", "600", file]);
    expect(await refusalOf(file)).toMatchObject({
      reason: "unreadable",
      message: `${file} is a pipe: name a file`,
    });
    expect(await refusalOf(folder)).toMatchObject({
      reason: "unreadable",
      message: `${folder} is a folder: name a file`,
    });
  });
});

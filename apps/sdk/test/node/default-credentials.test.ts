import { createDefaultCredentials } from "@keyferry/sdk/node";
import { describe, expect, it } from "vitest";
import { absentFile, fileWith } from "./files.ts";

const environment = { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-env", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s" };
const cli = (mode = "AK") =>
  JSON.stringify({
    current: "a",
    profiles: [{ name: "a", mode, access_key_id: "LTAI-cli", access_key_secret: "s" }],
  });
const ini = (name = "default") =>
  `[${name}]\ntype = access_key\naccess_key_id = LTAI-ini\naccess_key_secret = s\n`;

describe("credentials by default", () => {
  it("are the environment's first", async () => {
    const provider = createDefaultCredentials({ environment, cliFile: fileWith(cli()) });
    expect(await provider()).toMatchObject({ accessKeyId: "LTAI-env" });
  });

  it("are the aliyun CLI's then", async () => {
    const files = { cliFile: fileWith(cli()), credentialsFile: fileWith(ini()) };
    expect(await createDefaultCredentials({ environment: {}, ...files })()).toMatchObject({
      accessKeyId: "LTAI-cli",
    });
  });

  it("are the credentials file's last", async () => {
    const files = { cliFile: absentFile(), credentialsFile: fileWith(ini()) };
    expect(await createDefaultCredentials({ environment: {}, ...files })()).toMatchObject({
      accessKeyId: "LTAI-ini",
    });
  });

  it("are of the named profile, wherever it is, and not the environment's", async () => {
    const files = { cliFile: fileWith(cli()), credentialsFile: fileWith(ini("team")) };
    const provider = createDefaultCredentials({ environment, profile: "team", ...files });
    expect(await provider()).toMatchObject({ accessKeyId: "LTAI-ini" });
  });

  it("are an error where there is something that cannot be used: nobody is somebody else by mistake", async () => {
    const files = { cliFile: fileWith(cli("CloudSSO")), credentialsFile: fileWith(ini()) };
    const provider = createDefaultCredentials({ environment: {}, ...files });
    await expect(provider()).rejects.toMatchObject({ name: "CredentialsError", reason: "unsupported" });
  });

  it("are missing when they are nowhere, and all places are named", async () => {
    const files = { cliFile: absentFile(), credentialsFile: absentFile() };
    const asking = createDefaultCredentials({ environment: {}, ...files })();
    await expect(asking).rejects.toMatchObject({ reason: "missing" });
    await expect(asking).rejects.toThrow(files.cliFile);
    await expect(asking).rejects.toThrow(files.credentialsFile);
    await expect(asking).rejects.toThrow("ALIBABA_CLOUD_ACCESS_KEY_ID");
  });
});

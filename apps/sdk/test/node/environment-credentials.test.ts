import { createEnvironmentCredentials } from "@keyferry/sdk/node";
import { describe, expect, it, onTestFinished, vi } from "vitest";

const key = { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-a", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s" };

describe("credentials of the environment", () => {
  it("are an access key", () => {
    expect(createEnvironmentCredentials({ environment: key })()).toEqual({
      accessKeyId: "LTAI-a",
      accessKeySecret: "s",
    });
  });

  it("are temporary when there is a token", () => {
    const environment = { ...key, ALIBABA_CLOUD_SECURITY_TOKEN: "token" };
    expect(createEnvironmentCredentials({ environment })()).toMatchObject({ securityToken: "token" });
  });

  it.each([
    {},
    { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-a" },
    { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s" },
    { ...key, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" },
    { ALIBABA_CLOUD_SECURITY_TOKEN: "token" },
  ])("are missing in %j", (environment) => {
    expect(createEnvironmentCredentials({ environment })).toThrow(
      expect.objectContaining({ name: "CredentialsError", reason: "missing" }),
    );
  });

  it("are those of the process, as they are when they are asked for", () => {
    const provider = createEnvironmentCredentials();
    vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI-b");
    vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect(provider()).toMatchObject({ accessKeyId: "LTAI-b" });
  });
});

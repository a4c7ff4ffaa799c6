import { describe, expect, it } from "vitest";
import { keyferry, temporaryFolder } from "./keyferry.ts";

const keygen = ["keygen", "--spec", "RSA_2048", "--out", "recipient"];
const openIn = ["open", "--algorithm", "RSAES_OAEP_SHA_1", "--in", "exported.txt"];

describe("a token on the command line", () => {
  const half = ["--pkcs11-module", "/nowhere.so"];
  const whole = [...half, "--pkcs11-token-label", "a"];
  it.each([
    [[...keygen, ...half], "--pkcs11-token-label, the label of the token, is missing."],
    [[...keygen, "--pkcs11-pin-file", "pin"], "--pkcs11-module, the module's library, is missing."],
    [
      ["keygen", "--spec", "EC_SM2", "--out", "recipient", ...whole],
      "a token takes exports in by RSA_2048, not by EC_SM2.",
    ],
    [openIn, "--private-key, or a token and --key, is missing."],
    [
      [...openIn, "--key", "00"],
      "--key is of a token: --pkcs11-module and --pkcs11-token-label are missing.",
    ],
    [[...openIn, ...whole], "--key, the private key in the token, is missing."],
    [
      [...openIn, ...whole, "--key", "label"],
      "--key is not the name of a key in a token, which keygen writes to key.txt.",
    ],
    [
      [...openIn, ...whole, "--private-key", "private.pem"],
      "--private-key is of no use with a token: name its --key.",
    ],
    [
      [...openIn, ...whole, "--key", "00", "--out", "data.key"],
      "--out is of no use with a token: the data key stays in it.",
    ],
    [["demo", "--crypto", "pkcs11"], "--crypto pkcs11 needs --pkcs11-module and --pkcs11-token-label."],
  ])("is named whole, and only where it is of use: %s", async (args, message) => {
    const outcome = await keyferry(args, { folder: temporaryFolder() });
    expect(outcome).toEqual({ exitCode: 1, out: "", err: `keyferry: ${message}\n` });
  });
});

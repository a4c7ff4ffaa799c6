import { compareTexts, serverStringToSign, signatureSteps } from "@keyferry/signature/steps";
import { describe, expect, it } from "vitest";
import { map, signingSecret } from "./requests.ts";

function stringToSign(value: string, scheme: "V1" | "ACS3-HMAC-SHA256" = "V1") {
  const parts = {
    host: "h",
    action: "A",
    version: "1",
    format: "JSON",
    accessKeyId: "id",
    nonce: "n",
  } as const;
  const parameters = map({ KeyId: value });
  return signatureSteps({
    ...parts,
    scheme,
    method: "GET",
    parameters,
    accessKeySecret: signingSecret,
    time: 0,
  });
}

function differences(client: string, server: string) {
  const { client: here, server: there, within } = compareTexts(client, server) ?? {};
  const cut = (side: typeof here) => side && side.text.slice(side.different.from, side.different.to);
  return [cut(here), cut(there), within?.name];
}

describe("the texts of client and server", () => {
  it("are told apart at the parameter that differs, whole characters of it", () => {
    const client = stringToSign("a b").stringToSign;
    expect(differences(client, stringToSign("a/b").stringToSign)).toEqual(["%2520", "%252F", "KeyId"]);
    expect(differences(client, stringToSign("ab").stringToSign)).toEqual(["%2520", "", "KeyId"]);
    expect(differences(client, client.replace("%2520", "%2B"))).toEqual(["%2520", "%2B", "KeyId"]);
  });

  it("are told apart in a canonical request, too", () => {
    const [client] = stringToSign("a b", "ACS3-HMAC-SHA256").steps;
    const [server] = stringToSign("a*b", "ACS3-HMAC-SHA256").steps;
    expect(differences(client.text, server.text)).toEqual(["%20", "%2A", "KeyId"]);
    const other = client.text.replace("host:h", "host:other");
    expect(differences(client.text, other)).toEqual(["h", "other", "host"]);
  });

  it("are told apart where one ends before the other", () => {
    expect(differences("GET&%2F&a%3Db", "GET&%2F&a%3Db%26c%3Dd")).toEqual(["", "%26c%3Dd", undefined]);
    expect(differences("", "x")).toEqual(["", "x", undefined]);
  });

  it("are not told apart when they are equal", () => {
    expect(compareTexts("GET&%2F&a%3Db", "GET&%2F&a%3Db")).toBeNull();
  });
});

describe("the server's string to sign", () => {
  it("is the end of the message", () => {
    const message = "Specified signature is not matched. server string to sign is:ACS3-HMAC-SHA256\nabc";
    expect(serverStringToSign(message)).toBe("ACS3-HMAC-SHA256\nabc");
    expect(serverStringToSign("Something else.")).toBeUndefined();
  });
});

import type { JsonSchema } from "./schemas.ts";

/** A parameter that is not an operation's own. */
export interface CommonParameter {
  readonly name: string;
  readonly in: "query" | "header";
  readonly description: string;
  readonly schema: JsonSchema;
}

const text: JsonSchema = { type: "string" };
const time: JsonSchema = { type: "string", format: "date-time" };
const version: JsonSchema = { type: "string", const: "2016-01-20" };

/** Says by whose requests a parameter is needed. */
export const neededBy = (scheme: "V1" | "ACS") => `Every request of ${scheme} has it`;

/** A parameter of the query. */
export const query = (name: string, description: string, schema: JsonSchema = text): CommonParameter => ({
  name,
  in: "query",
  description,
  schema,
});

/** A header. */
export const header = (name: string, description: string, schema: JsonSchema = text): CommonParameter => ({
  name,
  in: "header",
  description,
  schema,
});

/**
 * Parameters that every request has, or may have. None is required: OpenAPI has no way to say that one is needed under one
 * scheme and not under another, and the descriptions say it.
 */
export const commonParameters: Readonly<Record<string, CommonParameter>> = {
  Format: query("Format", "Of the answer. By default XML under V1, JSON under ACS", {
    type: "string",
    enum: ["JSON", "XML"],
  }),
  Version: query("Version", neededBy("V1"), version),
  AccessKeyId: query("AccessKeyId", neededBy("V1")),
  SignatureMethod: query("SignatureMethod", neededBy("V1"), { type: "string", const: "HMAC-SHA1" }),
  SignatureVersion: query("SignatureVersion", neededBy("V1"), { type: "string", const: "1.0" }),
  Timestamp: query("Timestamp", `${neededBy("V1")}: when it was signed, in UTC`, time),
  SignatureNonce: query(
    "SignatureNonce",
    "Of V1: a text that was never used with the access key before. A server may ask for it",
  ),
  SecurityToken: query("SecurityToken", "Of V1, with a temporary access key"),
  AcsVersion: header("x-acs-version", neededBy("ACS"), version),
  AcsDate: header("x-acs-date", `${neededBy("ACS")}: when it was signed, in UTC`, time),
  AcsSignatureNonce: header(
    "x-acs-signature-nonce",
    `${neededBy("ACS")}: a text that was never used with the access key before`,
  ),
  AcsContentSha256: header(
    "x-acs-content-sha256",
    `${neededBy("ACS")}: SHA-256 of the body, which may be empty, in hexadecimal`,
    { type: "string", pattern: "^[0-9a-f]{64}$" },
  ),
  AcsSecurityToken: header("x-acs-security-token", "Of ACS, with a temporary access key"),
};

import { remedyFor, type ErrorCode } from "@keyferry/protocol";

/** What to do about a code when nothing more is known of the refusal. */
export const codeAdvice: Readonly<Partial<Record<ErrorCode, string>>> = {
  MissingParameter: "Send the parameter. An empty value counts as absent.",
  ParseRequestParameterException:
    "Percent-encode UTF-8 text. Send no parameter twice, in query and form together, and no header that the server acts on.",
  UnsupportedHTTPMethod: "Use GET or POST; a few operations take POST alone.",
  RequestEntityTooLarge:
    "Target and headers together, and the body, may have 262,144 bytes each. There may be 128 headers and 1,000 parameters.",
  MissingAction:
    "Name the operation: V1 in the parameter Action, the ACS schemes in the header x-acs-action.",
  MissingVersion:
    "Name the API's version: V1 in the parameter Version, the ACS schemes in the header x-acs-version.",
  InvalidVersion: "The version of KMS is 2016-01-20, that of STS 2015-04-01.",
  "InvalidAction.NotFound": "The path must be /, and Action an operation's name in its very spelling.",
  "InvalidProduct.NotFound":
    "A Host chooses region or instance within its gateway. Use a name of this gateway, a loopback address, or localhost.",
  "Forbidden.CrossOrigin":
    "A web page of elsewhere sent this, and nothing was done. If the page is yours, start the server with --allow-origin and the page's origin.",
  UnsupportedOperation: "Not every operation is on every gateway, and not every key can do everything.",
  MissingAccessKeyId:
    "V1 sends AccessKeyId; the ACS schemes send it in Credential of the Authorization header.",
  MissingSignature: "V1 sends Signature; the ACS schemes send it in the Authorization header.",
  MissingTimestamp: "V1 sends Timestamp; the ACS schemes send the header x-acs-date.",
  IncompleteSignature:
    "The ACS schemes sign host, content-type and every x-acs-* header that is sent, and name them in SignedHeaders.",
  "InvalidAccessKeyId.NotFound":
    "The server knows no such access key: look for a typing error, and for id and secret in each other's place.",
  "InvalidAccessKeyId.Inactive": "The access key is switched off.",
  SignatureNonceUsed:
    "Use a new nonce for every request, retries included. A nonce stays used for 31 minutes; make it from 128 random bits.",
  MissingSecurityToken:
    "An access key id that begins with STS. is temporary: send its security token as well.",
  "InvalidSecurityToken.Expired": "Ask for new temporary credentials.",
  "InvalidSecurityToken.Malformed":
    "Send the security token to the letter as it was given; it may have been cut.",
  "InvalidSecurityToken.MismatchWithAccessKey":
    "The token was given for another access key id; a permanent access key has none.",
  NoPermission:
    "To assume a role, its trust policy has to allow it, and so have the caller's own policies, unless the caller is a root.",
  "EntityNotExist.Role": "The account has no such role: look at the account and the name in RoleArn.",
  "Rejected.Throttling": "Wait for the milliseconds that the header x-acs-retry-after tells.",
  "Forbidden.KeyNotFound": "The account has no such key in this region: look at region, account and id.",
  "Forbidden.KeyVersionNotFound": `The key has no such version: ${remedyFor("Forbidden.KeyVersionNotFound")}.`,
  "Forbidden.AliasNotFound": `The account has no such alias in this region: ${remedyFor("Forbidden.AliasNotFound")}.`,
  "Unsupported.Alias": "This operation takes the id or the ARN of a key, not an alias.",
  "Rejected.Disabled": `The key is disabled: ${remedyFor("Rejected.Disabled")}.`,
  "Rejected.PendingDeletion": `The key waits for its deletion: ${remedyFor("Rejected.PendingDeletion")}.`,
  "Rejected.DeletionProtected": `It is protected from deletion: ${remedyFor("Rejected.DeletionProtected")}.`,
  "Rejected.PendingImport": "The key has no material yet.",
  DryRunOperationError: "This is a success: without DryRun the request would be performed.",
  InternalFailure: "The fault is the server's own. Its log tells more, under the id of the request.",
  ServiceUnavailableTemporary: "The fault is the server's own and may pass: send the request again.",
};

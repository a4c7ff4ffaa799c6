import { errorCatalogue, ServiceError, serviceError, type ErrorCode } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";

describe("the error catalogue", () => {
  it.each<[ErrorCode, number, string]>([
    ["InvalidParameter", 400, "The specified parameter is not valid."],
    ["InternalFailure", 500, "Internal Failure."],
    ["MissingParameter", 400, 'The parameter "<name>" is needed but not provided.'],
    ["Forbidden.KeyNotFound", 404, "The specified Key is not found."],
    ["Forbidden.KeyVersionNotFound", 404, "The specified Key version is not found."],
    ["Forbidden.AliasNotFound", 404, "The specified Alias is not found."],
    ["Forbidden.NoPermission", 403, "This operation is forbidden by permission system."],
    ["AliasAlreadyExists", 400, "AliasName Already Exists."],
    ["UnsupportedOperation", 400, "This action is not supported."],
    ["Rejected.UnsupportedOperation", 400, "Unsupported operation."],
    [
      "Rejected.LimitExceeded",
      400,
      "The request was rejected because user create resource limit was exceeded.",
    ],
    ["Rejected.Disabled", 409, "The request was rejected because the key state is Disabled."],
    ["Rejected.PendingDeletion", 409, "The request was rejected because the key state is PendingDeletion."],
    ["Rejected.PendingImport", 409, "The request was rejected because the key state is PendingImport."],
    ["Rejected.StateModifiedFailed", 409, "Keystate modified failed."],
    ["InvalidAccessKeyId.NotFound", 404, "Specified access key is not found."],
    ["SignatureDoesNotMatch", 400, "Specified signature is not matched with our calculation."],
    ["SignatureNonceUsed", 400, "Specified signature nonce was used already."],
    ["InvalidTimeStamp.Expired", 400, "Specified time stamp or date value is expired."],
    ["ServiceUnavailableTemporary", 503, "Service Unavailable Temporary."],
    [
      "DryRunOperationError",
      400,
      "The request passes the dry run. If you do not configure the DryRun parameter and retain the other parameter configurations to call the same operation, the operation will be performed.",
    ],
    ["ValidationError", 400, "A parameter value in the request is invalid."],
    [
      "AccessDeniedError",
      403,
      "You do not have the permissions to access the resources that you want to manage.",
    ],
  ])("has %s with the documented status and sentence", (code, status, message) => {
    expect(errorCatalogue[code]).toEqual({ status, message });
  });

  it.each<[ErrorCode, number]>([
    ["MissingAction", 400],
    ["MissingVersion", 400],
    ["MissingAccessKeyId", 400],
    ["MissingSignature", 400],
    ["MissingTimestamp", 400],
    ["InvalidVersion", 400],
    ["InvalidAction.NotFound", 404],
    ["IncompleteSignature", 400],
    ["InvalidTimeStamp.Format", 400],
    ["UnsupportedHTTPMethod", 403],
    ["RequestEntityTooLarge", 413],
    ["ParseRequestParameterException", 400],
    ["DryRunOperationError", 400],
    ["ValidationError", 400],
    ["AccessDeniedError", 403],
  ])("answers %s with HTTP status %i", (code, status) => {
    expect(errorCatalogue[code].status).toBe(status);
  });

  it("has codes and statuses that can travel", () => {
    for (const [code, { status, message }] of Object.entries(errorCatalogue)) {
      expect(code).toMatch(/^[A-Za-z.]+$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(message).not.toBe("");
    }
  });
});

describe("serviceError", () => {
  it("is the catalogue's sentence, word for word", () => {
    const error = serviceError("Forbidden.KeyNotFound");
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      name: "ServiceError",
      code: "Forbidden.KeyNotFound",
      status: 404,
      message: "The specified Key is not found.",
      requestId: undefined,
    });
  });

  it("then the parameter and the reason", () => {
    const detail = { parameter: "PublicKeyBlob", reason: "exponent 1 is too small" };
    expect(serviceError("InvalidParameter", detail).message).toBe(
      "The specified parameter is not valid. PublicKeyBlob: exponent 1 is too small.",
    );
    expect(serviceError("UnsupportedOperation", { reason: "It has a full stop." }).message).toBe(
      "This action is not supported. It has a full stop.",
    );
  });

  it("names a missing parameter inside the sentence, whatever is in the name", () => {
    expect(serviceError("MissingParameter", { parameter: "$&" }).message).toBe(
      'The parameter "$&" is needed but not provided.',
    );
  });

  it("ends in the exact text that clients compare", () => {
    const exactly = "server string to sign is:POST&%2F&a%3Db";
    expect(serviceError("SignatureDoesNotMatch", { exactly }).message).toBe(
      `Specified signature is not matched with our calculation. ${exactly}`,
    );
  });

  it("keeps its cause", () => {
    const cause = new Error("the disk is full");
    expect(serviceError("InternalFailure", { cause }).cause).toBe(cause);
    expect(serviceError("InternalFailure", { cause }).message).toBe("Internal Failure.");
  });
});

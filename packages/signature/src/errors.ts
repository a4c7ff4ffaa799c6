/**
 * Wire codes of a request whose signature cannot even be checked.
 *
 * - `MissingAccessKeyId`, `MissingSignature`, `MissingTimestamp`: the part is absent or empty.
 * - `IncompleteSignature`: the Authorization header is malformed, the signature method or version is unknown, or
 *   a part that must be signed is not.
 */
export type SignatureErrorCode =
  "MissingAccessKeyId" | "MissingSignature" | "MissingTimestamp" | "IncompleteSignature";

/**
 * A request does not claim a signature in a form that can be checked. `code` is API and goes on the wire; the
 * message is for people and quotes nothing from the request but names of headers and parameters.
 *
 * @example
 * try {
 *   readClaim(request);
 * } catch (error) {
 *   if (error instanceof SignatureError) respond(error.status, error.code, error.message);
 *   else throw error;
 * }
 */
export class SignatureError extends Error {
  override readonly name = "SignatureError";
  readonly code: SignatureErrorCode;
  /** HTTP status of the answer. */
  readonly status = 400;

  constructor(code: SignatureErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

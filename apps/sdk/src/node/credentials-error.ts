/**
 * Why there are no credentials.
 *
 * - `missing`: no such file, variable or profile, or an empty one.
 * - `unreadable`: a file that cannot be opened or understood, or a profile that lacks something.
 * - `unsupported`: a kind of profile that is not known here.
 */
export type CredentialsErrorReason = "missing" | "unreadable" | "unsupported";

/** What the providers of this entry throw. `reason` is API; the message quotes nothing of a file or variable's content. */
export class CredentialsError extends Error {
  override readonly name = "CredentialsError";
  readonly reason: CredentialsErrorReason;

  constructor(reason: CredentialsErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

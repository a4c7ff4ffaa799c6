/** An error as the users of a client read it, from wherever that client keeps its parts. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  readonly requestId: string;
  readonly status: number;

  constructor(
    parts: {
      readonly code: string;
      readonly message: string;
      readonly requestId: string;
      readonly status: number;
    },
    options: ErrorOptions,
  ) {
    super(parts.message, options);
    this.code = parts.code;
    this.requestId = parts.requestId;
    this.status = parts.status;
  }
}

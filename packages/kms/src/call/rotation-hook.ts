/** A value of a managed secret: texts by the names that its type gives them. */
export type ManagedValue = Readonly<Record<string, string>>;

/** What a managed secret is of: an object that names it, and how its value is renewed. */
export interface ExtendedConfig extends Readonly<Record<string, unknown>> {
  readonly SecretSubType: string;
  /** The caller's own: texts by names. */
  readonly CustomData: Readonly<Record<string, string>>;
}

/** A value of a secret, as a hook is told of it. */
export interface ToldValue {
  readonly VersionId: string;
  readonly SecretData: ManagedValue;
}

/** What a hook is asked. It is JSON: it may be sent as it is. */
export interface RotationQuestion {
  /**
   * `create`: make the next value, and let nothing use it yet. It is answered by `{"SecretData":{...}}`, or by `{}` where
   * `Proposed` is to be it. If the answer is lost, it is asked again, and another value is made.
   *
   * `apply`: have `New` accepted where the secret is used. It is kept already, and becomes the current value once this is
   * answered by an object. If the answer is lost, it is asked again, with the same value.
   */
  readonly Step: "create" | "apply";
  readonly SecretArn: string;
  readonly SecretName: string;
  readonly SecretType: string;
  readonly ExtendedConfig: ExtendedConfig;
  /** The value that readers get. Absent where the secret is not made yet. */
  readonly Current?: ToldValue;
  /** The value before it; of two accounts, that of the other one. */
  readonly Previous?: ToldValue;
  /** With `create`, where the service can make the next value: an account or a user with another password. */
  readonly Proposed?: ManagedValue;
  /** With `apply`. */
  readonly New?: ToldValue;
}

/** Renews values where they are used, such as passwords in a database. Whoever runs the service gives it. */
export interface RotationHook {
  /** How long a question takes at most, in milliseconds: whoever implements it sees to that. */
  readonly timeLimit: number;
  /**
   * Answers a question: JSON as it was read, which the service checks.
   *
   * @throws RotationHookError, and no other error
   */
  ask(question: RotationQuestion): Promise<unknown>;
}

/** Why a hook has not done what it was asked. Its message is told to callers and in the log: it holds no secret. */
export class RotationHookError extends Error {
  override readonly name = "RotationHookError";
}

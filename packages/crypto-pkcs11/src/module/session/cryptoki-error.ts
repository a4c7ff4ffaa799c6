/** What a function of the module answered other than CKR_OK. The message names the function and the CKR code. */
export class CryptokiError extends Error {
  override readonly name = "CryptokiError";
  /** The number of the CKR code. */
  readonly code: number;

  constructor(what: string, codeName: string, code: number) {
    super(`${what} answered ${codeName}`);
    this.code = code;
  }
}

/** The module or its token is not as it should be: an object is missing, altered, or not what was asked for. */
export class TokenFault extends Error {
  override readonly name = "TokenFault";
}

/** The token does not take the PIN. It must not be tried again, since retries lock tokens. */
export class PinRefused extends Error {
  override readonly name = "PinRefused";
}

const codeForm = /(CKR_\w+):(\d+)/;

/** Calls a function of the module. `what` names it in the error. */
export function calling<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [, name, digits] = codeForm.exec(error.message) ?? [];
    if (name !== undefined) throw new CryptokiError(what, name, Number(digits));
    if ("code" in error && typeof error.code === "number" && error.code !== 0) {
      throw new CryptokiError(what, error.message, error.code);
    }
    throw error;
  }
}

const deviceError = 0x30;

/** Codes after which nothing about the session or the token is sure (PKCS #11 3.1 5.1). */
const losses: ReadonlySet<number> = new Set([
  0x02, // CKR_HOST_MEMORY
  0x03, // CKR_SLOT_ID_INVALID
  deviceError,
  0x31, // CKR_DEVICE_MEMORY
  0x32, // CKR_DEVICE_REMOVED
  0x60, // CKR_KEY_HANDLE_INVALID
  0x82, // CKR_OBJECT_HANDLE_INVALID
  0x90, // CKR_OPERATION_ACTIVE
  0x91, // CKR_OPERATION_NOT_INITIALIZED
  0xb0, // CKR_SESSION_CLOSED
  0xb1, // CKR_SESSION_COUNT
  0xb3, // CKR_SESSION_HANDLE_INVALID
  0xe0, // CKR_TOKEN_NOT_PRESENT
  0xe1, // CKR_TOKEN_NOT_RECOGNIZED
  0xf0, // CKR_UNWRAPPING_KEY_HANDLE_INVALID
  0x101, // CKR_USER_NOT_LOGGED_IN
  0x113, // CKR_WRAPPING_KEY_HANDLE_INVALID
  0x190, // CKR_CRYPTOKI_NOT_INITIALIZED
]);

/** Whether the error is the module's answer to what it was given, and not a trouble of session or token. */
export function isAnswer(error: unknown): error is CryptokiError {
  return error instanceof CryptokiError && !losses.has(error.code);
}

/** Whether the module answered CKR_DEVICE_ERROR. */
export function isDeviceError(error: unknown): boolean {
  return error instanceof CryptokiError && error.code === deviceError;
}

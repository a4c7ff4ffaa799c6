import { checkFile, FileError } from "@keyferry/files";
import pkcs11 from "pkcs11js";
import type { PKCS11 } from "pkcs11js";
import type { ModuleSettings } from "../../calls.ts";
import { calling, CryptokiError, PinRefused, TokenFault } from "./cryptoki-error.ts";
import { readPin } from "./pin.ts";
import { createSession, type Session } from "./session.ts";
import { findToken, type TokenSlot } from "./slots.ts";

/** A token that somebody is logged in to. */
export interface Token {
  readonly label: string;
  readonly serialNumber: string;
  /** Description and version of the library. */
  readonly library: string;
  /** The session that is there from first to last: what it makes, lasts. */
  readonly lasting: Session;
  /**
   * Works in a session that ends where `work` fails, with all its objects and with any operation left active in it.
   * What `work` makes of session objects, it destroys.
   */
  run<T>(work: (session: Session) => T): T;
  /** Throws while the token is away: in a token that is gone SoftHSM finds no objects, and does not say so. */
  check(): void;
  /** The key sizes of a mechanism, in the unit of that mechanism; `undefined` without the mechanism. */
  keySizes(mechanism: number): { readonly min: number; readonly max: number } | undefined;
  close(): void;
}

const sessionFlags = pkcs11.CKF_SERIAL_SESSION | pkcs11.CKF_RW_SESSION;

/** Codes by which a token turns down a PIN (PKCS #11 3.1 5.6.8). */
const refusals = new Map([
  [0xa0, "the PIN is wrong"],
  [0xa1, "the PIN has characters that the token does not take"],
  [0xa2, "the PIN has a length that the token does not take"],
  [0xa3, "the PIN has expired"],
  [0xa4, "the PIN is locked"],
  [0x102, "the token has no user PIN yet"],
]);
const alreadyLoggedIn = 0x100;

function load({ module: path, libraryParameters }: ModuleSettings): PKCS11 {
  const module = new pkcs11.PKCS11();
  try {
    // A bare name is looked for by the system. Whoever can change the library sees the PIN.
    if (path.includes("/")) checkFile(path, { trust: "named" });
    module.load(path);
  } catch (cause) {
    if (cause instanceof FileError) throw new TokenFault(`the PKCS #11 module ${cause.message}`, { cause });
    const why = cause instanceof Error ? cause.message : "no reason given";
    throw new TokenFault(`the PKCS #11 module ${path} cannot be loaded: ${why}`, { cause });
  }
  calling("C_Initialize", () => {
    module.C_Initialize({
      flags: pkcs11.CKF_OS_LOCKING_OK,
      ...(libraryParameters !== undefined && { libraryParameters }),
    });
  });
  return module;
}

function logIn(module: PKCS11, session: Session, { info, label }: TokenSlot, settings: ModuleSettings): void {
  const refuse = (why: string) =>
    new PinRefused(
      `token ${JSON.stringify(label)}: ${why}. Nothing is tried until the PIN's file changes, since retries lock tokens.`,
    );
  if ((info.flags & pkcs11.CKF_LOGIN_REQUIRED) === 0) return;
  if ((info.flags & pkcs11.CKF_USER_PIN_LOCKED) !== 0) throw refuse("the PIN is locked");
  // Whoever tried before was wrong; if this PIN were wrong too, nobody could log in any more.
  if ((info.flags & pkcs11.CKF_USER_PIN_FINAL_TRY) !== 0) throw refuse("one more wrong PIN would lock it");
  const pin = readPin(settings.pin);
  try {
    calling("C_Login", () => {
      module.C_Login(session.handle, pkcs11.CKU_USER, pin);
    });
  } catch (error) {
    if (!(error instanceof CryptokiError)) throw error;
    if (error.code === alreadyLoggedIn) return;
    const refusal = refusals.get(error.code);
    throw refusal === undefined ? error : refuse(refusal);
  }
}

/**
 * Loads a module, finds its token and logs in.
 *
 * @throws TokenFault, CryptokiError, and PinRefused where the token turns the PIN down
 */
export function openToken(settings: ModuleSettings): Token {
  const module = load(settings);
  const token = findToken(module, settings.token);
  const { slot, label, serialNumber } = token;
  const open = () =>
    createSession(
      module,
      calling("C_OpenSession", () => module.C_OpenSession(slot, sessionFlags)),
    );
  const lasting = open();
  logIn(module, lasting, token, settings);
  const { libraryDescription, libraryVersion } = calling("C_GetInfo", () => module.C_GetInfo());
  let working: Session | undefined;

  const end = (session: Session) => {
    try {
      module.C_CloseSession(session.handle);
    } catch {
      // The failure that brought us here is the one to tell.
    }
  };

  return {
    label,
    serialNumber,
    library: `${libraryDescription.trimEnd()} ${String(libraryVersion.major)}.${String(libraryVersion.minor)}`,
    lasting,
    run(work) {
      const session = (working ??= open());
      try {
        return work(session);
      } catch (error) {
        working = undefined;
        end(session);
        throw error;
      }
    },
    check() {
      calling("C_GetTokenInfo", () => module.C_GetTokenInfo(slot));
    },
    keySizes(mechanism) {
      try {
        const { minKeySize, maxKeySize } = calling("C_GetMechanismInfo", () =>
          module.C_GetMechanismInfo(slot, mechanism),
        );
        return { min: minKeySize, max: maxKeySize };
      } catch (error) {
        if (error instanceof CryptokiError) return undefined;
        throw error;
      }
    },
    close() {
      module.C_Finalize();
    },
  };
}

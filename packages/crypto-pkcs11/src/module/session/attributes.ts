import type { Handle } from "pkcs11js";
import { publicRoom } from "./buffers.ts";
import { TokenFault } from "./cryptoki-error.ts";
import type { Session } from "./session.ts";

/** A CK_BBOOL. */
export function readFlag(session: Session, object: Handle, attribute: number): boolean {
  const value = session.read(object, attribute);
  if (value.length !== 1) throw new TokenFault("an attribute that is true or false has not one byte");
  return value[0] !== 0;
}

/** A CK_ULONG, as many bytes as the machine gives it. */
export function readNumber(session: Session, object: Handle, attribute: number): number {
  const value = session.read(object, attribute);
  if (value.length !== 4 && value.length !== 8) {
    throw new TokenFault("an attribute that is a number has not 4 or 8 bytes");
  }
  return Number(value.length === 4 ? value.readUInt32LE() : value.readBigUInt64LE());
}

/** A big integer's magnitude: big-endian, without the leading zeros that some modules add. */
export function readMagnitude(session: Session, object: Handle, attribute: number): Buffer {
  const value = session.read(object, attribute);
  const first = value.findIndex((byte) => byte !== 0);
  return first === -1 ? publicRoom(0) : value.subarray(first);
}

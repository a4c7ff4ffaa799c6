import { copyPublic } from "@keyferry/bytes";
import type { Handle, PKCS11, TokenInfo } from "pkcs11js";
import type { TokenChoice } from "@keyferry/crypto";
import { bufferOf } from "./buffers.ts";
import { calling, TokenFault } from "./cryptoki-error.ts";

/** A slot with the token in it. */
export interface TokenSlot {
  readonly slot: Handle;
  /** CK_SLOT_ID as a number. */
  readonly number: bigint;
  readonly info: TokenInfo;
  /** Without the blanks that it is padded with. */
  readonly label: string;
  readonly serialNumber: string;
}

/** pkcs11js hands CK_ULONG out as bytes of the machine, which is little-endian wherever Node runs. */
function numberOf(handle: Handle): bigint {
  return BigInt(`0x${bufferOf(copyPublic(handle)).reverse().toString("hex")}`);
}

/** Without the blanks, or the zeros of less careful modules, that fill the field up. */
const unpadded = (text: string): string => text.replace(/[\s\0]+$/, "");

function tokenIn(module: PKCS11, slot: Handle): TokenSlot {
  const info = calling("C_GetTokenInfo", () => module.C_GetTokenInfo(slot));
  return {
    slot,
    number: numberOf(slot),
    info,
    label: unpadded(info.label),
    serialNumber: unpadded(info.serialNumber),
  };
}

function describe({ label, slot }: TokenChoice): string {
  const parts = [
    ...(label === undefined ? [] : [`with the label ${JSON.stringify(label)}`]),
    ...(slot === undefined ? [] : [`in slot ${String(slot)}`]),
  ];
  return `token ${parts.join(" ")}`;
}

/**
 * The one token of that label, or in that slot.
 *
 * @throws TokenFault for none or several, with the tokens that are there
 */
export function findToken(module: PKCS11, choice: TokenChoice): TokenSlot {
  const slots = calling("C_GetSlotList", () => module.C_GetSlotList(true));
  const tokens = slots.map((slot) => tokenIn(module, slot));
  const chosen = tokens.filter(
    ({ label, number }) =>
      (choice.label === undefined || choice.label === label) &&
      (choice.slot === undefined || BigInt(choice.slot) === number),
  );
  const [token] = chosen;
  if (token === undefined || chosen.length > 1) {
    const count = token === undefined ? "no" : "more than one";
    const names = tokens.map(({ label, number }) => `${JSON.stringify(label)} in slot ${String(number)}`);
    throw new TokenFault(
      `the module has ${count} ${describe(choice)}; there are: ${names.join(", ") || "none"}`,
    );
  }
  return token;
}

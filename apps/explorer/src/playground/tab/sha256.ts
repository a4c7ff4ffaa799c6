import type { Sha256 } from "@keyferry/audit";
import { publicUtf8 } from "@keyferry/bytes";
import { sha256 as hashBytes } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** SHA-256 in JavaScript: that of the browser answers later, and the lines of a trail are made one after the other at once. */
export const sha256: Sha256 = (data) =>
  bytesToHex(hashBytes(typeof data === "string" ? publicUtf8(data) : data));

import { combineReceivers, type DataKeyReceiver } from "@keyferry/crypto";
import { createNodeReceiver } from "@keyferry/crypto-node";
import { createSoftwareReceiver } from "@keyferry/crypto-software";

/** The recipient's side on this machine: OpenSSL by Node where it can, JavaScript for SM2PKE. */
export function createReceiver(): DataKeyReceiver {
  return combineReceivers([createNodeReceiver(), createSoftwareReceiver()]);
}

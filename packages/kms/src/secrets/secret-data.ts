import { decodeBase64, wipe } from "@keyferry/bytes";
import { serviceError } from "@keyferry/protocol";

/**
 * Lets a value pass that is of its type: a `binary` one is strict base64 (RFC 4648 4).
 *
 * @throws ServiceError `InvalidParameter` of SecretData
 */
export function checkData(data: string, dataType: "text" | "binary"): void {
  if (dataType === "text") return;
  const bytes = decodeBase64(data);
  if (bytes === undefined) {
    const reason = "is not base64, though SecretDataType is binary";
    throw serviceError("InvalidParameter", { parameter: "SecretData", reason });
  }
  wipe(bytes);
}

import type { SigningKey } from "@keyferry/signature/steps";

const secretName = "‹AccessKeySecret›";

/** How the signature is calculated, line by line, with the secret by its name. */
export function keyFormula({ hash, prefix, suffix, links }: SigningKey, message: string): string {
  const secret = [prefix && `"${prefix}"`, secretName, suffix && `"${suffix}"`].filter(Boolean).join(" + ");
  const lines = links.map((link, index) => {
    const key = index === 0 ? secret : `key${String(index)}`;
    return `key${String(index + 1)} = ${hash}(${key}, "${link}")`;
  });
  const last = links.length === 0 ? secret : `key${String(links.length)}`;
  const encoding = hash === "HMAC-SHA1" ? "base64" : "hex";
  return [...lines, `${encoding}(${hash}(${last}, ${message}))`].join("\n");
}

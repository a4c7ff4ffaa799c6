import { spawnSync } from "node:child_process";

/** What the figures of OpenSSL in C are called here: the algorithm that the backend's work is bound by. */
export type ReferenceName =
  "rsa2048 public" | "rsa2048 private" | "sm2 encrypt" | "sm2 sign" | "aes-256-gcm" | "ecdsap256 sign";

/**
 * Operations per CPU-second, as `openssl speed` finds them. Empty where there is no openssl. OpenSSL measures no
 * SM2 encryption: it costs two point multiplications, about as much as a verification.
 */
export function opensslFigures(): ReadonlyMap<string, number> {
  const figures = new Map<ReferenceName, number>();
  const rsa = lastLine(speed("rsa2048"), /^rsa\s+2048/);
  add("rsa2048 private", rsa.at(-2));
  add("rsa2048 public", rsa.at(-1));
  add("ecdsap256 sign", lastLine(speed("ecdsap256"), /^\s*256 bits ecdsa/).at(-2));
  const sm2 = lastLine(speed("sm2"), /SM2/);
  add("sm2 sign", sm2.at(-2));
  add("sm2 encrypt", sm2.at(-1));
  // A column for each length, in kB per second: 16 bytes, then 64, which is nearest to a data key's text.
  const gcm = lastLine(speed("-evp", "aes-256-gcm"), /^AES-256-GCM/i).at(2);
  if (gcm !== undefined) figures.set("aes-256-gcm", Math.round((Number.parseFloat(gcm) * 1000) / 64));
  return figures;

  function add(name: ReferenceName, text: string | undefined): void {
    const figure = Number(text);
    if (Number.isFinite(figure)) figures.set(name, Math.round(figure));
  }
}

function speed(...algorithm: readonly string[]): string {
  const { error, stdout } = spawnSync("openssl", ["speed", "-seconds", "2", ...algorithm], {
    encoding: "utf8",
  });
  return error === undefined ? stdout : "";
}

function lastLine(text: string, pattern: RegExp): readonly string[] {
  const line = text.split("\n").findLast((candidate) => pattern.test(candidate));
  return line?.trim().split(/\s+/) ?? [];
}

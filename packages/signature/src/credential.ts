/** An access key, to sign with. */
export interface Credential {
  /** Neither empty nor with spaces, commas or slashes: those have a meaning of their own in the header. */
  readonly accessKeyId: string;
  /** The secret's UTF-8 bytes. They are read, never kept nor changed. */
  readonly accessKeySecret: Uint8Array;
}

/** An access key and the scope of an ACS4 signature. */
export interface ScopedCredential extends Credential {
  /** Region id such as `cn-hangzhou`, or `center`. */
  readonly region: string;
  /** Product code, `Kms` for this service. Its letter case counts. */
  readonly product: string;
}

/** Last part of every ACS4 credential and last link of its key chain. */
export const acs4Terminator = "aliyun_v4_request";

/** What an ACS4 key is good for: one day, one region, one product. */
export interface Acs4Scope {
  /** UTC day of x-acs-date, `yyyyMMdd`. */
  readonly date: string;
  readonly region: string;
  readonly product: string;
}

const credentialPart = /^[^\s,/\p{Surrogate}]+$/u;

/** @throws TypeError when the text cannot stand between the separators of an ACS credential */
export function requireCredentialPart(name: string, text: string): string {
  if (!credentialPart.test(text)) {
    throw new TypeError(
      `${name} must not be empty nor contain spaces, commas, slashes or unpaired surrogates`,
    );
  }
  return text;
}

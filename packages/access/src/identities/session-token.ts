import { copySecret, decodeBase64, encodeBase64, publicUtf8, secretBytes, wipe } from "@keyferry/bytes";
import type { SealLabel, Sealer } from "@keyferry/crypto";

/** What a security token holds: everything that is known of a session, so that no store has to. */
export interface SessionRecord {
  readonly accessKeyId: string;
  /** The secret's bytes. */
  readonly secret: Uint8Array;
  readonly account: string;
  readonly role: string;
  readonly sessionName: string;
  /** JSON text; null: none. */
  readonly policy: string | null;
  /** Milliseconds since the epoch. */
  readonly expiration: number;
}

/** Longest token, in characters. The longest session policy, in the longest encoding, fits. */
const maxTokenLength = 16_384;

// The access key id is inside, so that a token that goes with another key can be told from one that is no token.
const label: SealLabel = { kind: "security token" };

/** Seals a session. The token is base64 of `sealed(length || field || length || field ...)`, lengths of two bytes. */
export function sealSession(session: SessionRecord, sealer: Sealer): string {
  const { accessKeyId, secret, account, role, sessionName, policy, expiration } = session;
  const texts = [accessKeyId, account, role, sessionName, policy ?? "", String(expiration)];
  const plaintext = joinFields([secret, ...texts.map(publicUtf8)]);
  try {
    return encodeBase64(sealer.seal(label, plaintext));
  } finally {
    wipe(plaintext);
  }
}

/**
 * Opens a token. The secret is the caller's own copy, to be wiped after use.
 *
 * @returns undefined for anything that this sealer has not sealed as a session
 */
export function openSession(token: string, sealer: Sealer): SessionRecord | undefined {
  const sealed = tokenBytes(token);
  if (sealed === undefined) return undefined;
  let plaintext: Uint8Array;
  try {
    plaintext = sealer.open(label, sealed);
  } catch {
    // A token that was altered and one of another root key are the caller's fault alike.
    return undefined;
  }
  try {
    return readFields(plaintext);
  } finally {
    wipe(plaintext);
  }
}

/** One session, one token: base64 is strict. */
function tokenBytes(token: string): Uint8Array | undefined {
  return token.length > maxTokenLength ? undefined : decodeBase64(token);
}

function joinFields(fields: readonly Uint8Array[]): Uint8Array {
  const joined = secretBytes(fields.reduce((length, field) => length + 2 + field.length, 0));
  const view = new DataView(joined.buffer);
  let offset = 0;
  for (const field of fields) {
    view.setUint16(offset, field.length);
    joined.set(field, offset + 2);
    offset += 2 + field.length;
  }
  return joined;
}

function readFields(plaintext: Uint8Array): SessionRecord {
  const view = new DataView(plaintext.buffer, plaintext.byteOffset, plaintext.length);
  let offset = 0;
  const next = (): Uint8Array => {
    const start = offset + 2;
    offset = start + view.getUint16(offset);
    return plaintext.subarray(start, offset);
  };
  const nextText = (): string => new TextDecoder().decode(next());
  const secret = copySecret(next());
  const accessKeyId = nextText();
  const account = nextText();
  const role = nextText();
  const sessionName = nextText();
  const policy = nextText();
  const expiration = Number(nextText());
  return {
    accessKeyId,
    secret,
    account,
    role,
    sessionName,
    policy: policy === "" ? null : policy,
    expiration,
  };
}

/**
 * The first byte of a body: how the rest was made.
 *
 * - `data`: a caller's text. IV (12 bytes), AES-GCM of its UTF-8 bytes as they are, tag (16).
 * - `dataKey`: a data key. RFC 5649 wrapped key, HMAC-SHA-256 (32).
 */
export const bodyForm = { data: 1, dataKey: 2 } as const;

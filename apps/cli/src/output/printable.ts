/** Text that came from elsewhere, without the control characters that could steer a terminal. Line feeds stay. */
export function printable(text: string): string {
  return text.replaceAll(/(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

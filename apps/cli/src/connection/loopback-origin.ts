/** Hosts that reach this machine only, in the form that URL gives them, and what those for every address stand for here. */
const everywhere: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "[::]": "[::1]" };

/**
 * The origin of a server on this machine, such as `http://127.0.0.1:7788`. One that listens on every address is reached on the
 * loopback one.
 *
 * @returns undefined for anything else, such as another machine's
 */
export function loopbackOrigin(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.origin !== text) return undefined;
  const { hostname, port, protocol } = url;
  const host = everywhere[hostname] ?? hostname;
  if (!/^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/.test(host)) return undefined;
  return `${protocol}//${host}${port === "" ? "" : `:${port}`}`;
}

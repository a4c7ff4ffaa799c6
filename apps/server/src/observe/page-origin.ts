const hostName = /^(?:[a-z0-9](?:[a-z0-9.-]{0,253}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * The origin under which a caller finds the page of an explanation: the listener's own. One that listens on every address
 * has none that could be called: there it is the name that the caller used, unless that is Alibaba Cloud's, where nobody
 * knows the page.
 *
 * @param origin that of the listener, such as `http://0.0.0.0:7788`
 * @param host the Host as the caller sent it
 */
export function pageOrigin(origin: string, host: string): string {
  const { protocol, hostname } = new URL(origin);
  const everywhere = hostname === "0.0.0.0" || hostname === "[::]";
  if (!everywhere || !hostName.test(host) || /(?:^|\.)aliyuncs\.com(?::\d+)?$/i.test(host)) return origin;
  return `${protocol}//${host}`;
}

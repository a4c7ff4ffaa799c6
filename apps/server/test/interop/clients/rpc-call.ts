/** What the clients of all products are told of an operation of this one. */
export function rpcCall(action: string) {
  return {
    action,
    version: "2016-01-20",
    protocol: "HTTPS",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  };
}

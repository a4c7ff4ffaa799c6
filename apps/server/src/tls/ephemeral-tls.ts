import { domainsOf } from "../config/certificate-names.ts";
import { isDue } from "./identity-life.ts";
import { presented } from "./identity.ts";
import type { InstanceTlsOptions } from "./instance-tls.ts";
import type { ServerTls } from "./server-tls.ts";

/** Makes a CA, and a server's certificate under it, that go with the process. Nothing of them is written. */
export async function makeEphemeralTls({
  names,
  clock,
}: Pick<InstanceTlsOptions, "names" | "clock">): Promise<ServerTls> {
  const { issueServerIdentity, makeAuthority } = await import("./certificate-authority.ts");
  const authority = makeAuthority(domainsOf(names), clock());
  let current = issueServerIdentity(authority, names, clock());
  return {
    get identity() {
      return presented(current);
    },
    caFile: null,
    caCertificateChainPem: authority.certificate.toString(),
    renew: () => {
      const due = isDue(current, authority, names, clock());
      if (due) current = issueServerIdentity(authority, names, clock());
      return Promise.resolve(due);
    },
  };
}

import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { isIP } from "node:net";
import { randomPublic } from "@keyferry/bytes";
import { issueCertificate } from "./certificate.ts";
import {
  forServers,
  ofAuthority,
  ofEndEntity,
  permittedDomains,
  permittedDomainsIn,
  serverNames,
} from "./extensions.ts";
import { endOf } from "./identity-life.ts";
import type { Identity } from "./identity.ts";

const day = 86_400_000;
/** Clocks of clients may be slow. */
const slack = 3_600_000;
const authorityLife = 3_653 * day;
const serverLife = 90 * day;

/**
 * Makes a CA: a key on P-256, good for ten years, which can vouch for servers of these domains only. Its name is a random
 * one: whoever connects is told it, and is not to learn of an instance by it.
 */
export function makeAuthority(domains: readonly string[], now: number): Identity {
  const { privateKey, publicKey } = newKeyPair();
  const party = { name: `Keyferry CA ${Buffer.from(randomPublic(4).buffer).toString("hex")}`, publicKey };
  const certificate = issueCertificate({
    subject: party,
    issuer: { ...party, privateKey },
    notBefore: now - slack,
    notAfter: now + authorityLife,
    extensions: [...ofAuthority(), forServers(), permittedDomains(domains)],
  });
  return { privateKey, certificate };
}

/** Makes a key on P-256 and has the CA certify it for 90 days, or for as long as the CA itself is good. */
export function issueServerIdentity(authority: Identity, names: readonly string[], now: number): Identity {
  const { privateKey, publicKey } = newKeyPair();
  const certificate = issueCertificate({
    subject: { name: "Keyferry server", publicKey },
    issuer: {
      name: commonNameOf(authority),
      publicKey: createPublicKey(authority.privateKey),
      privateKey: authority.privateKey,
    },
    notBefore: now - slack,
    notAfter: Math.min(now + serverLife, endOf(authority)),
    extensions: [...ofEndEntity(), forServers(), serverNames(names)],
  });
  return { privateKey, certificate };
}

/** The first name that the CA may not vouch for. */
export function unpermittedName({ certificate }: Identity, names: readonly string[]): string | undefined {
  const domains = permittedDomainsIn(certificate.raw);
  return names.find(
    (name) =>
      isIP(name) === 0 && !domains.some((domain) => `.${name.replace(/^\*\./, "")}`.endsWith(`.${domain}`)),
  );
}

function newKeyPair() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

function commonNameOf({ certificate }: Identity): string {
  return certificate.subject.replace(/^CN=/, "");
}

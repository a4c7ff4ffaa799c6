import { serviceError, shortened, type Operation } from "@keyferry/protocol";
import type { SignatureClaim } from "@keyferry/signature";

/** The region that official clients sign for when the endpoint's name tells them none. */
const anyRegion = "center";

/**
 * Makes sure that an ACS4 signature was made for where it is used: a key that was derived for one region or product must
 * not sign for another. Its day is compared by `readClaim`. Other schemes have no scope.
 *
 * @param region of the Host, or the server's where the Host names none
 * @throws ServiceError `IncompleteSignature`
 */
export function checkCredentialScope(claim: SignatureClaim, region: string, { api }: Operation): void {
  if (claim.scheme !== "ACS4-HMAC-SHA256") return;
  const product = api.slice(0, api.indexOf("/"));
  if (claim.product.toLowerCase() !== product) {
    throw outOfScope(
      `product ${JSON.stringify(shortened(claim.product))}, and the request is for ${product}`,
    );
  }
  if (claim.region !== region && claim.region !== anyRegion) {
    throw outOfScope(
      `region ${JSON.stringify(shortened(claim.region))}, and the Host is of ${region}: sign for ${region}, or for ${anyRegion}`,
    );
  }
}

function outOfScope(what: string) {
  return serviceError("IncompleteSignature", { reason: `the Credential is for ${what}` });
}

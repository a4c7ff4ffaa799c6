import { createAnswerReader } from "./answer-reader.ts";
import { createTransport } from "./create-transport.ts";
import {
  dedicatedOrigin,
  publicOrigin,
  vpcOrigin,
  type InstanceEndpoint,
  type RegionalEndpoint,
} from "./endpoint.ts";
import { errorOnPage } from "./page-error.ts";
import { sendingRules, type SendingOptions } from "./sending-options.ts";
import type { Transport } from "./transport.ts";

/** How a transport over `fetch` behaves. */
export interface FetchOptions extends SendingOptions {
  /** In place of the platform's own `fetch`. */
  readonly fetch?: typeof fetch;
}

/**
 * The client side of the public gateway, over `fetch`.
 *
 * @example
 *   createPublicTransport({ endpoint: "http://127.0.0.1:7788" });
 *   createPublicTransport({ region: "cn-hangzhou" }); // https://kms.cn-hangzhou.aliyuncs.com
 * @throws TypeError for an endpoint that is not an http or https origin, or a region that is none
 * @throws RangeError for a number out of range
 */
export function createPublicTransport(options: RegionalEndpoint & FetchOptions): Transport {
  return createFetchTransport(publicOrigin(options), options);
}

/**
 * The client side of the VPC gateway, over `fetch`; as {@link createPublicTransport}.
 *
 * @example
 *   createVpcTransport({ region: "cn-hangzhou" }); // https://kms-vpc.cn-hangzhou.aliyuncs.com
 */
export function createVpcTransport(options: RegionalEndpoint & FetchOptions): Transport {
  return createFetchTransport(vpcOrigin(options), options);
}

/**
 * The client side of an instance's dedicated gateway, over `fetch`; as {@link createPublicTransport}. Its certificate is
 * signed by the instance's own authority, which the platform must know: `fetch` takes none.
 *
 * @example
 *   createDedicatedTransport({ instanceId: "kst-hzz6a4f6" }); // https://kst-hzz6a4f6.cryptoservice.kms.aliyuncs.com
 */
export function createDedicatedTransport(options: InstanceEndpoint & FetchOptions): Transport {
  return createFetchTransport(dedicatedOrigin(options), options);
}

function createFetchTransport({ origin, host }: URL, options: FetchOptions): Transport {
  const rules = sendingRules(options);
  const send = options.fetch ?? fetch;
  return createTransport(host, rules, async ({ method, target, headers, body }, signal) => {
    const sent = send(origin + target, {
      method,
      headers,
      ...(method === "POST" && { body }),
      // No cookies: who asks is said by the signature alone.
      credentials: "omit",
      // A redirect would carry a signed request to another host.
      redirect: "manual",
      signal,
    });
    const response = await sent.catch((cause: unknown) => {
      throw errorOnPage(origin, cause) ?? cause;
    });
    if (response.type === "opaqueredirect") throw new Error("The answer is a redirect");
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await textOf(response, rules.maxAnswerBytes),
    };
  });
}

async function textOf(response: Response, maxBytes: number): Promise<string> {
  const answer = createAnswerReader(maxBytes);
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      answer.read(part.value);
    }
    return answer.end();
  } catch (error) {
    // What is left is not waited for. Nothing more can be said of a connection that is given up.
    reader?.cancel().catch(() => undefined);
    throw error;
  }
}

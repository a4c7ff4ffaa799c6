import { createTransport } from "../create-transport.ts";
import {
  dedicatedOrigin,
  publicOrigin,
  vpcOrigin,
  type InstanceEndpoint,
  type RegionalEndpoint,
} from "../endpoint.ts";
import { sendingRules, type SendingOptions } from "../sending-options.ts";
import type { Transport } from "../transport.ts";
import { createHttpExchange } from "./http-exchange.ts";
import { tlsSettings, type TlsOptions } from "./tls.ts";

/** How a transport over Node's own HTTP behaves. TLS options are for https endpoints only. */
export interface NodeOptions extends SendingOptions, TlsOptions {
  /**
   * Host that requests name and that the certificate has to name, where it is not the endpoint's: an instance's name,
   * say, of a server on 127.0.0.1. With its port if any. Default: the endpoint's.
   */
  readonly host?: string;
}

/**
 * The client side of the public gateway, over `node:http` and `node:https`.
 *
 * @example
 *   createPublicTransport({ endpoint: "https://127.0.0.1:7788", ca: { file: "ca.pem" } });
 *   createPublicTransport({ region: "cn-hangzhou" }); // https://kms.cn-hangzhou.aliyuncs.com
 * @throws TypeError for an endpoint, region, host, certificate or key that is none, and TLS options for http
 * @throws RangeError for a number out of range
 * @throws Error of the file system for a file that cannot be read
 */
export function createPublicTransport(options: RegionalEndpoint & NodeOptions): Transport {
  return createNodeTransport(publicOrigin(options), options);
}

/**
 * The client side of the VPC gateway; as {@link createPublicTransport}.
 *
 * @example
 *   createVpcTransport({ region: "cn-hangzhou" }); // https://kms-vpc.cn-hangzhou.aliyuncs.com
 */
export function createVpcTransport(options: RegionalEndpoint & NodeOptions): Transport {
  return createNodeTransport(vpcOrigin(options), options);
}

/**
 * The client side of an instance's dedicated gateway; as {@link createPublicTransport}. Its certificate is signed by the
 * instance's own authority: `ca`.
 *
 * @example
 *   createDedicatedTransport({ instanceId: "kst-hzz6a4f6", ca: { file: "instance-ca.pem" } });
 *   createDedicatedTransport({
 *     endpoint: "https://127.0.0.1:7790",
 *     host: "kst-hzz6a4f6.cryptoservice.kms.aliyuncs.com",
 *     ca: { file: ".keyferry/ca.pem" },
 *   });
 */
export function createDedicatedTransport(options: InstanceEndpoint & NodeOptions): Transport {
  return createNodeTransport(dedicatedOrigin(options), options);
}

function createNodeTransport(origin: URL, options: NodeOptions): Transport {
  const rules = sendingRules(options);
  const host = options.host === undefined ? origin.host : checkedHost(options.host, origin);
  const { ca, clientCertificate, dangerouslySkipTlsVerification } = options;
  if (
    origin.protocol === "http:" &&
    (ca ?? clientCertificate ?? dangerouslySkipTlsVerification) !== undefined
  ) {
    // Whoever gives a certificate authority believes to be protected by it.
    throw new TypeError("TLS options are for https endpoints only");
  }
  const tls = origin.protocol === "https:" ? tlsSettings(host, options) : undefined;
  const { maxAnswerBytes } = rules;
  return createTransport(host, rules, createHttpExchange({ origin, host, tls, maxAnswerBytes }));
}

function checkedHost(host: string, { protocol }: URL): string {
  const url = `${protocol}//${host}`;
  if (!URL.canParse(url) || new URL(url).host !== host) {
    throw new TypeError("host is not a host with its port if any");
  }
  return host;
}

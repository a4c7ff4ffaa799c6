/** A network rule: from where applications may come. */
export interface NetworkRuleRecord {
  readonly name: string;
  /** The kind of network, such as `Private`. */
  readonly type: string;
  readonly description: string;
  /** IPv4 addresses and CIDR blocks, as they were given. */
  readonly sources: readonly string[];
  readonly createdAt: number;
}

/** A permission policy: what applications may do with which keys and secrets, and from where. */
export interface AccessPolicyRecord {
  readonly name: string;
  readonly description: string;
  /** Id of a KMS instance, or `shared`. */
  readonly instance: string;
  /** Names of roles, as they were given: one may stand there twice. */
  readonly permissions: readonly string[];
  /** `key/<id>` and `secret/<name>`; a `*` at the end stands for any rest. */
  readonly resources: readonly string[];
  /** Names of network rules, each there or not. None: from anywhere. */
  readonly networkRules: readonly string[];
  /** What says the network rules, as it was given. */
  readonly rulesText: string;
  readonly createdAt: number;
}

/** An application access point: by which applications come, and under which policies. */
export interface AccessPointRecord {
  readonly name: string;
  readonly description: string;
  /** How applications prove who they are, such as `ClientKey`. */
  readonly authentication: string;
  /** Names of policies, each there or not. */
  readonly policies: readonly string[];
  readonly createdAt: number;
}

/** A client key: what an application proves itself by. Its private key is nobody's but the application's. */
export interface ClientKeyRecord {
  readonly id: string;
  /** Name of its access point. */
  readonly accessPoint: string;
  readonly algorithm: string;
  /** X.509 certificate in DER. */
  readonly certificate: Uint8Array;
  /** Milliseconds since the epoch, both: it is good from the one until the other. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly createdAt: number;
}

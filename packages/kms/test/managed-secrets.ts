import { RotationHookError, type RotationHook, type RotationQuestion } from "@keyferry/kms";
import {
  type createSecret,
  describeSecret,
  getSecretValue,
  type AnswerOf,
  type RequestOf,
} from "@keyferry/protocol";
import type { Service } from "./service.ts";

/** What a secret of each type is made with. */
export const managedRequests = {
  rds: {
    SecretName: "orders/database",
    SecretType: "Rds",
    ExtendedConfig: JSON.stringify({ SecretSubType: "SingleUser", DBInstanceId: "rm-1" }),
    SecretData: JSON.stringify({ Accounts: [{ AccountName: "orders", AccountPassword: "first" }] }),
  },
  rdsPair: {
    SecretName: "orders/database",
    SecretType: "Rds",
    ExtendedConfig: JSON.stringify({ SecretSubType: "DoubleUsers", DBInstanceId: "rm-1" }),
    SecretData: JSON.stringify({
      Accounts: [
        { AccountName: "one", AccountPassword: "first of one" },
        { AccountName: "two", AccountPassword: "first of two" },
      ],
    }),
  },
  redis: {
    SecretName: "orders/cache",
    SecretType: "Redis",
    ExtendedConfig: JSON.stringify({ SecretSubType: "DoubleUsers", InstanceId: "r-1", AccountName: "user" }),
    SecretData: "$Auto",
  },
  polarDb: {
    SecretName: "orders/polar",
    SecretType: "PolarDB",
    ExtendedConfig: JSON.stringify({
      ...{ SecretSubType: "DoubleUsers", DBClusterId: "pc-1", DBType: "MySQL", AccountName: "user" },
      ...{ AccountType: "Normal", AccountPrivilege: "ReadWrite", DBName: "orders" },
    }),
    SecretData: "$Auto",
  },
  ram: {
    SecretName: "$Auto",
    SecretType: "RAMCredentials",
    ExtendedConfig: JSON.stringify({
      SecretSubType: "RamUserAccessKey",
      UserName: "ci@example.onaliyun.com",
    }),
    SecretData: JSON.stringify({ AccessKeys: [{ AccessKeyId: "LTAI-1", AccessKeySecret: "first" }] }),
  },
  ecsPassword: {
    SecretName: "acs/ecs/host",
    SecretType: "ECS",
    ExtendedConfig: JSON.stringify({ SecretSubType: "Password", RegionId: "cn-hangzhou", InstanceId: "i-1" }),
    SecretData: JSON.stringify({ UserName: "root", Password: "first" }),
  },
  ecsKey: {
    SecretName: "acs/ecs/host",
    SecretType: "ECS",
    ExtendedConfig: JSON.stringify({ SecretSubType: "SSHKey", RegionId: "cn-hangzhou", InstanceId: "i-1" }),
    SecretData: JSON.stringify({ UserName: "root", PublicKey: "ssh-ed25519 A", PrivateKey: "first" }),
  },
} as const satisfies Readonly<Record<string, Omit<RequestOf<typeof createSecret>, "VersionId">>>;

/** Something with passwords, and what sets them when it is asked to. */
export interface HookedDatabase extends RotationHook {
  /** The value that is in force, by the name of its account, user or host. */
  readonly inForce: Map<string, object>;
  readonly questions: RotationQuestion[];
  /** Waits for the n-th of the questions, of which the first is 1. */
  asked(n: number): Promise<RotationQuestion>;
  /** What happens at a question beside all this; it may throw, or answer something else. */
  meanwhile: (question: RotationQuestion) => unknown;
}

/** Makes one that agrees to what is proposed. */
export function hookedDatabase(): HookedDatabase {
  const wakers: (() => void)[] = [];
  const database: HookedDatabase = {
    timeLimit: 1000,
    inForce: new Map(),
    questions: [],
    meanwhile: () => undefined,
    async asked(n) {
      for (;;) {
        const question = database.questions[n - 1];
        if (question !== undefined) return question;
        await new Promise<void>((resolve) => void wakers.push(resolve));
      }
    },
    async ask(question) {
      database.questions.push(question);
      for (const wake of wakers.splice(0)) wake();
      const { New } = question;
      if (New !== undefined) {
        const { AccountName, UserName, AccessKeyId } = New.SecretData;
        database.inForce.set(AccountName ?? UserName ?? AccessKeyId ?? "", New.SecretData);
      }
      return (await database.meanwhile(question)) ?? {};
    },
  };
  return database;
}

/** What a hook throws that has failed. */
export function failing(message = "ended with code 3"): () => never {
  return () => {
    throw new RotationHookError(message);
  };
}

/** The value that readers get, as an object. */
export async function valueOf(
  { call }: Service,
  SecretName: string,
  VersionStage = "ACSCurrent",
): Promise<Readonly<Record<string, string>>> {
  const { SecretData } = await call(getSecretValue, { SecretName, VersionStage });
  return JSON.parse(SecretData) as Readonly<Record<string, string>>;
}

/** What is told of a secret's rotation. */
export async function toldRotation({ call }: Service, SecretName: string) {
  const {
    AutomaticRotation,
    LastRotationDate,
    NextRotationDate,
    RotationInterval,
  }: AnswerOf<typeof describeSecret> = await call(describeSecret, { SecretName });
  return { AutomaticRotation, LastRotationDate, NextRotationDate, RotationInterval };
}

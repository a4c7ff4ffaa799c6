import type { RecipientKeySpec } from "@keyferry/crypto";
import { Option, type Command } from "commander";
import { writeKeyPair } from "../key-pair-files.ts";
import type { Surroundings } from "../surroundings.ts";

interface KeygenOptions {
  readonly spec: RecipientKeySpec;
  readonly out: string;
}

const specs: readonly RecipientKeySpec[] = ["RSA_2048", "EC_SM2"];

/** `keyferry keygen`: makes a recipient's key pair. */
export function addKeygenCommand(program: Command, { folder, print }: Surroundings): void {
  program
    .command("keygen")
    .description("make a key pair that data keys can be exported to")
    .addOption(new Option("--spec <spec>", "the key spec").choices(specs).makeOptionMandatory())
    .requiredOption("--out <folder>", "where private.pem and public.pem are written")
    .action(async ({ spec, out }: KeygenOptions) => {
      const { privateFile, publicFile } = await writeKeyPair(spec, out, folder);
      print(`${privateFile}  private key, PKCS #8; keep it to yourself\n${publicFile}  public key\n`);
    });
}

import type { KeyKind } from "@admin-events/core/access";
import { createApiKey, listApiKeys, renewSigningSecret, revokeApiKey } from "@admin-events/core/access";
import { Command, InvalidArgumentError, Option } from "commander";
import type { CliParts } from "./program.ts";
import { tableOf } from "./table.ts";
import { ValidationError } from "@admin-events/core/errors";

interface CreateOptions {
  kind: KeyKind;
  origin: string[];
}

export function keysCommand(parts: CliParts): Command {
  return new Command("keys")
    .description("creates, lists and revokes the keys with which applications send events")
    .helpCommand(false)
    .addCommand(createCommand(parts))
    .addCommand(listCommand(parts))
    .addCommand(signingSecretCommand(parts))
    .addCommand(revokeCommand(parts));
}

function createCommand({ print, withProject }: CliParts): Command {
  return new Command("create")
    .description("creates a key and prints it, this once; for a public key the signing secret too")
    .argument("<name>", "where it will be used")
    .addOption(
      new Option("--kind <kind>", "public keys stand in web pages, secret ones on servers")
        .choices(["public", "secret"])
        .default("secret"),
    )
    .option("--origin <origin...>", "web origins a public key may be used from (default: any)", [])
    .action((name: string, { kind, origin }: CreateOptions) =>
      withProject(async ({ orm }) => {
        const { key, signingSecret } = await createApiKey(orm.em, { name, kind, allowedOrigins: origin });
        print(key);
        if (signingSecret) print(`Signing secret, for your server only: ${signingSecret}`);
      }),
    );
}

function listCommand({ print, withProject }: CliParts): Command {
  return new Command("list").description("lists every key that was ever made").action(() =>
    withProject(async ({ orm }) => {
      const keys = await listApiKeys(orm.em);
      const rows = keys.map(({ id, kind, name, hint, allowedOrigins, createdAt, revokedAt }) => ({
        id,
        kind,
        name,
        key: hint,
        origins: allowedOrigins.join(" ") || (kind === "public" ? "any" : ""),
        created: createdAt.slice(0, 10),
        revoked: revokedAt?.slice(0, 10) ?? "",
      }));

      print(rows.length === 0 ? "There are no keys yet: keys create <name> makes one." : tableOf(rows));
    }),
  );
}

function signingSecretCommand({ print, withProject }: CliParts): Command {
  return new Command("signing-secret")
    .description("makes a public key's secret for signing user ids anew and prints it, this once")
    .argument("<id>", "the id that `keys list` shows", wholeNumber)
    .action((id: number) =>
      withProject(async ({ orm }) => {
        const secret = await renewSigningSecret(orm.em, id);
        if (secret === null)
          throw new ValidationError(null, `There is no working public key ${id}: see keys list.`);

        print(secret);
      }),
    );
}

function revokeCommand({ print, withProject }: CliParts): Command {
  return new Command("revoke")
    .description("revokes a key; within ten seconds no server takes it any more")
    .argument("<id>", "the id that `keys list` shows", wholeNumber)
    .action((id: number) =>
      withProject(async ({ orm }) => {
        const isRevoked = await revokeApiKey(orm.em, id);
        if (!isRevoked) throw new ValidationError(null, `There is no working key ${id}: see keys list.`);

        print(`Key ${id} is revoked.`);
      }),
    );
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a number from `keys list`.");

  return Number(text);
}

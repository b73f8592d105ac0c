import type { KeyKind } from "@admin-events/core/access";
import { createApiKey, listApiKeys, rotateSigningSecret, revokeApiKey } from "@admin-events/core/access";
import { ValidationError } from "@admin-events/core/errors";
import { Command, InvalidArgumentError, Option } from "commander";
import type { CliDeps } from "./program.ts";
import { formatTable } from "./format-table.ts";

interface CreateOptions {
  kind: KeyKind;
  origin?: string[];
}

export function keysCommand(deps: CliDeps): Command {
  return new Command("keys")
    .description("Manage the API keys of applications")
    .helpCommand(false)
    .addCommand(createCommand(deps))
    .addCommand(listCommand(deps))
    .addCommand(signingSecretCommand(deps))
    .addCommand(revokeCommand(deps));
}

function createCommand({ print, withProject }: CliDeps): Command {
  return new Command("create")
    .description("Create a key and print it once")
    .argument("<name>", "A name, such as the application that uses the key")
    .addOption(
      new Option("--kind <kind>", "Public keys are for web pages, secret keys for servers")
        .choices(["public", "secret"])
        .default("secret"),
    )
    .option("--origin <origin...>", "Web origins that can use a public key (default: any)")
    .action((name: string, { kind, origin }: CreateOptions) =>
      withProject(async ({ orm }) => {
        const { key, signingSecret } = await createApiKey(orm.em, { name, kind, allowedOrigins: origin });
        print(key);
        if (signingSecret) print(`Signing secret (keep it on your server): ${signingSecret}`);
      }),
    );
}

function listCommand({ print, withProject }: CliDeps): Command {
  return new Command("list").description("List all keys, including revoked ones").action(() =>
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

      print(rows.length === 0 ? "No API keys yet. Create one with: keys create <name>" : formatTable(rows));
    }),
  );
}

function signingSecretCommand({ print, withProject }: CliDeps): Command {
  return new Command("signing-secret")
    .description("Replace the signing secret of a public key")
    .argument("<id>", "The id shown by `keys list`", parseId)
    .action((id: number) =>
      withProject(async ({ orm }) => {
        const secret = await rotateSigningSecret(orm.em, id);
        if (secret === null)
          throw new ValidationError(
            null,
            `No active public key with id ${id}. Run keys list to see all keys.`,
          );

        print(secret);
      }),
    );
}

function revokeCommand({ print, withProject }: CliDeps): Command {
  return new Command("revoke")
    .description("Revoke a key; servers reject it within ten seconds")
    .argument("<id>", "The id shown by `keys list`", parseId)
    .action((id: number) =>
      withProject(async ({ orm }) => {
        const isRevoked = await revokeApiKey(orm.em, id);
        if (!isRevoked)
          throw new ValidationError(null, `No active key with id ${id}. Run keys list to see all keys.`);

        print(`Key ${id} revoked.`);
      }),
    );
}

function parseId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Must be an id from `keys list`.");

  return Number(text);
}

import { Command } from "commander";
import type { CliDeps } from "./program.ts";

export function signInLinkCommand({ print, withProject }: CliDeps): Command {
  return new Command("sign-in-link")
    .description("Print a one-time sign-in link for an admin, valid for 15 minutes")
    .argument("<email>", "The account's address; a missing account is created")
    .action((email: string) =>
      withProject(async ({ accounts }) => {
        const { createSignInLink } = await accounts();
        print(await createSignInLink(email));
      }),
    );
}

import { Command } from "commander";
import type { CliParts } from "./program.ts";

export function signInLinkCommand({ print, withProject }: CliParts): Command {
  return new Command("sign-in-link")
    .description("prints a link that signs in to the panel once, within 15 minutes, as an admin")
    .argument("<e-mail>", "whose account it is; it is made when there is none")
    .action((email: string) =>
      withProject(async ({ accounts }) => {
        const { createSignInLink } = await accounts();
        print(await createSignInLink(email));
      }),
    );
}

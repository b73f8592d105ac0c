import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Other events. One has the name of an event of the shop, with metadata that the shop does not send. */
const OTHER_CATALOG = `import { z } from "zod";
import { defineEvents } from "./define-events.ts";

export const events = defineEvents({
  "patient.admitted": {
    title: "Admitted a patient",
    icon: "🏥",
    metadata: z.object({ ward: z.string() }),
    describe: (event) => \`Admitted to \${event.metadata.ward}\`,
  },
  "bed.assigned": { title: "Assigned a bed", icon: "🛏️", metadata: z.object({ bed: z.int().positive() }) },
  "user.confirmed": { title: "Signed the consent", icon: "✍️", metadata: z.object({ form: z.string() }) },
});
`;

/** Does what somebody does who makes the template theirs: replaces one file with events, and the name in another. */
export async function replaceCatalog(root: string, productName: string): Promise<void> {
  await writeFile(join(root, "packages/catalog/src/events.ts"), OTHER_CATALOG);

  const file = join(root, "packages/catalog/src/product.ts");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(/name: ".*"/, `name: ${JSON.stringify(productName)}`));
}

import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./project.ts";

const pages = [
  "/",
  "/events",
  "/events?name=order.*",
  "/people",
  "/activity",
  "/catalog",
  "/handlers",
  "/usage",
];

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing serious, and nothing scrolls sideways: ${colorScheme}, ${width} px`, async ({
      panel,
      project,
    }) => {
      test.slow();
      await panel.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await panel.setViewportSize({ width, height: 860 });
      const [id] = await project.send({
        name: "order.placed",
        userId: "axe",
        metadata: { orderId: "o_2", total: 3, currency: "EUR", items: 1 },
      });

      for (const path of [...pages, `/events/${id}`]) {
        await panel.goto(`${project.origin}${path}`);
        await panel.getByRole("heading", { level: 1 }).waitFor();

        const { violations } = await new AxeBuilder({ page: panel }).analyze();
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        expect(serious.map(({ id, nodes }) => [path, id, nodes[0]?.html])).toEqual([]);
        expect(
          await panel.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
        ).toBe(0);
      }
    });
  }
}

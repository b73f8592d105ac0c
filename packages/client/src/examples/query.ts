import { createQueryClient, NotAllowedError, NotSignedInError } from "../query/index.ts";

const client = createQueryClient({ url: "https://analytics.example.com" });

export async function countOrdersInMarch() {
  try {
    const { current, change } = await client.api.aggregate.query({
      name: "order.placed",
      from: "2026-03-01",
      to: "2026-04-01",
    });
    return { current, change };
  } catch (error) {
    if (error instanceof NotSignedInError || error instanceof NotAllowedError) return null;
    throw error;
  }
}

export const stop = client.onEvent(
  { name: "order.*" },
  {
    onEvent: (event) => document.body.append(`${event.name} by ${event.user?.name ?? "unknown"}\n`),
    onState: (state) => document.body.setAttribute("data-feed", state),
    onResync: () => location.reload(),
  },
);

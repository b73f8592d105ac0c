import { CodeSample } from "../ui/code-sample.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

const EXAMPLE = `// apps/server/src/handlers/thank-for-order.ts
export const thankForOrder = ({ mailer }: HandlerDeps) =>
  on(
    "order.placed",
    async ({ id, user }) => {
      if (user?.email) await mailer.send({ id, to: user.email, … });
    },
    { name: "thank-for-order", durable: true },
  );`;

export function NoHandlers() {
  return (
    <EmptyState title="No durable handlers">
      <p>
        A durable handler runs for every matching event, even after a crash. Write one, add it to{" "}
        <code className="text-small font-mono">apps/server/src/handlers/index.ts</code>, and restart the
        server.
      </p>
      <CodeSample label="Example: a durable handler">{EXAMPLE}</CodeSample>
    </EmptyState>
  );
}

import { CodeSample } from "../ui/code-sample.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

const example = `// apps/server/src/handlers/thank-for-order.ts
export const thankForOrder = ({ mailer }: HandlerParts) =>
  on(
    "order.placed",
    async ({ id, user }) => {
      if (user?.email) await mailer.send({ id, to: user.email, … });
    },
    { name: "thank-for-order", durable: true },
  );`;

/** Before the first durable handler: how to add one. */
export function NoHandlers() {
  return (
    <EmptyState title="No durable handler runs yet">
      <p>
        A durable handler does something for every event of a name, also after a crash. Write one, list it in
      </p>
      <p>
        <code className="text-small font-mono">apps/server/src/handlers/index.ts</code>, and restart the
        server.
      </p>
      <CodeSample label="A handler">{example}</CodeSample>
    </EmptyState>
  );
}

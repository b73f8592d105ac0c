import { CodeSample } from "../ui/code-sample.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

const EXAMPLE = `// apps/server/src/handlers/greet.ts
export const greet = ({ mailPerson }: HandlerDeps) =>
  on(
    "user.*",
    (event) => mailPerson("greet", event, { subject: "Hello", text: (name) => \`Hello \${name}\` }),
    { name: "greet", durable: true },
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

import { CodeSample } from "../ui/code-sample.tsx";

/** Shown on the dashboard of an instance without events: how to send the first one. */
export function FirstSteps({ url }: { url: string }) {
  const steps = [
    {
      title: "Create a key for your app",
      body: <CodeSample label="Command: create a key">{`pnpm cli keys create "my app"`}</CodeSample>,
    },
    {
      title: "Send an event from your app",
      body: <CodeSample label="Example: send an event">{getExample(url)}</CodeSample>,
    },
    {
      title: "Describe your events in the catalog",
      body: (
        <p className="text-muted mt-1">
          In <code className="font-mono">packages/catalog/src/events.ts</code>. It gives events titles, types
          and icons.
        </p>
      ),
    },
    {
      title: "Invite your team",
      body: (
        <CodeSample label="Command: create a sign-in link">pnpm cli sign-in-link ann@example.com</CodeSample>
      ),
    },
  ];
  return (
    <section aria-labelledby="first-steps" className="card max-w-3xl px-5 py-4 max-sm:px-4">
      <h2 id="first-steps" className="text-lead font-semibold">
        Get started
      </h2>
      <p
        role="status"
        className="connection text-muted mt-1 inline-flex items-center gap-2"
        data-state="connecting"
      >
        Waiting for your first event…
      </p>
      <ol className="mt-4 grid gap-5">
        {steps.map(({ title, body }, index) => (
          <li key={title} className="grid grid-cols-[1.75rem_minmax(0,1fr)] items-start">
            <span
              aria-hidden="true"
              className="border-border-strong text-small grid size-5 place-items-center rounded-full border"
            >
              {index + 1}
            </span>
            <div className="min-w-0">
              <h3 className="font-semibold">{title}</h3>
              {body}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function getExample(url: string): string {
  return `import { createAnalytics } from "@admin-events/client/node";

const analytics = createAnalytics({ url: "${url}", key: "sk_…" });
analytics.track("user.signed_up", { plan: "free" }, { userId: user.id });`;
}

import type { StoredEvent } from "@admin-events/client/query";
import { CopyButton } from "../ui/copy-button.tsx";

export function RawJson({ event }: { event: StoredEvent }) {
  const json = JSON.stringify(event, null, 2);
  return (
    <div className="card relative">
      <details className="group">
        <summary className="caps text-muted hover:text-foreground flex h-9 cursor-pointer items-center gap-1.5 px-4 before:content-['▸'] group-open:before:content-['▾']">
          Raw JSON
        </summary>
        <pre
          role="region"
          className="border-border text-small overflow-x-auto border-t p-4 font-mono"
          tabIndex={0}
          aria-label="Raw JSON"
        >
          {json}
        </pre>
      </details>
      {/* Beside the summary, which may not contain a button. */}
      <div className="text-small text-muted absolute top-1.5 right-4">
        <CopyButton text={json} label="event as JSON" className="min-w-max">
          Copy
        </CopyButton>
      </div>
    </div>
  );
}

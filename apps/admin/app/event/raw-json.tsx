import type { StoredEvent } from "@admin-events/client/query";
import { CopyButton } from "../ui/copy-button.tsx";

export function RawJson({ event }: { event: StoredEvent }) {
  const json = JSON.stringify(event, null, 2);
  return (
    <details className="card group">
      <summary className="caps text-muted hover:text-foreground flex h-9 cursor-pointer items-center gap-1.5 px-4 before:content-['▸'] group-open:before:content-['▾']">
        <span className="flex-1">Raw JSON</span>
        <CopyButton text={json} label="event as JSON" className="text-small normal-case">
          Copy
        </CopyButton>
      </summary>
      <div className="border-border overflow-x-auto border-t p-4">
        <CopyButton text={json} label="event as JSON" className="text-small font-mono" />
      </div>
    </details>
  );
}

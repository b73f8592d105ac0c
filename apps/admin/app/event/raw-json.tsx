import type { StoredEvent } from "../api/outputs.ts";
import { CopyButton } from "../ui/copy-button.tsx";

/** The whole event as JSON, to read and to copy. */
export function RawJson({ event }: { event: StoredEvent }) {
  const json = JSON.stringify(event, null, 2);
  return (
    <details className="border-line bg-panel rounded-md border">
      <summary className="engraved text-soft hover:text-ink flex h-9 cursor-pointer items-center px-4">
        Raw JSON
      </summary>
      <div className="border-line overflow-x-auto border-t p-4">
        <CopyButton text={json} label="event as JSON" className="text-small font-mono" />
      </div>
    </details>
  );
}

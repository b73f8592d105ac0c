import { Info } from "lucide-react";
import { Tooltip } from "radix-ui";
import { useState } from "react";

/** A small sign beside a word; a sentence about it shows on hover, focus and touch, and goes with Escape. */
export function Hint({ about, children }: { about: string; children: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Tooltip.Provider delayDuration={100}>
      <Tooltip.Root open={isOpen} onOpenChange={setOpen}>
        <Tooltip.Trigger
          type="button"
          aria-label={`What ${about} means`}
          className="text-faint hover:text-ink -m-1 inline-grid size-6 shrink-0 place-items-center self-center rounded-sm"
          // By themselves tooltips close when pressed, and a finger has no other way to ask.
          onPointerDown={(event) => event.preventDefault()}
          onClick={(event) => {
            event.preventDefault();
            setOpen(true);
          }}
        >
          <Info size={14} aria-hidden="true" />
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content
            sideOffset={4}
            collisionPadding={12}
            className="border-line-strong bg-raised shadow-float text-small z-50 max-w-64 rounded-sm border px-2.5 py-1.5"
          >
            {children}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}

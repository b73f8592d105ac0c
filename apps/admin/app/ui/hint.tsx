import { Info } from "lucide-react";
import { Tooltip } from "radix-ui";
import { useState } from "react";

/** An info icon with a tooltip, shown on hover, focus and touch and closed by Escape. */
export function Hint({ about, children }: { about: string; children: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Tooltip.Provider delayDuration={100}>
      <Tooltip.Root open={isOpen} onOpenChange={setOpen}>
        <Tooltip.Trigger
          type="button"
          aria-label={`About ${about}`}
          className="text-subtle hover:text-foreground -m-1 inline-grid size-6 shrink-0 place-items-center self-center rounded-sm"
          // Radix closes tooltips when pressed, but touch has no other way to open them.
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
            className="floating text-small z-50 max-w-64 px-2.5 py-1.5"
          >
            {children}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}

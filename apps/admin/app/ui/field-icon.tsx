import type { LucideIcon } from "lucide-react";

/** An icon in front of the text of a field that is as high as a button. The field's parent is `relative`. */
export function FieldIcon({ icon: Icon }: { icon: LucideIcon }) {
  return (
    <Icon
      size={16}
      className="text-subtle pointer-events-none absolute top-2.5 left-2.5"
      aria-hidden="true"
    />
  );
}

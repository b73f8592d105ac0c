import { product } from "@admin-events/catalog";

export function Brand({ withName = true }: { withName?: boolean }) {
  return (
    <span className="flex items-center gap-2">
      <span
        role="img"
        aria-label={product.name}
        className="size-5 [&>svg]:size-full"
        // Written by this project, not by its users.
        dangerouslySetInnerHTML={{ __html: product.logo }}
      />
      {withName && (
        <span className="text-lead font-semibold tracking-tight" aria-hidden="true">
          {product.name}
        </span>
      )}
    </span>
  );
}

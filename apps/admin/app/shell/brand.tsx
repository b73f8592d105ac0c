export function Brand({ withName = true }: { withName?: boolean }) {
  return (
    <span className="flex items-center gap-2">
      <svg width="20" height="20" viewBox="0 0 16 16" role="img" aria-label="Admin Events">
        <rect width="16" height="16" rx="3" className="fill-foreground" />
        <path d="M3.5 12.5v-3M6.5 12.5v-5M12.5 12.5v-7" strokeWidth="1.6" className="stroke-panel" />
        <path d="M9.5 12.5v-9" strokeWidth="1.6" className="stroke-[#ff7a38]" />
      </svg>
      {withName && (
        <span className="text-lead font-semibold tracking-tight" aria-hidden="true">
          Admin Events
        </span>
      )}
    </span>
  );
}

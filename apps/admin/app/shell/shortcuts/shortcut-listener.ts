/** What each key, or two keys one after the other (`g d`), does. */
export type Shortcuts = Readonly<Record<string, () => void>>;

const patience = 1_000;

/**
 * A keydown listener for shortcuts. Keys with Ctrl, Alt or Command, and keys typed into a field or a menu, are left
 * alone; the second key of a pair must follow within a second.
 */
export function shortcutListener(shortcuts: () => Shortcuts): (event: KeyboardEvent) => void {
  let first: { key: string; at: number } | null = null;

  return (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof Element && isTakingKeys(event.target)) return;
    const pair = first && event.timeStamp - first.at < patience ? `${first.key} ${event.key}` : null;
    const known = shortcuts();
    const action = (pair !== null && known[pair]) || known[event.key];
    first = action ? null : { key: event.key, at: event.timeStamp };
    if (!action) return;
    event.preventDefault();
    action();
  };
}

function isTakingKeys(element: Element): boolean {
  return element.closest("input, textarea, select, [contenteditable], [role=menu], [role=dialog]") !== null;
}

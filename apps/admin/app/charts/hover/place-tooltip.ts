/** A rectangle in pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const gap = 8;

/**
 * Where a tooltip's upper left corner goes: centred above its anchor, below it where there is no room above, and
 * moved sideways as far as needed to stay within the bounds. All in one coordinate system.
 */
export function placeTooltip(
  anchor: Box,
  size: Pick<Box, "width" | "height">,
  bounds: Box,
): { left: number; top: number } {
  const centred = anchor.left + anchor.width / 2 - size.width / 2;
  const rightmost = bounds.left + bounds.width - size.width;
  const above = anchor.top - gap - size.height;
  return {
    left: Math.round(Math.max(bounds.left, Math.min(centred, rightmost))),
    top: Math.round(above >= bounds.top ? above : anchor.top + anchor.height + gap),
  };
}

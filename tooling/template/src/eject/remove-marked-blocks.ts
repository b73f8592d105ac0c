const START = /\beject:start\b/;
const END = /\beject:end\b/;

/**
 * Removes the lines from each `eject:start` to its `eject:end`, both included.
 *
 * @throws {Error} if a mark has no counterpart.
 */
export function removeMarkedBlocks(text: string): string {
  const kept: string[] = [];
  let isMarked = false;

  for (const line of text.split("\n")) {
    if (START.test(line) || END.test(line)) {
      if (START.test(line) === isMarked) throw new Error(`The mark "${line.trim()}" has no counterpart.`);
      isMarked = !isMarked;
    } else if (!isMarked) kept.push(line);
  }
  if (isMarked) throw new Error("The last eject:start has no eject:end.");

  return kept.join("\n");
}

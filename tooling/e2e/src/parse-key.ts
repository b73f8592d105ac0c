/** The key that `keys create` printed. */
export function keyIn(output: string): string {
  const [key] = /[ps]k_\w+/.exec(output) ?? [];
  if (!key) throw new Error(`No key was printed: ${output}`);

  return key;
}

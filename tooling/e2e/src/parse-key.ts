/** The API key in the output of `keys create`. */
export function parseKey(output: string): string {
  const [key] = /[ps]k_\w+/.exec(output) ?? [];
  if (!key) throw new Error(`The output contains no key: ${output}`);

  return key;
}

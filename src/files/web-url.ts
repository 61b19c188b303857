/** Whether a text that may be a path is an address that `fetch` takes. */
export function isWebUrl(text: string): boolean {
  return /^(https?|data|blob):/i.test(text);
}

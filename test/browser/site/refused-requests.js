// Requests to other hosts, in a page or a worker, as the browser refuses them by the content policy that the test's server sends.
// Playwright does not see those of workers. To be imported before anything that could make one.

const refused = [];

globalThis.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
  // A page may forbid WebAssembly, too: no request.
  if (blockedURI !== 'wasm-eval') refused.push(blockedURI);
});

/** Throws when there was one. */
export function expectNoRefusedRequests() {
  if (refused.length > 0) throw new Error(`requests to other hosts: ${refused.join(', ')}`);
}

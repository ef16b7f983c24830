const loopback = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Whether a `Host` header names this computer. The proxy carries tokens, so a rebound name must not reach it. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && loopback.test(host);
}

/** Whether a request that says where it comes from comes from this computer's own pages. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin === undefined || origin === `http://${host ?? ''}`;
}

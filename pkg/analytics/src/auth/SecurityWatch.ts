import { type Notice } from '@eljefe/contract';

import { addressKey } from './FailureLimit';

export const SECURITY_EVENTS = ['success', 'failure', 'forbidden', 'limited'] as const;
export type SecurityEventKind = (typeof SECURITY_EVENTS)[number];

export interface SecurityEvent {
  kind: SecurityEventKind;
  /** success: by what (`grafana`, `token`, `loopback`); failure: why; forbidden: for which kind of access. */
  reason: string;
  address: string;
}

const WINDOW_MS = 300_000;
const REMEMBERED = 1_000;
const BURST = 10;

/** S4: counts who was let in and who was not, and says so when failures come in bursts. */
export class SecurityWatch {
  private readonly totals: Record<SecurityEventKind, number> = { success: 0, failure: 0, forbidden: 0, limited: 0 };
  private recent: Array<{ at: number; kind: SecurityEventKind; address: string }> = [];
  private readonly listeners: Array<(event: SecurityEvent) => void> = [];

  /** @param now epoch ms */
  constructor(private readonly now: () => number) {}

  onEvent(listener: (event: SecurityEvent) => void): void {
    this.listeners.push(listener);
  }

  record(event: SecurityEvent): void {
    this.totals[event.kind] += 1;
    if (event.kind !== 'success') {
      this.recent.push({ at: this.now(), kind: event.kind, address: addressKey(event.address) });
      if (this.recent.length > REMEMBERED) {
        this.recent.shift();
      }
    }
    this.listeners.forEach((listener) => listener(event));
  }

  /** Since the start of the service. */
  counts(): Readonly<Record<SecurityEventKind, number>> {
    return { ...this.totals };
  }

  /** For the live state: bursts of the last five minutes. */
  notices(): Notice[] {
    const since = this.now() - WINDOW_MS;
    this.recent = this.recent.filter((event) => event.at > since);
    return [
      ...this.burst(['failure', 'limited'], 'failed authentications'),
      ...this.burst(['forbidden'], 'calls refused for want of a role'),
    ];
  }

  private burst(kinds: readonly SecurityEventKind[], what: string): Notice[] {
    const events = this.recent.filter((event) => kinds.includes(event.kind));
    if (events.length < BURST) {
      return [];
    }
    const addresses = new Set(events.map((event) => event.address)).size;
    const count = events.length === REMEMBERED ? `${REMEMBERED} or more` : String(events.length);
    return [
      {
        severity: 'warning',
        text: `${count} ${what} in the last 5 minutes from ${addresses} address${addresses === 1 ? '' : 'es'}`,
        hint: 'Look for a wrong or revoked token in a data source or job, or for someone trying the door',
      },
    ];
  }
}

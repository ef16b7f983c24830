import { type Channel } from '@eljefe/contract';

/** How one way of hearing works, with when it last did. */
export class ChannelHealth {
  private state: Channel['state'] = 'connecting';
  private lastOk: number | null = null;
  private error: string | null = null;
  private retryAt: number | null = null;

  constructor(
    private readonly kind: Channel['kind'],
    private readonly now: () => number
  ) {}

  ok(): void {
    this.state = 'up';
    this.lastOk = this.now();
    this.error = null;
    this.retryAt = null;
  }

  failed(error: string, retryAt: number | null): void {
    this.state = 'down';
    this.error = error;
    this.retryAt = retryAt;
  }

  view(): Channel {
    return {
      kind: this.kind,
      state: this.state,
      last_ok_at: this.lastOk,
      error: this.error,
      retry_at: this.retryAt,
    };
  }
}

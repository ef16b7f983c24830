import { type SourceLease } from './SourceLease';

export interface Followed {
  start(): void;
  stop(): Promise<void>;
}

export interface FollowOptions {
  lease: SourceLease;
  /** Catches up with what another process did while it followed the source; before the follower is made. */
  catchUp(): Promise<void>;
  /** Makes the follower anew each time the source becomes ours. */
  follow(): Followed;
  renewEveryMs: number;
  onError(error: unknown): void;
}

/** Follows a source while its lease is held. @returns stops following and gives the lease back */
export const followLeased = ({
  lease,
  catchUp,
  follow,
  renewEveryMs,
  onError,
}: FollowOptions): (() => Promise<void>) => {
  let followed: Followed | null = null;
  let stopped = false;
  const round = async (): Promise<void> => {
    const held = await lease.renew().catch((error: unknown) => {
      // Without the store nothing can be recorded either; what runs goes on until another holds the lease.
      onError(error);
      return followed !== null;
    });
    if (held && followed === null && !stopped) {
      await catchUp();
      followed = follow();
      followed.start();
    }
    if (!held && followed !== null) {
      const former = followed;
      followed = null;
      await former.stop();
    }
  };
  let running = round().catch(onError);
  const timer = setInterval(() => {
    running = running.then(round).catch(onError);
  }, renewEveryMs);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
    await followed?.stop();
    await lease.release().catch(onError);
  };
};

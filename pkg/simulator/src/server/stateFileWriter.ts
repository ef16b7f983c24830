import { open, readFile, stat } from 'node:fs/promises';

import { nowMs, sleep } from './clock';

export interface WriterOptions {
  path: string;
  text: () => string;
  everyMs: number;
  halfWrittenMs: number;
}

const SHARE_OF_TIME = 10;

/**
 * Rewrites `monitoring_state.json` in place: emptied, half written, whole. A reader can meet each of the three.
 * Writes at most as often as asked, and seldom enough that a large state costs no more than a tenth of the time.
 */
export class StateFileWriter {
  private dirty = true;
  private writing: Promise<void> | null = null;
  private notBeforeMs = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly options: WriterOptions) {}

  start(): void {
    this.timer = setInterval(() => void this.tick(), Math.min(100, this.options.everyMs));
  }

  markDirty(): void {
    this.dirty = true;
  }

  async stop(): Promise<void> {
    if (this.timer) {
      clearInterval(this.timer);
    }
    await this.writing;
  }

  /** Writes now, whatever the interval says. */
  async flush(): Promise<void> {
    await this.writing;
    await this.write();
  }

  private async tick(): Promise<void> {
    if (!this.dirty || this.writing || nowMs() < this.notBeforeMs) {
      return;
    }
    this.writing = this.write().finally(() => {
      this.writing = null;
    });
    await this.writing;
  }

  private async write(): Promise<void> {
    this.dirty = false;
    const startedMs = nowMs();
    const content = Buffer.from(this.options.text(), 'utf8');
    const costMs = nowMs() - startedMs;
    this.notBeforeMs = startedMs + Math.max(this.options.everyMs, costMs * SHARE_OF_TIME);
    try {
      await writeInHalves(this.options.path, { content, gapMs: this.options.halfWrittenMs });
    } catch (error) {
      // As the real one: says so, goes on, tries again with the next change.
      process.stderr.write(`state file not written: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

const writeInHalves = async (path: string, { content, gapMs }: { content: Buffer; gapMs: number }): Promise<void> => {
  const file = await open(path, 'w');
  try {
    const middle = content.length >> 1;
    await file.write(content, 0, middle);
    await sleep(gapMs);
    await file.write(content, middle);
  } finally {
    await file.close();
  }
};

/** Text of a file, or null when there is none. */
export const textOfFile = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
};

/** Time of a file's last change in epoch ms, or null when there is none. */
export const changedAtMs = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return null;
  }
};

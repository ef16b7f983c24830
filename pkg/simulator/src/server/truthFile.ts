import { rename, writeFile } from 'node:fs/promises';

import { type Truth } from '../core/truth';
import { nowMs } from './clock';

const EVERY_MS = 2_000;
const SHARE_OF_TIME = 20;

/** Writes the ground truth whole or not at all: beside the file, then renamed over it. */
export class TruthFile {
  private timer: NodeJS.Timeout | null = null;
  private notBeforeMs = 0;
  private writing: Promise<void> | null = null;

  constructor(
    private readonly path: string,
    private readonly truth: () => Truth
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.tick(), EVERY_MS);
  }

  async stop(): Promise<void> {
    if (this.timer) {
      clearInterval(this.timer);
    }
    await this.writing;
    await this.write();
  }

  private async tick(): Promise<void> {
    if (this.writing || nowMs() < this.notBeforeMs) {
      return;
    }
    this.writing = this.write().finally(() => {
      this.writing = null;
    });
    await this.writing;
  }

  private async write(): Promise<void> {
    const startedMs = nowMs();
    const text = JSON.stringify(this.truth(), null, 1);
    this.notBeforeMs = nowMs() + (nowMs() - startedMs) * SHARE_OF_TIME;
    const beside = `${this.path}.part`;
    try {
      await writeFile(beside, text);
      await rename(beside, this.path);
    } catch (error) {
      process.stderr.write(`ground truth not written: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

import { Fault } from '@/lib/shared/errors';
import { counted } from '@/lib/shared/format';
import { CHECK_EVERY, requireRoom } from './room';

/** Exports unpack to 10 or 20 times their size; gzip can reach 1,000. */
const MOST_RATIO = 200;
/** Up to here a high ratio costs nobody anything. */
const ANY_RATIO = 64 * 1024 ** 2;
/** The longest stretch of text without a row, in bytes: longer than the longest row (MAX_ROW). */
const MOST_WITHOUT_ROW = 16 * 1024 ** 2;

/** Ends the reading of a file that would fill the disk, or that unpacks to what no export is. */
export class ReadingLimits {
  /** False for Parquet, which is unpacked before its rows are read. */
  expectsRows = true;
  private bytes = 0;
  private checkedAt = Number.NEGATIVE_INFINITY;
  private rows = 0;
  private bytesAtRow = 0;

  constructor(
    private readonly file: string,
    /** The folder that is written to. */
    private readonly folder: string,
  ) {}

  /** Counts bytes that were unpacked, out of `packed` in all so far. Throws a Fault when they are too many. */
  async unpacked(more: number, packed: number): Promise<void> {
    this.bytes += more;
    if (this.bytes > ANY_RATIO && this.bytes > packed * MOST_RATIO)
      throw new Fault('bad-input', `${this.file} unpacks to more than ${MOST_RATIO} times its size, which no export does.`);
    if (this.expectsRows && this.bytes - this.bytesAtRow > MOST_WITHOUT_ROW) throw this.noRow();
    if (this.bytes - this.checkedAt < CHECK_EVERY) return;
    this.checkedAt = this.bytes;
    await requireRoom(this.folder, 0);
  }

  /** Counts rows that were read so far, good and bad ones. */
  rowsRead(rows: number): void {
    if (rows > this.rows) [this.rows, this.bytesAtRow] = [rows, this.bytes];
  }

  private noRow(): Fault {
    const megabytes = MOST_WITHOUT_ROW / 1024 ** 2;
    return new Fault(
      'bad-input',
      `${this.file} has no row in ${megabytes} MB, after ${counted(this.rows, 'row')}. It is no whole export.`,
    );
  }
}

import { type ImportTable, type Recognised, recognise, tableOfName } from './recognise';
import type { Row } from './rows';

/** Where a row goes: into one of our tables, nowhere because its table is not imported, or to the bad rows. */
export type Route = Recognised | { skipped: string };

/** Finds each row's table: `--table`, else the category of the record, else Log Analytics' Type column, else columns and file name. */
export class Router {
  private readonly shapes = new WeakMap<readonly string[], { byColumns: Recognised; typeColumn: number }>();

  constructor(
    private readonly fileName: string,
    private readonly forced: ImportTable | undefined,
  ) {}

  route(row: Row): Route {
    const told = row.category ?? this.typeOf(row);
    if (told !== undefined) {
      const table = tableOfName(told);
      const wanted = table !== undefined && (this.forced ?? table) === table;
      return wanted ? { table } : { skipped: (table ?? told.replace(/^AdvancedHunting-/i, '')) || 'no category' };
    }
    return this.forced ? { table: this.forced } : this.shapeOf(row).byColumns;
  }

  /** The name of the table in a row of Log Analytics, where `Type` holds it. */
  private typeOf(row: Row): string | undefined {
    const value = row.values[this.shapeOf(row).typeColumn]?.trim() ?? '';
    return /^[A-Z]\w+$/.test(value) ? value : undefined;
  }

  private shapeOf({ names }: Row) {
    const known = this.shapes.get(names);
    if (known) return known;
    const ofLogAnalytics = names.some((name) => /^timegenerated$/i.test(name));
    const typeColumn = ofLogAnalytics ? names.findIndex((name) => /^type$/i.test(name)) : -1;
    const shape = { byColumns: recognise(names, this.fileName), typeColumn };
    this.shapes.set(names, shape);
    return shape;
  }
}

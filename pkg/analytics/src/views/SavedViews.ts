import { parse, SavedViewInput, type Identity, type SavedView } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';

import { type MetaRow } from '../store/metaRows';

const PREFIX = 'view:';
const MOST_OF_ONE = 200;
const MOST = 5_000;

const Kept = Type.Object({ view: SavedViewInput, owner: Type.String(), at: Type.Number() });

export type ViewRefusal = 'unknown' | 'not yours' | 'too many';

export interface SavedViewsDeps {
  rows: {
    read(prefix: string): Promise<MetaRow[]>;
    write(row: MetaRow): Promise<void>;
    remove(key: string, version: number): Promise<void>;
  };
  newId(): string;
  now(): number;
}

interface Held {
  id: string;
  version: number;
  owner: string;
  at: number;
  view: SavedViewInput;
}

/** Whose word it is: a token and a person of the same name are two. */
const ownerOf = ({ by, name }: Identity): string => `${by}:${name}`;

/** T4: filters, columns and range of a page, by name; private, or shared with everybody. */
export class SavedViews {
  private saving: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: SavedViewsDeps) {}

  /** What this person may see: their own, and what others share; by name. */
  async list(identity: Identity): Promise<SavedView[]> {
    const me = ownerOf(identity);
    return (await this.held())
      .filter(({ owner, view }) => owner === me || view.shared)
      .map((one) => shownTo(me, one))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  create(view: SavedViewInput, identity: Identity): Promise<SavedView | ViewRefusal> {
    return this.inTurn(async () => {
      const owner = ownerOf(identity);
      const held = await this.held();
      if (held.length >= MOST || held.filter((one) => one.owner === owner).length >= MOST_OF_ONE) {
        return 'too many';
      }
      return this.keep({ id: this.deps.newId(), version: 0, owner, at: 0, view }, owner);
    });
  }

  /** Replaces one's own view. */
  replace(id: string, view: SavedViewInput, identity: Identity): Promise<SavedView | ViewRefusal> {
    return this.inTurn(async () => {
      const me = ownerOf(identity);
      const known = await this.find(id, me);
      return typeof known === 'string' ? known : this.keep({ ...known, view }, me);
    });
  }

  /** Takes one's own view away; an Admin also somebody's shared one. */
  remove(id: string, identity: Identity): Promise<'removed' | ViewRefusal> {
    return this.inTurn(async () => {
      const me = ownerOf(identity);
      const known = (await this.held()).find((one) => one.id === id);
      const mayRemove = known?.owner === me || (known?.view.shared === true && identity.role === 'Admin');
      if (known === undefined || !mayRemove) {
        return known?.view.shared === true ? 'not yours' : 'unknown';
      }
      await this.deps.rows.remove(`${PREFIX}${id}`, Math.max(known.version + 1, this.deps.now()));
      return 'removed';
    });
  }

  /** Somebody's private view is as unknown as one that never was. */
  private async find(id: string, me: string): Promise<Held | ViewRefusal> {
    const known = (await this.held()).find((one) => one.id === id);
    if (known === undefined || (known.owner !== me && !known.view.shared)) {
      return 'unknown';
    }
    return known.owner === me ? known : 'not yours';
  }

  private async keep(one: Held, me: string): Promise<SavedView> {
    const at = this.deps.now();
    const version = Math.max(at, one.version + 1);
    const { id, owner, view } = one;
    await this.deps.rows.write({ key: `${PREFIX}${id}`, value: JSON.stringify({ view, owner, at }), version });
    return shownTo(me, { ...one, at, version });
  }

  private async held(): Promise<Held[]> {
    const rows = await this.deps.rows.read(PREFIX);
    return rows.flatMap(({ key, value, version }) => {
      const kept = parse(Kept, JSON.parse(value));
      return kept.ok ? [{ id: key.slice(PREFIX.length), version, ...kept.value }] : [];
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.saving.then(work);
    this.saving = done.catch(() => undefined);
    return done;
  }
}

const shownTo = (me: string, { id, owner, at, view }: Held): SavedView => ({
  id,
  ...view,
  owner: owner.slice(owner.indexOf(':') + 1),
  mine: owner === me,
  updated_at: at,
});

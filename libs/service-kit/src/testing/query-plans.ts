import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** Asks PostgreSQL how it reads the tables for what repositories really send. */
export class QueryPlans<Database> {
  readonly db: Kysely<Database>;
  #sent: CompiledQuery[] = [];

  constructor(databaseUrl: string) {
    const pool = new pg.Pool({ connectionString: databaseUrl });
    // its end does not wait for its connections, and a database that is dropped closes one first: not the end of a test
    pool.on('error', () => undefined);
    this.db = new Kysely<Database>({
      dialect: new PostgresDialect({ pool }),
      log: ({ query }) => void this.#sent.push(query),
    });
  }

  /** What is read, by everything that this work sends: `Index Scan orders_pkey`, `Seq Scan orders`. Nothing of it stays. */
  async readsOf(work: (trx: Transaction<Database>) => Promise<unknown>): Promise<readonly string[]> {
    this.#sent = [];
    const onlyLooking = new OnlyLooking();
    try {
      return await this.db.transaction().execute(async (trx) => {
        await work(trx);
        const queries = this.#sent.filter(({ sql }) => !/^(begin|start)/i.test(sql));
        for (const query of queries) onlyLooking.reads.push(...readsIn(await explain(trx, query)));
        throw onlyLooking;
      });
    } catch (error) {
      if (error === onlyLooking) return onlyLooking.reads;
      throw error;
    }
  }

  close(): Promise<void> {
    return this.db.destroy();
  }
}

/** Takes the transaction back. */
class OnlyLooking extends Error {
  readonly reads: string[] = [];
}

async function explain<Database>(trx: Transaction<Database>, query: CompiledQuery): Promise<Plan> {
  const { rows } = await trx.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    CompiledQuery.raw(`EXPLAIN (FORMAT JSON) ${query.sql}`, [...query.parameters]),
  );
  const [row] = rows;
  if (!row) throw new Error('no plan');
  return row['QUERY PLAN'][0].Plan;
}

function readsIn(plan: Plan): readonly string[] {
  const { 'Node Type': node, 'Index Name': index, 'Relation Name': table = '' } = plan;
  const isRead = index !== undefined || node === 'Seq Scan';
  return [...(isRead ? [`${node} ${index ?? table}`] : []), ...(plan.Plans ?? []).flatMap(readsIn)];
}

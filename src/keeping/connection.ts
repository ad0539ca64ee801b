import { type KeepingDatabase, openDatabase } from './database.ts';

/** The way to the database: opened when it is first needed, and anew after it was lost. */
export class DatabaseConnection {
  #database: Promise<KeepingDatabase> | null = null;

  /** @throws what {@link openDatabase} does */
  open(): Promise<KeepingDatabase> {
    if (this.#database !== null) return this.#database;
    const forget = () => {
      if (this.#database === opening) this.#database = null;
    };
    const opening = openDatabase(forget);
    this.#database = opening;
    // What could not be opened now may open later.
    opening.catch(forget);
    return opening;
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = null;
    (await database)?.close();
  }
}

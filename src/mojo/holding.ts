/** Holds what can be made again, until it is released. */
export class Holding {
  #held: Set<object> | undefined = new Set();

  /** `make()`, called again only when nobody holds what it gave any more. */
  derived<T extends object>(make: () => T): () => T {
    let known: WeakRef<T> | undefined;
    return () => {
      const alive = known?.deref();
      if (alive !== undefined) return alive;
      const made = make();
      known = new WeakRef(made);
      this.#held?.add(made);
      return made;
    };
  }

  /** From now on nothing is held. */
  release(): void {
    this.#held = undefined;
  }
}

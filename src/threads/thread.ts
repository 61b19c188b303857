/** A worker of some platform, by what is said to it and by it. */
export interface WorkerThread<To, From> {
  /** `transfer`: memory that goes along, and is lost here. */
  post(message: To, transfer?: ArrayBuffer[]): void;
  /** Called once. `ended`: it could not start, or has ended without being told to. */
  listen(received: (message: From) => void, ended: (reason: string) => void): void;
  /** Whether the program is to wait for it. */
  hold(held: boolean): void;
  end(): void;
}

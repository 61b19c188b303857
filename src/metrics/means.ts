/** Weighted sums that all supervised metrics share: squared error, and the moments of the response for r2. */
export class Means {
  rows = 0;
  weight = 0;
  #squares = 0;
  #y = 0;
  #yy = 0;

  add(y: number, error: number, w: number): void {
    this.rows++;
    this.weight += w;
    this.#squares += w * error * error;
    this.#y += w * y;
    this.#yy += w * y * y;
  }

  /** Adds what a response of `y` in place of 0 would have added, for rows of weight `w` together. */
  shift(y: number, w: number): void {
    this.#y += w * y;
    this.#yy += w * y * y;
  }

  get mse(): number {
    return this.#squares / this.weight;
  }

  /** Against the weighted population variance of these responses, not those of the training. */
  get r2(): number {
    const mean = this.#y / this.weight;
    return 1 - this.mse / (this.#yy / this.weight - mean * mean);
  }

  fields(): { MSE: number; RMSE: number; nobs: number; r2: number } {
    return { MSE: this.mse, RMSE: Math.sqrt(this.mse), nobs: this.rows, r2: this.r2 };
  }
}

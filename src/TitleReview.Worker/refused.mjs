/** A job that cannot be done for a reason the caller can act on. */
export class Refused extends Error {
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

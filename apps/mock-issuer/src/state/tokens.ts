/** Injection tokens of the two start secrets. */
export const IDENTITY_HEADER = Symbol('IDENTITY_HEADER');
export const CONTROL_TOKEN = Symbol('CONTROL_TOKEN');

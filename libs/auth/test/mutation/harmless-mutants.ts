/** Mutants that make no difference, by key, each with the reason. One that no longer exists fails `npm test`. */
export const harmlessMutants: Readonly<Record<string, string>> = {};

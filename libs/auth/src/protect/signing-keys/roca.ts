/**
 * Primes modulo which 65537 generates a small subgroup. A modulus of the flawed generator lies in that subgroup for
 * every one of them; a random one does so with a chance of about 2^-28.
 * (Nemec et al., "The Return of Coppersmith's Attack", CCS 2017: CVE-2017-15361)
 */
const FINGERPRINT_PRIMES = [
  11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157,
] as const;

const GENERATOR = 65_537;

const subgroups = FINGERPRINT_PRIMES.map((prime) => ({ prime: BigInt(prime), members: subgroupOf(prime) }));

/** Whether an RSA modulus was made by the flawed library of Infineon chips, so that its private key can be computed. */
export function isRocaModulus(n: string): boolean {
  const modulus = BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`);
  return subgroups.every(({ prime, members }) => members.has(Number(modulus % prime)));
}

function subgroupOf(prime: number): ReadonlySet<number> {
  const members = new Set<number>();
  for (let power = 1; !members.has(power); power = (power * GENERATOR) % prime) members.add(power);
  return members;
}

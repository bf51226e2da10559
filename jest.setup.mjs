import 'reflect-metadata';
// jwks-rsa is CommonJS and require()s the ESM-only jose; Jest refuses that while jose
// is still being linked by an importing test, so it is evaluated first.
import 'jose';

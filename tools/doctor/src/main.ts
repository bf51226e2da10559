import 'reflect-metadata';
import { doctor } from './doctor.js';

const [, , ...args] = process.argv;

// npm's script ends with "--": Node would take an --env-file behind the script's name for its own
process.exitCode = await doctor(args[0] === '--' ? args.slice(1) : args, process.env, {
  print: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
});

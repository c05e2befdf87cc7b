// Proves one witness under one key with snarkjs, once for each line that is read, and prints how
// long that took (from files: faster than from memory, with snarkjs 0.7.6): "prove WALL CPU" and "verify WALL CPU", in seconds.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [directory, zkey, wtns, verificationKey] = process.argv.slice(1);
const snarkjs = createRequire(directory + "/package.json")("snarkjs");
const verifying = JSON.parse(readFileSync(verificationKey, "utf8"));

async function timed(name, work) {
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  const result = await work();
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  const used = process.cpuUsage(cpu);
  console.log(`${name} ${wall} ${(used.user + used.system) / 1e6}`);
  return result;
}

for await (const line of createInterface({ input: process.stdin })) {
  const made = await timed("prove", () => snarkjs.groth16.prove(zkey, wtns));
  const valid = await timed("verify", () =>
    snarkjs.groth16.verify(verifying, made.publicSignals, made.proof));
  if (!valid) {
    throw new Error("snarkjs made a proof that it does not take for one");
  }
}
process.exit(0);

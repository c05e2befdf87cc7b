// snarkjs in a process of its own, which stays warm. Argument: the directory of node_modules. A line
// of input is a zkey's and a witness's name and how many proofs to make; for each it prints "proof"
// and the milliseconds that proving and verifying took: wall, CPU, wall, CPU. Files are read once,
// keys of proofs parsed by each proof, as snarkjs does.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const snarkjs = require(path.join(path.resolve(process.argv[2]), "snarkjs"));

const keys = new Map();

async function load(zkey) {
  if (!keys.has(zkey)) {
    const verification = await snarkjs.zKey.exportVerificationKey(zkey);
    keys.set(zkey, { zkey: new Uint8Array(fs.readFileSync(zkey)), verification });
  }
  return keys.get(zkey);
}

async function timed(work) {
  const start = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  const result = await work();
  const used = process.cpuUsage(cpu);
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  return { result, wall, cpu: (used.user + used.system) / 1e3 };
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [zkey, wtns, count] = line.split("\t");
    const key = await load(zkey);
    const witness = new Uint8Array(fs.readFileSync(wtns));
    for (let i = 0; i < Number(count); i++) {
      const proved = await timed(() =>
        snarkjs.groth16.prove({ type: "mem", data: key.zkey }, { type: "mem", data: witness }));
      const { proof, publicSignals } = proved.result;
      const verified = await timed(() =>
        snarkjs.groth16.verify(key.verification, publicSignals, proof));
      if (!verified.result) {
        throw new Error("a proof of snarkjs that snarkjs does not verify");
      }
      console.log(`proof ${proved.wall} ${proved.cpu} ${verified.wall} ${verified.cpu}`);
    }
  }
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});

package dev.fedbench.zk.circom;

import dev.fedbench.zk.field.LittleEndian;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.ntt.Domain;
import dev.fedbench.zk.r1cs.Matrix;
import dev.fedbench.zk.r1cs.MatrixBuilder;
import dev.fedbench.zk.r1cs.R1cs;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * {@code .r1cs}, version 1, as iden3's r1cs_bin_format.md has it: wires are the constant 1, public
 * outputs, public inputs, private inputs, and what lies between. Coefficients are plain numbers.
 */
final class R1csFile {

  private static final int HEADER = 1;
  private static final int CONSTRAINTS = 2;
  private static final int LABELS = 3;
  private static final int GATES = 4;
  private static final int GATE_USES = 5;

  private static final Format FORMAT =
      new Format(
          "r1cs",
          1,
          Map.of(
              HEADER,
              "header",
              CONSTRAINTS,
              "constraints",
              LABELS,
              "labels",
              GATES,
              "custom gates",
              GATE_USES,
              "custom gates' uses"));

  private static final long HEADER_BYTES = 64;
  private static final int TERM_BYTES = Integer.BYTES + LittleEndian.BYTES;
  private static final int LEAST_CONSTRAINT_BYTES = 3 * Integer.BYTES;

  /** Rows and variables: what there are domains for. */
  private static final int MOST = 1 << Domain.MOST_BITS - 1;

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final LittleEndian PLAIN = new LittleEndian(FIELD, 0);

  private R1csFile() {}

  private record Header(int wires, int publics, int constraints) {}

  static R1cs read(Source source) throws IOException {
    Sections sections = Sections.of(source, FORMAT);
    Header header = header(sections);
    sections.read(LABELS, (long) Long.BYTES * header.wires());
    for (int type : List.of(GATES, GATE_USES)) {
      // A list of none is the four bytes of its length.
      if (sections.has(type) && sections.read(type).remaining() > Integer.BYTES) {
        throw sections.read(type).fail("Groth16 has no custom gates: compile without them");
      }
    }
    SectionReader in = sections.read(CONSTRAINTS);
    if ((long) LEAST_CONSTRAINT_BYTES * header.constraints() > in.remaining()) {
      throw in.fail(
          "%d constraints in %d bytes; expected at least %d bytes each"
              .formatted(header.constraints(), in.remaining(), LEAST_CONSTRAINT_BYTES));
    }
    MatrixBuilder a = new MatrixBuilder();
    MatrixBuilder b = new MatrixBuilder();
    MatrixBuilder c = new MatrixBuilder();
    long[] coefficient = FIELD.array(1);
    for (int row = 0; row < header.constraints(); row++) {
      readRow(in, a, header.wires(), coefficient);
      readRow(in, b, header.wires(), coefficient);
      readRow(in, c, header.wires(), coefficient);
    }
    in.end();
    return new R1cs(a.build(), b.build(), c.build(), header.wires(), header.publics());
  }

  private static Header header(Sections sections) throws IOException {
    SectionReader in = sections.read(HEADER, HEADER_BYTES);
    in.prime(FIELD, "scalar field");
    long at = in.position();
    int wires = in.count("wires", MOST);
    int outputs = in.count("public outputs", MOST);
    int inputs = in.count("public inputs", MOST);
    int privates = in.count("private inputs", MOST);
    in.u64(); // labels: names of the source, of which some have no wire
    long named = 1L + outputs + inputs + privates;
    if (wires < named) {
      throw in.fail(at, "%d wires; expected at least %d".formatted(wires, named));
    }
    int publics = outputs + inputs;
    return new Header(wires, publics, in.count("constraints", MOST - publics - 1L));
  }

  private static void readRow(SectionReader in, MatrixBuilder matrix, int wires, long[] scratch)
      throws IOException {
    int terms = in.count("terms", in.remaining() / TERM_BYTES);
    if (terms > MatrixBuilder.MOST_ENTRIES - matrix.entries()) {
      throw in.fail("more coefficients than an array can hold");
    }
    for (int i = 0; i < terms; i++) {
      int wire = in.count("as a wire's number", wires - 1L);
      in.element(PLAIN, scratch, 0, "r");
      matrix.add(wire, scratch, 0);
    }
    matrix.endRow();
  }

  /** Public variables are written as inputs, and wires as their own labels. */
  static void write(R1cs system, OutputStream stream) throws IOException {
    SectionWriter out = new SectionWriter(stream, FORMAT, 3);
    out.section(HEADER, HEADER_BYTES);
    out.scalarPrime();
    out.u32(system.variables());
    out.u32(0);
    out.u32(system.publics());
    out.u32(0); // what is not public is computed by whoever makes the witness
    out.u64(system.variables());
    out.u32(system.constraints());
    long terms = (long) system.a().entries() + system.b().entries() + system.c().entries();
    out.section(
        CONSTRAINTS, (long) LEAST_CONSTRAINT_BYTES * system.constraints() + TERM_BYTES * terms);
    for (int row = 0; row < system.constraints(); row++) {
      writeRow(out, system.a(), row);
      writeRow(out, system.b(), row);
      writeRow(out, system.c(), row);
    }
    out.section(LABELS, (long) Long.BYTES * system.variables());
    for (int wire = 0; wire < system.variables(); wire++) {
      out.u64(wire);
    }
    out.finish();
  }

  private static void writeRow(SectionWriter out, Matrix matrix, int row) throws IOException {
    long[] coefficient = FIELD.array(1);
    out.u32(matrix.end(row) - matrix.first(row));
    for (int entry = matrix.first(row); entry < matrix.end(row); entry++) {
      out.u32(matrix.column(entry));
      matrix.coefficient(coefficient, 0, entry);
      out.element(PLAIN, coefficient, 0);
    }
  }
}

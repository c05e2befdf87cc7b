package dev.fedbench.storage.suite;

import dev.fedbench.storage.Checkpoint;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.TensorQuery;
import dev.fedbench.storage.codec.ChunkCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a store does, each as one measurement. It says how many bytes of tensors it handled. */
enum Operation {
  /** A first model, durable. */
  SAVE {
    @Override
    long run(Bench bench) throws IOException {
      bench.store().commit(CommitRequest.of(bench.fresh(), "saved").onto("save-" + bench.next()));
      return bench.modelBytes();
    }
  },
  /** A model near its parent, durable. */
  COMMIT {
    @Override
    long run(Bench bench) throws IOException {
      bench.store().commit(CommitRequest.of(bench.nearBase(), "next").onto("main"));
      return bench.modelBytes();
    }
  },
  /** A model that stands alone, every chunk checked. */
  LOAD {
    @Override
    long run(Bench bench) throws IOException {
      return read(bench.store().checkpoint("base"));
    }

    @Override
    long wrongBytes(Bench bench) throws IOException {
      return Exactness.wrongBytes(bench.store().checkpoint("base"), bench.base());
    }
  },
  /** A model that is a difference, every chunk checked. */
  RECONSTRUCT {
    @Override
    long run(Bench bench) throws IOException {
      return read(bench.store().checkpoint("near"));
    }

    @Override
    long wrongBytes(Bench bench) throws IOException {
      return Exactness.wrongBytes(bench.store().checkpoint("near"), bench.near());
    }
  },
  /** Differences are encoded into memory. */
  DELTA_ENCODE {
    @Override
    long run(Bench bench) throws IOException {
      bench.encoded().clear();
      ChunkCodec codec = bench.codec();
      long bytes = 0;
      List<TensorInfo> tensors = bench.base().tensors();
      for (int t = 0; t < tensors.size(); t++) {
        byte[] base = bench.baseBytes(t);
        byte[] near = bench.nearBytes(t);
        for (int at = 0; at < base.length; at += ChunkCodec.MAX_BYTES) {
          int length = Math.min(ChunkCodec.MAX_BYTES, base.length - at);
          bench
              .encoded()
              .add(
                  codec.encode(
                      ByteBuffer.wrap(near, at, length),
                      tensors.get(t).dtype(),
                      Optional.of(ByteBuffer.wrap(base, at, length))));
          bytes += length;
        }
      }
      return bytes;
    }

    @Override
    long wrongBytes(Bench bench) throws IOException {
      long wrong = 0;
      List<TensorInfo> tensors = bench.base().tensors();
      int chunk = 0;
      for (int t = 0; t < tensors.size(); t++) {
        byte[] base = bench.baseBytes(t);
        byte[] near = bench.nearBytes(t);
        for (int at = 0; at < base.length; at += ChunkCodec.MAX_BYTES) {
          int length = Math.min(ChunkCodec.MAX_BYTES, base.length - at);
          byte[] decoded = new byte[length];
          bench
              .codec()
              .decode(
                  bench.encoded().get(chunk++),
                  tensors.get(t).dtype(),
                  Optional.of(ByteBuffer.wrap(base, at, length)),
                  ByteBuffer.wrap(decoded));
          for (int i = 0; i < length; i++) {
            wrong += decoded[i] == near[at + i] ? 0 : 1;
          }
        }
      }
      return wrong;
    }
  },
  /** A tensor is found by name, shape and metadata, in all commits. */
  QUERY {
    @Override
    long run(Bench bench) throws IOException {
      TensorInfo first = bench.base().tensors().get(0);
      TensorQuery query =
          TensorQuery.all()
              .named("h.?.w")
              .of(first.dtype())
              .shaped(first.shape())
              .with("kind", "base");
      if (bench.store().find(query, 10).isEmpty()) {
        throw new IOException("a query found nothing; expected the base model's tensors");
      }
      return 0;
    }
  },
  /** Many small models, made durable at once. */
  BATCH {
    @Override
    long run(Bench bench) throws IOException {
      List<CommitRequest> requests =
          bench.small().stream()
              .map(model -> CommitRequest.of(model, "small").onto("batch"))
              .toList();
      bench.store().commitAll(requests);
      return requests.stream().mapToLong(request -> Series.bytes(request.source())).sum();
    }
  };

  /** Does it once. */
  abstract long run(Bench bench) throws IOException;

  /** Bytes of what it gave the last time that are wrong; not part of what is measured. */
  long wrongBytes(Bench bench) throws IOException {
    return 0;
  }

  private static long read(Checkpoint checkpoint) throws IOException {
    long[] bytes = new long[1];
    checkpoint.transferTo((tensor, offset, piece) -> bytes[0] += piece.remaining());
    return bytes[0];
  }

  /** As parameters have it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

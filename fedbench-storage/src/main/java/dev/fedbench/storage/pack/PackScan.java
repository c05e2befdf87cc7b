package dev.fedbench.storage.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Finds the records of a pack by their heads alone. Where there is none, it searches for the next
 * sound one byte by byte: what lies between is damage. An id is proved by the payload when that is
 * read, so that bytes which merely look like a record do no harm.
 */
final class PackScan {

  private static final int WINDOW = 1 << 13;

  private final PackFile pack;
  private final RecordVisitor visitor;
  private final List<Damage> damages;
  private final byte[] window = new byte[WINDOW];
  private long windowStart;
  private int windowLength;

  PackScan(PackFile pack, RecordVisitor visitor, List<Damage> damages) {
    this.pack = pack;
    this.visitor = visitor;
    this.damages = damages;
  }

  /** Visits the records from one byte to another, both of which records start or end at. */
  void scan(long from, long to) throws IOException {
    long at = from;
    if (at < PackFile.HEADER) {
      if (!pack.soundHeader()) {
        damage(0, PackFile.HEADER, "no header of a pack of that number");
      }
      at = PackFile.HEADER;
    }
    while (at < to) {
      Optional<Frame> frame = frame(at, to);
      if (frame.isPresent()) {
        Location found = locate(at, frame.get());
        visitor.visit(frame.get().id(), found);
        at = found.end();
      } else {
        long resumed = resume(at + 1, to);
        damage(at, resumed, "no record starts here");
        at = resumed;
      }
    }
  }

  private Location locate(long at, Frame frame) {
    return new Location(pack.number(), at, frame.length(), frame.kind(), frame.depth());
  }

  /** A sound head whose payload ends within the committed bytes. */
  private Optional<Frame> frame(long at, long to) throws IOException {
    if (to - at < Frame.HEADER || !load(at)) {
      return Optional.empty();
    }
    return Frame.parse(window, (int) (at - windowStart))
        .filter(frame -> at + Frame.HEADER + frame.length() <= to);
  }

  private long resume(long from, long to) throws IOException {
    long at = from;
    while (at < to && frame(at, to).isEmpty()) {
      at++;
    }
    return at;
  }

  /** Whether the window holds a whole head at that place. */
  private boolean load(long at) throws IOException {
    if (at >= windowStart && at + Frame.HEADER <= windowStart + windowLength) {
      return true;
    }
    windowStart = at;
    windowLength = pack.file().readFully(ByteBuffer.wrap(window), at);
    return windowLength >= Frame.HEADER;
  }

  private void damage(long from, long to, String why) {
    damages.add(new Damage(pack.path().getFileName().toString(), from, to, why));
  }
}

package dev.fedbench.fl;

import dev.fedbench.spi.Extension;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps the models of runs, so that a run can be audited and replayed. Found by name; its name is
 * that of the format on disk.
 */
public interface ModelStore extends Extension {

  /**
   * Opens what is kept of a run, to read and to add to.
   *
   * @param directory is made if it is not there; it may hold other runs, too
   * @param run id of the run: 1 to 100 letters, digits, hyphens and underscores
   * @throws IOException if something else is there, or another process is adding to it
   * @throws IllegalArgumentException if the id is something else
   */
  ModelArchive open(Path directory, String run) throws IOException;
}

package dev.fedbench.examples.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.storage.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file with the configuration of a store: an object of JSON. */
final class ConfigFile {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final int MOST_BYTES = 1 << 16;

  private ConfigFile() {}

  /**
   * @throws InvalidConfigException with every mistake, and the file that has it
   */
  static StoreConfig read(Path file) {
    try {
      return StoreConfig.of(object(file));
    } catch (InvalidConfigException e) {
      throw new InvalidConfigException(
          e.problems().stream().map(problem -> "--config: " + problem).toList());
    }
  }

  private static Map<String, Object> object(Path file) {
    try {
      return Optional.ofNullable(
              JSON.readValue(
                  InputFile.read(file, MOST_BYTES), new TypeReference<Map<String, Object>>() {}))
          .orElseThrow(() -> wrong("'%s' is null; expected an object of JSON", file));
    } catch (JsonProcessingException e) {
      throw wrong("'%s' is no object of JSON: %s", file, e.getOriginalMessage());
    } catch (IOException e) {
      throw wrong("%s", e.getMessage());
    }
  }

  private static InvalidConfigException wrong(String message, Object... arguments) {
    return new InvalidConfigException(List.of(message.formatted(arguments)));
  }
}

package dev.tidegate.autoscaler.config.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;

/** A reference to a secret. The secret is read when it is used, and never part of settings, logs or the ledger. */
public sealed interface Secret {

    /** Reads the secret. */
    String reveal(Map<String, String> environment);

    /** In an environment variable. */
    record InEnvironment(String name) implements Secret {
        @Override
        public String reveal(Map<String, String> environment) {
            String value = environment.get(name);
            if (value == null) {
                throw new NoSuchElementException("environment variable " + name + " is not set");
            }
            return value;
        }
    }

    /** In a file. It is read at each use, so that a rotated secret takes effect; a final line break is not part of it. */
    record InFile(Path path) implements Secret {
        @Override
        public String reveal(Map<String, String> environment) {
            try {
                return Files.readString(path).stripTrailing();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "secret file " + path + " cannot be read: " + why(e), e);
            }
        }

        /** A readable cause: file system exceptions have only the file name as message. */
        private static String why(IOException e) {
            if (e instanceof NoSuchFileException) {
                return "there is none";
            } else if (e instanceof AccessDeniedException) {
                return "permission denied";
            }
            return e instanceof CharacterCodingException
                    ? "it is no text"
                    : String.valueOf(e.getMessage());
        }
    }
}

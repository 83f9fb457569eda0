package dev.tidegate.autoscaler.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file whole or not at all: until its end it is called {@code NAME.part}, so that what an interrupted command leaves is not
 * taken for a result, and replaces none. What is no file, such as a pipe or a device, is written as it is.
 */
final class WholeFile {

    /** What a command writes, and its exit code or whatever it returns. */
    @FunctionalInterface
    interface Content<T> {
        T writeTo(PrintWriter out) throws IOException;
    }

    /** @throws IOException if it could not be written whole; the file is then as it was */
    static <T> T write(Path file, Content<T> content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return write(file, file, content);
        }
        Path target = Files.exists(file) ? file.toRealPath() : file; // a link stays one
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        try {
            T result = write(unfinished, file, content);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
            return result;
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString()); // the name that was asked for
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(file.toString());
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static <T> T write(Path to, Path name, Content<T> content) throws IOException {
        T result;
        CheckedOutput bytes = new CheckedOutput(Files.newOutputStream(to));
        try (PrintWriter text =
                new PrintWriter(new BufferedOutputStream(bytes), false, StandardCharsets.UTF_8)) {
            result = content.writeTo(text);
        }
        if (bytes.writeError().isPresent()) {
            throw new IOException(name + " is not whole: " + bytes.writeError().get());
        }
        return result;
    }

    private WholeFile() {}
}

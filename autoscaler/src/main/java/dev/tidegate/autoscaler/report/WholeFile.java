package dev.tidegate.autoscaler.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file whole or not at all: until its end it is called {@code NAME.part}, so that what an interrupted command leaves is not
 * taken for a result, and replaces none. What is no file, such as a pipe or a device, is written as it is.
 */
public final class WholeFile {

    /** Writes the file of this name whole, and returns the command's exit code or whatever else. */
    @FunctionalInterface
    public interface Content<T> {
        T writeTo(Path unfinished) throws IOException;
    }

    /** @throws IOException if it could not be written whole; the file is then as it was */
    public static <T> T write(Path file, Content<T> content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return content.writeTo(file);
        }
        Path target = Files.exists(file) ? file.toRealPath() : file; // a link stays one
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        try {
            T result = content.writeTo(unfinished);
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

    private WholeFile() {}
}

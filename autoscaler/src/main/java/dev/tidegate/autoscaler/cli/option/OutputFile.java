package dev.tidegate.autoscaler.cli.option;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file that a command writes at its end; an impossible one is rejected before the work begins. */
public final class OutputFile implements ITypeConverter<Path> {

    @Override
    public Path convert(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("expected a file, found no name");
        }
        try {
            Path file = Path.of(text);
            if (Files.isDirectory(file)) {
                throw new TypeConversionException("expected a file, found the folder " + text);
            }
            return file;
        } catch (InvalidPathException e) {
            throw new TypeConversionException("expected a file, found '" + text + "'");
        }
    }
}
